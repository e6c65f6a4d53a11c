using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Sites;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

public sealed class AddonStatusTests
{
    private const string Addon = "namespace: web, chart: { chart: web, repository: 'https://charts.example.com', version: 1.0.0 }";

    [Fact]
    public void Every_cluster_that_is_meant_has_the_version_of_the_chart() => Assert.Equal(
        ["a 1.0.0", "b 1.0.0", "c 1.0.0"],
        Versions(Status($$"""web: { on: {}, {{Addon}} }""").Addons[0]));

    [Fact]
    public void Only_clusters_that_are_meant_have_it() =>
        Assert.Equal(["b 1.0.0"], Versions(Status($$"""web: { on: { regions: [south] }, {{Addon}} }""").Addons[0]));

    [Theory]
    [InlineData(0, "a 1.0.0 2", "b 1.0.0 1", "c 1.0.0 ")]
    [InlineData(1, "a 1.0.0 2", "b 1.1.0 1", "c 1.0.0 ")]
    [InlineData(2, "a 1.1.0 2", "b 1.1.0 1", "c 1.0.0 ")]
    public void A_cluster_has_the_new_version_once_its_wave_is_reached(int reached, params string[] expected)
    {
        var addon = Status($$"""web: { on: {}, {{Addon}}, rollout: { version: 1.1.0, reached: {{reached}}, waves: [{ on: { clusters: [b] } }, { on: { clusters: [a, b] } }] } }""").Addons[0];

        Assert.Equal(expected, addon.Clusters.Select(cluster => $"{cluster.Cluster} {cluster.Version} {cluster.Wave}"));
    }

    [Fact]
    public void The_version_that_most_clusters_have_is_told_first()
    {
        var addon = Status($$"""web: { on: {}, {{Addon}}, rollout: { version: 1.1.0, reached: 1, waves: [{ on: { clusters: [a, b] } }] } }""").Addons[0];

        Assert.Equal([("1.1.0", 2), ("1.0.0", 1)], AddonStatus.Versions(addon.Clusters));
    }

    [Fact]
    public void Objects_have_no_version()
    {
        var addon = Status("""web: { on: {}, namespace: web, manifests: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: web } }] }""").Addons[0];

        Assert.Null(addon.Version);
        Assert.All(addon.Clusters, cluster => Assert.Null(cluster.Version));
        Assert.Empty(AddonStatus.Versions(addon.Clusters));
    }

    [Fact]
    public void What_runs_on_the_hub_alone_is_on_no_member()
    {
        var addon = Status($$"""web: { runsOn: hub, {{Addon}} }""").Addons[0];

        Assert.True(addon.IsOnHub);
        Assert.Empty(addon.Clusters);
    }

    [Fact]
    public void A_cluster_of_two_fleets_is_in_both_groups_and_one_of_none_is_told_too()
    {
        var groups = Status($$"""web: { on: {}, {{Addon}} }""").Groups().Select(group => $"{group.Fleet}: {string.Join(' ', group.Clusters)}");

        Assert.Equal(["north: a", "warm: a b", ": c"], groups);
    }

    [Fact]
    public void It_can_be_narrowed_to_a_cluster_and_to_an_add_on()
    {
        var status = Status($$"""
            web: { on: {}, {{Addon}} }
                south: { on: { regions: [south] }, {{Addon.Replace("web", "south", StringComparison.Ordinal)}} }
            """);

        Assert.Equal(["south", "web"], status.Only("b", null).Addons.Select(addon => addon.Addon.Name));
        Assert.Equal(["web"], status.Only("a", null).Addons.Select(addon => addon.Addon.Name));
        Assert.Equal(["south"], status.Only(null, "south").Addons.Select(addon => addon.Addon.Name));
        Assert.Empty(status.Only("a", "south").Addons);
    }

    [Theory]
    [InlineData("d", null, "has no cluster 'd'")]
    [InlineData(null, "wed", "has no add-on 'wed'; did you mean 'web'?")]
    public void A_name_that_is_not_there_is_told(string? cluster, string? addon, string expected)
    {
        var error = Assert.Throws<UnknownNameException>(() => Status($$"""web: { on: {}, {{Addon}} }""").Only(cluster, addon));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Versions(AddonStatus addon) => addon.Clusters.Select(cluster => $"{cluster.Cluster} {cluster.Version}");

    private static PlatformStatus Status(string addons)
    {
        using var project = new TemporaryProject();
        project.Write(ProjectFiles.StackFile("case"), $$"""
            config:
              infra:karmada: { existing: { kubeconfig: { path: karmada.config } } }
              infra:managementCluster: hub
              infra:clusters:
                hub: { kind: attached, kubeconfig: { path: hub.config }, apiEndpoint: 'https://hub.example.com' }
                a: { kind: attached, mode: pull, region: north, labels: { warm: "yes" } }
                b: { kind: attached, mode: pull, region: south, labels: { warm: "yes" } }
                c: { kind: attached, mode: pull, region: east }
                gone: { kind: attached, mode: pull, state: absent }
              infra:fleets:
                north: { members: { regions: [north] } }
                warm: { members: { matchLabels: { warm: "yes" } } }
              infra:addons:
                {{addons}}
            """);
        var reading = new SpecificationLoader(project.Files).FromFiles("case");
        Assert.Empty(reading.Findings.Where(finding => finding.IsError).Select(finding => finding.ToString()));
        return PlatformStatus.Of(reading.Platform!, "case");
    }
}
