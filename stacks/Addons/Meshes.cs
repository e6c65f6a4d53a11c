using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>The add-ons of <c>infra:meshes</c> and <c>infra:services</c>: Istio's parts, the objects that hold for a whole mesh, and those of each of its namespaces.</summary>
internal sealed class Meshes : IAddonSource
{
    /// <summary>The most clusters of a mesh that others discover: each control plane keeps all of what it discovers in memory, and hands it to every proxy.</summary>
    public const int MostDiscovered = 50;

    /// <summary>The most leaves of a mesh.</summary>
    public const int MostLeaves = 200;

    // What holds for a whole mesh, from whoever has something to say.
    private static readonly ImmutableArray<Func<MeshPlan, IEnumerable<KubernetesObject>>> OfSystem =
    [
        plan => EastWestGateway.SystemObjects(plan),
        plan => AccessObjects.SystemObjects(plan),
        plan => EgressObjects.SystemObjects(plan),
        plan => TelemetryObjects.SystemObjects(plan),
        plan => RateLimitObjects.SystemObjects(plan),
    ];

    // What each namespace has.
    private static readonly ImmutableArray<Func<MeshPlan, string, IEnumerable<KubernetesObject>>> OfNamespaces =
    [
        (plan, space) => Waypoint.Objects(plan, space),
        (plan, space) => ServiceTraffic.Objects(plan, space),
        (plan, space) => AccessObjects.Objects(plan, space),
        (plan, space) => TelemetryObjects.Objects(plan, space),
        (plan, space) => RateLimitObjects.Objects(plan, space),
    ];

    // What is delivered as it is.
    private static readonly ImmutableArray<Func<MeshPlan, IEnumerable<MeshAddon>>> Parts =
    [
        plan => IstioMesh.Addons(plan),
        plan => EastWestGateway.Addons(plan),
        plan => IngressGateway.Addons(plan),
        plan => MeshMonitoring.Addons(plan),
    ];

    public IEnumerable<PlacedAddon> AddonsOf(PlatformSpec platform) => MeshPlans.Of(platform).Where(IsOfSize).Select(WhatCanBeSaid).SelectMany(AddonsOf);

    /// <summary>Where a mesh is said.</summary>
    public static SpecPath PathOf(string mesh) => SpecPath.Root.Keys("meshes", mesh);

    // What is larger is refused, however large it is; nobody works out what it would consist of.
    private static bool IsOfSize(MeshPlan plan) => plan.Members.Length <= MostDiscovered + MostLeaves;

    // A specification is refused that asks for more; until then the rest of it is looked at.
    private static MeshPlan WhatCanBeSaid(MeshPlan plan) => plan with
    {
        Services =
        [
            .. plan.Services.Select(service => service with
            {
                Access = ServiceProxies.AreKnown(service) ? service.Access : null,
                MetricsPort = ServiceProxies.AreKnown(service) ? service.MetricsPort : null,
                Telemetry = ServiceProxies.AreKnown(service) ? service.Telemetry : null,
                Traffic = service.Traffic is { } traffic
                    ? traffic with
                    {
                        LocalRateLimit = ServiceProxies.AreKnown(service) ? traffic.LocalRateLimit : null,
                        GlobalRateLimit = ServiceProxies.AreKnown(service) && plan.RateLimiter is not null ? traffic.GlobalRateLimit : null,
                    }
                    : null,
            }),
        ],
    };

    private static IEnumerable<PlacedAddon> AddonsOf(MeshPlan plan)
    {
        var parts = Parts.SelectMany(part => part(plan)).ToImmutableArray();
        foreach (var part in parts)
            yield return Placed(plan, part);

        // Objects come after everything that understands them, gateways of some clusters too; and clusters can only require what they have.
        ImmutableArray<string> all = [.. parts.Select(part => part.Addon.Name)];
        ImmutableArray<string> everywhere = [.. parts.Where(part => part.On == plan.On).Select(part => part.Addon.Name)];
        var system = Objects(plan, "system", MeshNames.System, [.. OfSystem.SelectMany(objects => objects(plan))], [], everywhere);
        if (system is not null)
            yield return Placed(plan, system) with { After = all };
        foreach (var space in plan.Namespaces)
        {
            var objects = OfNamespaces.SelectMany(items => items(plan, space)).ToImmutableArray();
            if (Objects(plan, $"ns-{space}", space, objects, ServiceTraffic.Overrides(plan, space), system is null ? everywhere : [system.Addon.Name]) is { } own)
                yield return Placed(plan, own) with { After = all };
        }
    }

    private static MeshAddon? Objects(MeshPlan plan, string part, string space, ImmutableArray<KubernetesObject> objects, ImmutableArray<Override> overrides, ImmutableArray<string> requires) => objects.IsEmpty
        ? null
        : new MeshAddon(
            new Addon { Name = MeshNames.Addon(plan.Name, part), Namespace = space, Content = new AddonContent.Objects(objects), Requires = requires },
            plan.On)
        {
            Overrides = overrides,
            IsGuest = true,
        };

    private static PlacedAddon Placed(MeshPlan plan, MeshAddon part) => new()
    {
        Addon = part.Addon,
        On = part.On,
        Origin = PathOf(plan.Name),
        Overrides = part.Overrides,
        IsGuest = part.IsGuest,
        Mesh = plan.Name,
    };
}
