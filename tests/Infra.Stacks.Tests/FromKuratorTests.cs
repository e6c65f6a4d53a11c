using System.Text.RegularExpressions;
using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests;

/// <summary>The page for those who come from Kurator: what it shows is valid as it stands.</summary>
public sealed partial class FromKuratorTests
{
    public static TheoryData<string> Blocks => [.. Block().Matches(File.ReadAllText(Path.Combine(StackFiles.Root(), "docs", "from-kurator.md"))).Select(match => match.Groups["yaml"].Value)];

    [Fact]
    public void The_page_shows_every_example_of_a_cluster_and_a_fleet() => Assert.Equal(9, Blocks.Count);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void What_it_shows_follows_all_rules(string yaml)
    {
        using var project = new TemporaryProject();
        PolicyFolders.CopyTo(project);
        var config = string.Concat(yaml.TrimEnd().Split('\n').Select(line => $"  {line}\n"));
        project.Write("stacks/Pulumi.case.yaml", $"config:\n  infra:karmada: {{ existing: {{ kubeconfig: {{ path: k }} }} }}\n{config}");

        Assert.Empty(new SpecificationLoader(project.Files).FromFiles("case").Findings.Select(finding => finding.ToString()));
    }

    [GeneratedRegex(@"^```yaml\n(?<yaml>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
