using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Components.Propagation;

namespace Infra.Components.Tests.Mesh;

/// <summary>Meshes for tests of gateways: <c>prod-cloud</c> at AWS and <c>on-prem</c>, or many.</summary>
internal static class GatewayMesh
{
    public static MeshPlan Plan { get; } = new()
    {
        Name = "prod",
        Scope = "prod",
        TrustDomain = "prod.mesh.internal",
        Members = [Member("on-prem", "on-prem", "datacentre"), Member("prod-cloud", "prod-cloud", "aws")],
        On = ClusterSelection.InFleet("fleet-global"),
        Charts = new MeshCharts(Part("base"), Part("cni"), Part("istiod"), Part("ztunnel"), Part("gateway")),
        Namespaces = ["shop"],
        IsHighlyAvailable = true,
        Services = [Service("recommender", "recommender.example.com")],
    };

    public static MeshPlan Of(int clusters) => Plan with
    {
        Members = [.. Enumerable.Range(0, clusters).Select(number => Member($"site-{number:00}", $"site-{number:00}", number % 2 == 0 ? "aws" : "datacentre"))],
        Services = [.. Plan.Services.Select(service => service with { Clusters = [.. Enumerable.Range(0, clusters).Select(number => $"site-{number:00}")] })],
    };

    public static MeshMember Member(string name, string network, string provider, MeshRole role = MeshRole.Primary) => new(name, network, role) { Provider = provider };

    public static MeshService Service(string name, string? host) => new()
    {
        Name = name,
        Namespace = "shop",
        Service = name,
        Port = 8080,
        Clusters = ["on-prem", "prod-cloud"],
        Entrance = host is null ? null : new Entrance { Host = host, Issuer = "letsencrypt" },
    };

    public static ImmutableArray<KubernetesObject> Objects(MeshAddon addon) => ((AddonContent.Objects)addon.Addon.Content).Items;

    public static ImmutableDictionary<string, object> Values(MeshAddon addon) => ((AddonContent.Helm)addon.Addon.Content).Values;

    /// <summary>The values or objects as Karmada's overrides leave them for a cluster.</summary>
    public static ImmutableDictionary<string, object> ValuesOn(MeshAddon addon, ClusterFacts cluster)
    {
        var release = new KubernetesObject("helm.toolkit.fluxcd.io/v2", "HelmRelease", "release", Fields.Of(("spec", Fields.Of(("values", Values(addon))))));
        var with = OverrideManifests.WithRoomFor([release], addon.Overrides)[0];
        return (ImmutableDictionary<string, object>)((ImmutableDictionary<string, object>)Overridden([with], "HelmRelease", addon, cluster)["spec"])["values"];
    }

    public static ImmutableDictionary<string, object> ObjectOn(MeshAddon addon, string kind, ClusterFacts cluster) =>
        Overridden(Objects(addon), kind, addon, cluster);

    public static ClusterFacts Facts(string name, string provider) =>
        new(name, null, provider, ImmutableSortedDictionary<string, string>.Empty, ["fleet-global"]);

    private static ImmutableDictionary<string, object> Overridden(ImmutableArray<KubernetesObject> objects, string kind, MeshAddon addon, ClusterFacts cluster)
    {
        var content = objects.Single(item => item.Kind == kind).Manifest("any");
        foreach (var difference in addon.Overrides.Where(difference => difference.Clusters.Matches(cluster)))
        {
            foreach (var (_, spec) in OverrideManifests.Policies(objects, [difference]).Where(policy => policy.Target.Kind == kind))
                content = ((ImmutableArray<object>)spec["overrideRules"]).Cast<ImmutableDictionary<string, object>>().SelectMany(Patches).Aggregate(content, (at, patch) => JsonPointer.Applied(at, patch)!);
        }

        return content;
    }

    private static IEnumerable<JsonPatch> Patches(ImmutableDictionary<string, object> rule) =>
        ((ImmutableArray<object>)((ImmutableDictionary<string, object>)rule["overriders"])["plaintext"]).Cast<ImmutableDictionary<string, object>>()
            .Select(patch => new JsonPatch((string)patch["operator"], (string)patch["path"], patch["value"]));

    private static Chart Part(string name) => new(name, "https://istio-release.storage.googleapis.com/charts", "1.30.3");
}
