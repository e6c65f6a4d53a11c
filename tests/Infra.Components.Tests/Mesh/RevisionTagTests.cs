using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Xunit;

namespace Infra.Components.Tests.Mesh;

public sealed class RevisionTagTests
{
    private static readonly MeshPlan Plain = Meshes.Of(Meshes.Member("cloud"), Meshes.Member("plant")) with { Namespaces = ["billing", "shop"] };

    [Fact]
    public void An_upgrade_begins_with_a_control_plane_that_nobody_follows() => AssertChanges(
        Plain,
        Plain with { Upgrade = new MeshUpgrade("1.31.0", []) },
        "+ base chart: base 1.31.0",
        "+ cni /global/tag: 1.31.0",
        "+ cni chart: cni 1.31.0",
        "+ istiod-1-31-0",
        "+ tags canary follows 1-31-0",
        "- base chart: base 1.30.5",
        "- cni /global/tag: 1.30.5",
        "- cni chart: cni 1.30.5",
        "- tags canary follows 1-30-5");

    [Fact]
    public void Then_a_namespace_moves_and_nothing_else_does() => AssertChanges(
        Plain with { Upgrade = new MeshUpgrade("1.31.0", []) },
        Plain with { Upgrade = new MeshUpgrade("1.31.0", ["shop"]) },
        "+ shop follows canary",
        "- shop follows stable");

    [Fact]
    public void Then_everybody_moves_while_the_old_control_plane_stays() => AssertChanges(
        Plain with { Upgrade = new MeshUpgrade("1.31.0", ["shop"]) },
        Plain with { Charts = Plain.Charts.In("1.31.0"), Upgrade = new MeshUpgrade("1.30.5", []) },
        "+ base /defaultRevision: 1-31-0",
        "+ shop follows stable",
        "+ tags canary follows 1-30-5",
        "+ tags stable follows 1-31-0",
        "- base /defaultRevision: 1-30-5",
        "- shop follows canary",
        "- tags canary follows 1-31-0",
        "- tags stable follows 1-30-5");

    [Fact]
    public void Then_the_old_one_leaves() => AssertChanges(
        Plain with { Charts = Plain.Charts.In("1.31.0"), Upgrade = new MeshUpgrade("1.30.5", []) },
        Plain with { Charts = Plain.Charts.In("1.31.0") },
        "+ tags canary follows 1-31-0",
        "- istiod-1-30-5",
        "- tags canary follows 1-30-5");

    [Fact]
    public void In_Karmada_pods_are_made_although_nobody_answers_and_in_members_none_is_made_without_its_proxy()
    {
        Assert.All(InKarmada(Plain), tag => Assert.Equal(["Ignore", "Ignore"], Webhooks(tag.Content).Select(webhook => Tree.At(webhook, "failurePolicy"))));
        Assert.All(Plain.Members.SelectMany(member => In(Plain, member)), tag => Assert.Equal(["Fail", "Fail"], Webhooks(tag).Select(webhook => Tree.At(webhook, "failurePolicy"))));
    }

    [Fact]
    public void Istio_finds_its_tags_and_their_version_by_labels_and_its_webhooks_by_name()
    {
        Assert.Equal([("canary", "1-31-0"), ("stable", "1-30-5")], InKarmada(Plain with { Upgrade = new MeshUpgrade("1.31.0", []) }).Select(tag => (tag.Labels["istio.io/tag"], tag.Labels["istio.io/rev"])));
        Assert.All(InKarmada(Plain).SelectMany(tag => Webhooks(tag.Content)), webhook => Assert.EndsWith("sidecar-injector.istio.io", $"{Tree.At(webhook, "name")}", StringComparison.Ordinal));
    }

    [Fact]
    public void Meshes_that_share_a_Karmada_have_tags_of_their_own() => Assert.Empty(
        InKarmada(Plain).Select(tag => tag.Name).Intersect(InKarmada(Plain with { Name = "staging" }).Select(tag => tag.Name)));

    [Theory]
    [InlineData("192.0.2.7", """{ "service": { "name": "istiod-1-30-5", "namespace": "istio-system", "path": "/inject/cluster/plant-2/net/plant-2", "port": 443 } }""")]
    [InlineData("istiod.example.com", """{ "url": "https://istiod.example.com:15017/inject/cluster/plant-2/net/plant-2" }""")]
    public void A_cluster_that_follows_another_s_control_plane_asks_there(string address, string expected)
    {
        var plan = IstioMeshTests.WithRemotes(address);

        Assert.All(In(plan, plan.Members[1]).SelectMany(Webhooks), webhook => Assert.Equal(Tree.Json(expected), Tree.Json(Tree.At(webhook, "clientConfig")!)));
        Assert.All(In(plan, plan.Members[0]).SelectMany(Webhooks), webhook => Assert.Equal("/inject", Tree.At(webhook, "clientConfig", "service", "path")));
    }

    [Fact]
    public void A_namespace_is_of_the_mesh_by_its_labels()
    {
        Assert.Equal(["istio.io/rev=stable"], Labels(Plain, "shop"));
        Assert.Equal(["istio.io/dataplane-mode=ambient", "istio.io/ingress-use-waypoint=true", "istio.io/rev=stable", "istio.io/use-waypoint=waypoint"], Labels(Plain with { DataPlane = DataPlane.Ambient }, "shop"));
        Assert.Empty(Labels(Plain, "other"));
    }

    [Fact]
    public void In_ambient_mode_a_pod_gets_no_proxy_of_its_own() => Assert.All(
        InKarmada(Plain with { DataPlane = DataPlane.Ambient }),
        tag => Assert.Contains("istio.io/dataplane-mode", Tree.Json(Tree.At(Webhooks(tag.Content).First(), "namespaceSelector")!), StringComparison.Ordinal));

    /// <summary>The tags as a cluster gets them.</summary>
    internal static ImmutableArray<ImmutableDictionary<string, object>> In(MeshPlan plan, MeshMember member)
    {
        var facts = new ClusterFacts(member.Cluster, member.Region, member.Provider, ImmutableSortedDictionary<string, string>.Empty, []);
        var changes = plan.Members.IsEmpty ? [] : Followed(plan).Overrides.Where(difference => difference.Clusters.Matches(facts)).SelectMany(difference => difference.Changes).Cast<Change.Patch>().ToList();
        return
        [
            .. InKarmada(plan).Select(tag => changes.Where(change => tag.IsCalled(change.Kind, change.ObjectName))
                .Aggregate(tag.Manifest("x"), (whole, change) => JsonPointer.Applied(whole, change.Operation)!)),
        ];
    }

    private static void AssertChanges(MeshPlan before, MeshPlan after, params ImmutableArray<string> expected)
    {
        var (old, next) = (Shown(before), Shown(after));
        Assert.Equal(expected, [.. next.Except(old).Order(StringComparer.Ordinal).Select(line => $"+ {line}"), .. old.Except(next).Order(StringComparer.Ordinal).Select(line => $"- {line}")]);
    }

    // A control plane as a whole, a tag by what it stands for, and everything else as it is.
    private static ImmutableSortedSet<string> Shown(MeshPlan plan) =>
    [
        .. IstioMeshTests.Lines(plan).Select(line => line["mesh-prod-".Length..]).Where(line => !line.StartsWith("tags", StringComparison.Ordinal))
            .Select(line => line.StartsWith("istiod", StringComparison.Ordinal) ? line[..line.IndexOf(' ', StringComparison.Ordinal)] : line),
        .. InKarmada(plan).SelectMany(tag => Webhooks(tag.Content).Select(webhook => $"{Tree.At(webhook, "clientConfig", "service", "name")}"["istiod-".Length..])
            .Append(tag.Labels["istio.io/rev"])
            .Select(version => $"tags {tag.Labels["istio.io/tag"]} follows {version}")),
        .. plan.Namespaces.Select(space => $"{space} follows {MeshNamespaces.LabelsOf(plan, space)["istio.io/rev"]}"),
    ];

    private static MeshAddon Followed(MeshPlan plan) => IstioMesh.Addons(plan).Single(addon => addon.Addon.Name == MeshNames.Addon(plan.Name, IstioMesh.Tags));

    private static ImmutableArray<KubernetesObject> InKarmada(MeshPlan plan) => ((AddonContent.Objects)Followed(plan).Addon.Content).Items;

    private static IEnumerable<object> Webhooks(ImmutableDictionary<string, object> tag) => (ImmutableArray<object>)tag["webhooks"];

    private static IEnumerable<string> Labels(MeshPlan plan, string space) => MeshNamespaces.LabelsOf(plan, space).Select(label => $"{label.Key}={label.Value}");
}
