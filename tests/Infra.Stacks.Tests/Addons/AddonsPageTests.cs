using System.Text.RegularExpressions;
using Infra.Components.Fleets;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

/// <summary>docs/addons.md, whose examples work.</summary>
[Collection(Deployments.Name)]
public sealed partial class AddonsPageTests : IDisposable
{
    private const string Platform = """
        config:
          infra:karmada: { existing: { kubeconfig: { path: karmada.config } } }
          infra:secrets: { ticket-token: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA } }
          infra:fleets: { fleet-edge: { members: { matchLabels: { tier: edge } } } }
          infra:clusters: { site-1: { kind: attached, mode: pull, labels: { tier: edge } } }

        """;

    private readonly TemporaryProject _project = new();

    private static string Page { get; } = File.ReadAllText(Path.Combine(StackFiles.Root(), "docs", "addons.md"));

    public void Dispose() => _project.Dispose();

    [Fact]
    public void The_class_of_the_page_compiles() => Assert.EndsWith(
        Block("csharp").Single(), File.ReadAllText(Path.Combine(StackFiles.Root(), "tests", "Infra.Stacks.Tests", "Addons", "TicketBridge.cs")), StringComparison.Ordinal);

    [Fact]
    public void The_class_of_the_page_has_an_add_on_where_there_are_warehouses()
    {
        var source = new TicketBridge();

        Assert.Equal("ticket-bridge", Assert.Single(source.AddonsOf(new PlatformSpec { Karmada = new KarmadaSpec(), Fleets = Fleets("fleet-edge") })).Addon.Name);
        Assert.Empty(source.AddonsOf(new PlatformSpec { Karmada = new KarmadaSpec(), Fleets = Fleets("fleet-other") }));
    }

    [Fact]
    public void The_add_ons_of_the_page_are_right()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(StackFiles.Root(), "stacks", "addons"), "*.yaml"))
            _project.Write($"stacks/addons/{Path.GetFileName(file)}", File.ReadAllText(file));
        var yaml = Block("yaml").ToList();
        var all = "infra:addons:\n" + string.Concat(yaml.Take(2).Select(block => block.Replace("infra:addons:\n", "", StringComparison.Ordinal)));
        _project.Write("stacks/Pulumi.edge.yaml", Platform + Indented(all));

        var reading = new SpecificationLoader(_project.Files) { RequireBuildable = true }.FromFiles("edge");

        Assert.Empty(reading.Findings.Select(finding => $"{finding}"));
        Assert.Equal(["cert-manager", "ticket-bridge"], AddonSources.Of(reading.Platform!).Select(placed => placed.Addon.Name));
    }

    [Fact]
    public void The_waves_of_the_page_are_right()
    {
        var block = Block("yaml").ElementAt(2).Replace(
            "    # … version: 2.3.1 …\n",
            "    on: { fleet: fleet-edge }\n    namespace: t\n    chart: { chart: t, repository: https://t.example.com, version: 2.3.1 }\n",
            StringComparison.Ordinal);
        _project.Write("stacks/Pulumi.edge.yaml", (Platform + Indented(block)).Replace("tier: edge } } }\n\n", "tier: edge, wave: canary } } }\n\n", StringComparison.Ordinal));

        // One site is in no small share; the rest is right.
        Assert.All(new SpecificationLoader(_project.Files).FromFiles("edge").Findings, finding => Assert.Equal(Rules.MatchesSomething, finding.Rule));
    }

    [Fact]
    public void The_kinds_of_the_page_are_right()
    {
        var block = Indented(Block("yaml").Single(block => block.StartsWith("infra:karmada:", StringComparison.Ordinal)));
        _project.Write("stacks/Pulumi.mgmt.yaml", $"config:\n{block}\n  infra:managementCluster: m\n  infra:clusters: {{ m: {{ kind: attached, mode: push, apiEndpoint: 'https://m:6443', kubeconfig: {{ path: k }} }} }}\n");

        Assert.Empty(new SpecificationLoader(_project.Files).FromFiles("mgmt").Findings.Select(finding => $"{finding}"));
    }

    [Fact]
    public void Every_key_of_an_add_on_is_on_the_page()
    {
        var keys = ((RecordShape)Shapes.Of<AddonSpec>()).Keys;

        Assert.Empty(keys.Where(key => key != "use" && !TableKeys().SelectMany(row => row).Contains(key, StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_fact_of_a_cluster_is_on_the_page() =>
        Assert.All(Enum.GetNames<ClusterFact>(), fact => Assert.Contains($"`{fact.ToLowerInvariant()}`", Page, StringComparison.Ordinal));

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, FleetSpec> Fleets(string name) =>
        System.Collections.Immutable.ImmutableSortedDictionary<string, FleetSpec>.Empty.Add(name, new FleetSpec { Members = new SelectionSpec() });

    private static string Indented(string block) => string.Join('\n', block.Split('\n').Select(line => line.Length == 0 ? line : $"  {line}"));

    private static IEnumerable<string> Block(string language) => Blocks().Matches(Page).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["text"].Value);

    private static IEnumerable<IEnumerable<string>> TableKeys() => Page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => Codes().Matches(line.Split(" | ")[0]).Select(match => match.Groups["code"].Value));

    [GeneratedRegex("```(?<language>[a-z]+)\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex("`(?<code>[A-Za-z]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Codes();
}
