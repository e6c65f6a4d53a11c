using System.Text.RegularExpressions;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Infra.Stacks.Tests.Reading;
using Xunit;

namespace Infra.Stacks.Tests;

/// <summary>The page about clusters on AWS: its first block is a cluster, and the others are valid changes of it.</summary>
public sealed partial class AwsPageTests
{
    private const string Head = "infra:clusters:\n  prod-cloud:\n";

    private static readonly string[] All =
        [.. Block().Matches(File.ReadAllText(Path.Combine(StackFiles.Root(), "docs", "aws-clusters.md"))).Select(match => match.Groups["yaml"].Value)];

    public static TheoryData<string> Changes => [.. All.Skip(1)];

    [Fact]
    public void The_page_shows_a_cluster_and_its_changes() => Assert.Equal(5, All.Length);

    [Fact]
    public void The_cluster_follows_all_rules() => Assert.Equal(5, ((AwsClusterSpec)Read("").Clusters["prod-cloud"]).Pools["web"].Replicas);

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_follows_all_rules_and_changes_something(string change)
    {
        Assert.StartsWith(Head, change, StringComparison.Ordinal);

        Assert.NotEqual(Shown.Of(Read("")), Shown.Of(Read(change[Head.Length..])));
    }

    // The first block is the class that the cluster starts from, so that a change says no more than it does on the page.
    private static PlatformSpec Read(string change)
    {
        using var project = new TemporaryProject();
        project.Write("stacks/classes/page.yaml", string.Concat(All[0][Head.Length..].Split('\n').Select(line => line.Length > 4 ? $"{line[4..]}\n" : "")));
        project.Write(
            "stacks/Pulumi.case.yaml",
            $$"""
            config:
              infra:karmada: { install: { apiEndpoint: https://karmada.example.com:5443 } }
              infra:managementCluster: mgmt
              infra:management: { clusterApi: { aws: {} } }
              infra:clusters:
                mgmt: { kind: attached, kubeconfig: { path: k }, apiEndpoint: https://mgmt.example.com }
                prod-cloud:
                  class: page
            {{string.Concat(change.Split('\n').Select(line => $"  {line}\n"))}}
            """);
        var reading = new SpecificationLoader(project.Files) { RequireBuildable = true }.FromFiles("case");
        Assert.Empty(reading.Findings.Select(finding => finding.ToString()));
        return reading.Platform!;
    }

    [GeneratedRegex(@"^```yaml\n(?<yaml>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
