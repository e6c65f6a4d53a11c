using System.Collections.Immutable;
using System.Globalization;
using Infra.Components;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Infra.Stacks.Checking;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>The meshes that a specification asks for, with all that it leaves to us. It follows from the specification alone.</summary>
public static class MeshPlans
{
    /// <summary>The root that a mesh has where it names none.</summary>
    public const string OnlyRoot = TrustPlan.FirstRoot;

    // What tells that definitions of Gateway API are there, and those of Prometheus' operator.
    private const string GatewayDefinition = "httproutes.gateway.networking.k8s.io";
    private const string MonitorDefinition = "podmonitors.monitoring.coreos.com";

    /// <summary>The meshes, in the order of their names. Those of a specification with mistakes are as right as can be.</summary>
    /// <param name="platform">The specification.</param>
    /// <param name="scope">Begins the names of what several stacks share: the stack's name. What only names add-ons need not know it.</param>
    public static ImmutableArray<MeshPlan> Of(PlatformSpec platform, string scope = "")
    {
        ArgumentNullException.ThrowIfNull(platform);
        if (platform.Meshes.IsEmpty)
            return [];
        var membership = Membership.Of(platform);
        // Policies are asked last: they want to know of meshes themselves.
        ImmutableArray<PlacedAddon> others = [.. AddonSources.All.Where(source => source is not (Meshes or PlatformPolicies)).SelectMany(source => source.AddonsOf(platform))];
        return [.. platform.Meshes.Select(mesh => Of(platform, membership, others, mesh.Key, mesh.Value, scope))];
    }

    /// <summary>The mesh that a service is of; null where none has that name, or it names none and there is not exactly one.</summary>
    public static string? MeshOf(PlatformSpec platform, ServiceSpec service)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(service);
        return service.Mesh is { } said
            ? platform.Meshes.ContainsKey(said) ? said : null
            : platform.Meshes.Count == 1 ? platform.Meshes.Keys.Single() : null;
    }

    /// <summary>Whether a cluster is in a mesh.</summary>
    public static bool IsMember(PlatformSpec platform, string cluster)
    {
        ArgumentNullException.ThrowIfNull(platform);
        if (platform.Meshes.IsEmpty || cluster == platform.ManagementCluster || platform.Clusters[cluster] is not { State: ClusterState.Present } spec)
            return false;
        var facts = Membership.FactsOf(cluster, spec, Membership.SelectionsOf(platform));
        return platform.Meshes.Values.Any(mesh => mesh.On.ToSelection().Matches(facts));
    }

    /// <summary>What all identities of a mesh begin with.</summary>
    public static string TrustDomainOf(string mesh, MeshSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Trust.Domain ?? $"{mesh}.mesh.internal";
    }

    private static MeshPlan Of(PlatformSpec platform, Membership membership, ImmutableArray<PlacedAddon> others, string name, MeshSpec spec, string scope)
    {
        var on = spec.On.ToSelection();
        ImmutableArray<ClusterFacts> clusters = [.. membership.Matching(on)];
        return new MeshPlan
        {
            Name = name,
            Scope = scope,
            TrustDomain = TrustDomainOf(name, spec),
            Trust = TrustOf(spec.Trust),
            Members = [.. clusters.Select(cluster => Member(spec, cluster, clusters))],
            On = on,
            DataPlane = spec.DataPlane,
            Namespaces = Sorted(spec.Namespaces),
            Services = [.. MeshServices.Of(platform, name, clusters)],
            EastWest = [.. spec.Gateways.EastWest.Select(Exposure)],
            Ingress = [.. spec.Gateways.Ingress.Select(Exposure)],
            Charts = PlatformCharts.OfMesh(platform),
            GatewayApi = With(others, GatewayDefinition, clusters).Length == clusters.Length ? null : PlatformCharts.GatewayApi(platform),
            Monitored = Selection(on, clusters, With(others, MonitorDefinition, clusters)),
            Upgrade = spec.Upgrade is { } upgrade ? new MeshUpgrade(upgrade.Version, Sorted(upgrade.Namespaces)) : null,
            Drained = Sorted(spec.Drained),
            ReaderGeneration = spec.ReaderGeneration,
            Egress = new Egress
            {
                AllowsAny = spec.Egress.Mode == EgressMode.Any,
                Services = spec.Egress.Services.ToImmutableSortedDictionary(service => service.Key, service => External(service.Value), StringComparer.Ordinal),
            },
            Telemetry = new Telemetry
            {
                AccessLogs = spec.Telemetry.AccessLogs,
                TracedPercent = spec.Telemetry.Tracing?.Percent,
                TraceCollector = spec.Telemetry.Tracing is { Collector: var collector } ? (collector.Host, collector.Port) : null,
            },
            RateLimiter = spec.RateLimiter is { } limiter ? new RateLimiter(limiter.Host, limiter.Port) : null,
            Mirrors = new ImageMirrors(platform.Mirrors.Registries),
            IsHighlyAvailable = platform.Environment.Tier == EnvironmentTier.Production,
        };
    }

    private static TrustPlan TrustOf(MeshTrustSpec spec)
    {
        var roots = spec.Roots.IsEmpty
            ? new TrustPlan().Roots
            : spec.Roots.ToImmutableSortedDictionary(
                root => root.Key, root => root.Value.Issuer is { } issuer ? new TrustRoot(new CertificateIssuer(issuer.Name, issuer.Kind, issuer.Group)) : TrustRoot.Own, StringComparer.Ordinal);
        return new TrustPlan { IsInstalled = spec.Provision == Provision.Install, Roots = roots, Signer = spec.Signer is { } signer && roots.ContainsKey(signer) ? signer : roots.Keys.First() };
    }

    private static MeshMember Member(MeshSpec spec, ClusterFacts cluster, ImmutableArray<ClusterFacts> clusters)
    {
        var network = spec.Networks.Where(network => network.Value.ToSelection().Matches(cluster)).Select(network => network.Key).FirstOrDefault(cluster.Name);
        var leaves = spec.Leaves?.ToSelection();
        // One that follows nobody who leads is refused.
        var primary = spec.Primaries.GetValueOrDefault(cluster.Name) is { } said
            && !spec.Primaries.ContainsKey(said.Cluster)
            && clusters.FirstOrDefault(other => other.Name == said.Cluster) is { } leader
            && leaves?.Matches(leader) != true
            ? said
            : null;
        var role = leaves?.Matches(cluster) == true ? MeshRole.Leaf : primary is null ? MeshRole.Primary : MeshRole.Remote;
        return new MeshMember(cluster.Name, network, role)
        {
            Primary = role == MeshRole.Remote ? primary?.Cluster : null,
            PrimaryAddress = role == MeshRole.Remote ? primary?.Address : null,
            Region = cluster.Region,
            Provider = cluster.Provider,
        };
    }

    // The clusters that get a definition from an add-on.
    private static ImmutableArray<string> With(ImmutableArray<PlacedAddon> addons, string definition, ImmutableArray<ClusterFacts> clusters)
    {
        var brings = addons.Where(placed => placed.Addon.Definitions.Contains(definition, StringComparer.Ordinal)).Select(placed => placed.On).OfType<ClusterSelection>().ToList();
        return [.. clusters.Where(cluster => brings.Any(on => on.Matches(cluster))).Select(cluster => cluster.Name)];
    }

    private static ClusterSelection? Selection(ClusterSelection all, ImmutableArray<ClusterFacts> clusters, ImmutableArray<string> some) =>
        some.IsEmpty ? null : some.Length == clusters.Length ? all : all with { Clusters = some };

    private static GatewayExposure Exposure(GatewayExposureSpec spec) => new(spec.On.ToSelection())
    {
        Annotations = spec.Annotations,
        LoadBalancerClass = spec.LoadBalancerClass,
        AllowedSources = [.. spec.AllowedSources.Select(range => range.ToString())],
    };

    private static ExternalService External(ExternalServiceSpec spec) => new(
        spec.Hosts,
        spec.Ports.IsEmpty
            ? [new ExternalPort(443, ExternalProtocol.Tls)]
            : [.. spec.Ports.Select(port => new ExternalPort(int.TryParse(port.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0, port.Value)).OrderBy(port => port.Number)],
        Sorted(spec.Namespaces));

    internal static ImmutableArray<string> Sorted(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
