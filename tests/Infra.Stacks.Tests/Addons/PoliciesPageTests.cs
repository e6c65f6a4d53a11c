using System.Text.RegularExpressions;
using Infra.Policies;
using Infra.Stacks.Reading;
using Infra.Stacks.Tests.Checking;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

/// <summary>docs/policies.md: its list is that of the packs, and its examples are right.</summary>
public sealed partial class PoliciesPageTests : IDisposable
{
    private const string Platform = """
        config:
          infra:environment: { tier: preProduction }
          infra:karmada: { existing: { kubeconfig: { path: karmada.config } } }
          infra:managementCluster: hub
          infra:fleets: { fleet-shop: { policy: standard, members: { matchLabels: { tier: shop } } } }
          infra:clusters:
            hub: { kind: attached, kubeconfig: { path: hub.config }, apiEndpoint: 'https://hub.example.com:6443' }
            site-1: { kind: attached, mode: pull, labels: { tier: shop, wave: canary } }
            site-2: { kind: attached, mode: pull, labels: { tier: shop } }
            site-3: { kind: attached, mode: pull, labels: { tier: shop } }
            site-4: { kind: attached, mode: pull, labels: { tier: shop } }
            site-5: { kind: attached, mode: pull, labels: { tier: shop } }

        """;

    private readonly TemporaryProject _project = new();

    private static string Page => File.Exists(PoliciesPage.Path) ? File.ReadAllText(PoliciesPage.Path) : "";

    public static TheoryData<string> Examples => [.. YamlBlocks().Matches(PoliciesPage.Written(Page)).Select(block => Flush(block.Groups["yaml"].Value))];

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_list_of_policies_is_that_of_the_packs()
    {
        var text = PoliciesPage.Written(Page) + PoliciesPage.List(PolicyFolders.Library);
        if (Environment.GetEnvironmentVariable(ErrorsPage.Variable) == "1")
            await File.WriteAllTextAsync(PoliciesPage.Path, text, TestContext.Current.CancellationToken);

        Assert.True(text == Page, $"docs/policies.md is not what the packs say; run: {PoliciesPage.Command}");
    }

    [Fact]
    public void The_page_has_its_examples() => Assert.True(Examples.Count >= 6);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_are_right(string yaml)
    {
        PolicyFolders.CopyTo(_project);
        _project.Write("stacks/Pulumi.shop.yaml", Platform + string.Concat(yaml.Split('\n').Where(line => line.Length > 0).Select(line => $"  {line}\n")));

        Assert.Equal("", string.Join('\n', new SpecificationLoader(_project.Files).FromFiles("shop").Findings));
    }

    [Fact]
    public void The_table_of_profiles_is_what_profiles_do() => Assert.All(Enum.GetValues<PolicySeverity>(), severity =>
    {
        var row = PoliciesPage.Written(Page).Split('\n').Single(line => line.StartsWith($"| {severity.ToString().ToLowerInvariant()} |", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);
        Assert.Equal(Enum.GetValues<PolicyProfile>().Select(profile => profile.ActionFor(severity) == PolicyAction.Enforce ? "enforced" : "audited"), row[3..6]);
    });

    [Fact]
    public void Every_policy_and_parameter_is_on_the_list()
    {
        var list = Page[PoliciesPage.Written(Page).Length..];

        Assert.All(PolicyFolders.Library.Policies, policy => Assert.Contains($"\n#### {policy.Id}\n", list, StringComparison.Ordinal));
        Assert.All(PolicyFolders.Library.Packs.SelectMany(pack => pack.Parameters.Keys), parameter => Assert.Contains($"\n| `{parameter}` |", list, StringComparison.Ordinal));
    }

    // An example in a list is as far in as the list.
    private static string Flush(string yaml)
    {
        var indent = yaml.Length - yaml.TrimStart(' ').Length;
        return string.Join('\n', yaml.Split('\n').Select(line => line.Length > indent ? line[indent..] : ""));
    }

    [GeneratedRegex("^ *```yaml\n(?<yaml>(.*\n)*?) *```$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YamlBlocks();
}
