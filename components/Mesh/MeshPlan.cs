using System.Collections.Immutable;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>A service mesh as a value: the clusters whose services reach one another, and what holds for all of them.</summary>
public sealed record MeshPlan
{
    /// <summary>The mesh's name, which is Istio's mesh ID too.</summary>
    public required string Name { get; init; }

    /// <summary>Begins the names of what is written to Karmada and to the management cluster, which several stacks share: the stack's name.</summary>
    public required string Scope { get; init; }

    /// <summary>What all identities of the mesh begin with: <c>spiffe://&lt;trust domain&gt;/ns/…/sa/…</c>.</summary>
    public required string TrustDomain { get; init; }

    /// <summary>By whom the clusters know one another.</summary>
    public TrustPlan Trust { get; init; } = new();

    /// <summary>The clusters, in the order of their names.</summary>
    public required ImmutableArray<MeshMember> Members { get; init; }

    /// <summary>The same clusters, as they are selected: what all of them share is delivered by this, so that a new one gets it by matching.</summary>
    public required ClusterSelection On { get; init; }

    /// <summary>What carries the traffic of pods.</summary>
    public DataPlane DataPlane { get; init; } = DataPlane.Sidecar;

    /// <summary>The namespaces whose pods are in the mesh, in the order of their names. Istio looks at no others, but for its own and the gateways'.</summary>
    public ImmutableArray<string> Namespaces { get; init; } = [];

    /// <summary>The services that something is said of, in the order of their namespaces and names.</summary>
    public ImmutableArray<MeshService> Services { get; init; } = [];

    /// <summary>How the gateways between networks are reached, where that is not as their cluster's load balancer does it by itself; the first that means a cluster counts.</summary>
    public ImmutableArray<GatewayExposure> EastWest { get; init; } = [];

    /// <summary>How the entrances from outside are reached, likewise.</summary>
    public ImmutableArray<GatewayExposure> Ingress { get; init; } = [];

    /// <summary>The charts that Istio consists of, all of one version.</summary>
    public required MeshCharts Charts { get; init; }

    /// <summary>Where the definitions of Gateway API come from.</summary>
    /// <value>Null: the clusters have them from another add-on.</value>
    public GatewayApiSource? GatewayApi { get; init; }

    /// <summary>A newer version beside it.</summary>
    /// <value>Null: none is on its way.</value>
    public MeshUpgrade? Upgrade { get; init; }

    /// <summary>The clusters that are given no traffic for now, in the order of their names.</summary>
    public ImmutableArray<string> Drained { get; init; } = [];

    /// <summary>Which credentials clusters read one another with: a higher number replaces them all.</summary>
    public int ReaderGeneration { get; init; } = 1;

    /// <summary>What may be called outside of the mesh.</summary>
    public Egress Egress { get; init; } = new();

    /// <summary>What the mesh tells of its traffic.</summary>
    public Telemetry Telemetry { get; init; } = new();

    /// <summary>The service that counts requests for limits which hold over all clusters.</summary>
    /// <value>Null: none; only limits of each pod can be asked for.</value>
    public RateLimiter? RateLimiter { get; init; }

    /// <summary>The clusters of the mesh whose Prometheus looks for monitors (the definitions of its operator are there).</summary>
    /// <value>Null: none; nothing of the mesh is measured.</value>
    public ClusterSelection? Monitored { get; init; }

    /// <summary>Where images come from instead of their public registries.</summary>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;

    /// <summary>Whether the loss of a node must not be felt: control planes and gateways have replicas.</summary>
    public bool IsHighlyAvailable { get; init; }

    /// <summary>Whether a namespace follows the newer version already.</summary>
    public bool IsUpgraded(string @namespace) => Upgrade?.Namespaces.Contains(@namespace, StringComparer.Ordinal) == true;

    /// <summary>The version of the control plane that a namespace follows.</summary>
    public string VersionOf(string @namespace) => IsUpgraded(@namespace) ? Upgrade!.Version : Charts.Version;

    /// <summary>Those that others may call, which therefore have something to discover: all but leaves.</summary>
    public IEnumerable<MeshMember> Discovered => Members.Where(member => member.Role != MeshRole.Leaf);
}

/// <summary>A cluster of a mesh.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Network">The network whose pods reach one another directly. Between networks traffic goes through gateways.</param>
/// <param name="Role">What the cluster does in the mesh.</param>
public sealed record MeshMember(string Cluster, string Network, MeshRole Role)
{
    /// <summary>The cluster whose control plane it follows; of a <see cref="MeshRole.Remote"/> only.</summary>
    public string? Primary { get; init; }

    /// <summary>The host name or address at which it reaches that control plane: the one of its primary's gateway between networks, which a cloud gives out only when the gateway is there; of a <see cref="MeshRole.Remote"/> only.</summary>
    public string? PrimaryAddress { get; init; }

    /// <summary>The region.</summary>
    public string? Region { get; init; }

    /// <summary>Who runs the machines, for example <c>aws</c>.</summary>
    public string? Provider { get; init; }
}

/// <summary>What a cluster does in a mesh.</summary>
public enum MeshRole
{
    /// <summary>It has a control plane of its own, and serves and calls.</summary>
    Primary,

    /// <summary>It serves and calls, and follows the control plane of another cluster.</summary>
    Remote,

    /// <summary>It has a control plane of its own and calls others; nobody calls it, so nobody looks into it. For edge sites, which may be many and cannot be reached.</summary>
    Leaf,
}

/// <summary>What carries the traffic of pods in a mesh.</summary>
public enum DataPlane
{
    /// <summary>A proxy beside each pod.</summary>
    Sidecar,

    /// <summary>A proxy on each node for encryption and identity, and waypoints for what looks into requests (istio.io, "Ambient mode").</summary>
    Ambient,
}

/// <summary>The charts that Istio consists of.</summary>
/// <param name="Base">The definitions.</param>
/// <param name="Cni">What redirects pods' traffic on nodes.</param>
/// <param name="Istiod">The control plane.</param>
/// <param name="Ztunnel">The nodes' proxies of ambient mode.</param>
/// <param name="Gateway">A proxy at the edge of a cluster.</param>
public sealed record MeshCharts(Chart Base, Chart Cni, Chart Istiod, Chart Ztunnel, Chart Gateway)
{
    /// <summary>Their version.</summary>
    public string Version => Istiod.Version;

    /// <summary>The charts that are released with the control plane's, from the same repository.</summary>
    public static MeshCharts Of(Chart istiod)
    {
        ArgumentNullException.ThrowIfNull(istiod);
        return new MeshCharts(istiod with { Name = "base" }, istiod with { Name = "cni" }, istiod, istiod with { Name = "ztunnel" }, istiod with { Name = "gateway" });
    }

    /// <summary>The same charts in another version.</summary>
    public MeshCharts In(string version) => new(
        Base with { Version = version }, Cni with { Version = version }, Istiod with { Version = version }, Ztunnel with { Version = version }, Gateway with { Version = version });
}

/// <summary>Another version of the control plane, which runs beside the one that stands: a newer one until everything has moved, and then the older one until nothing follows it any more.</summary>
/// <param name="Version">The version.</param>
/// <param name="Namespaces">The namespaces that follow it already, in the order of their names. What runs in them moves with its next restart.</param>
public sealed record MeshUpgrade(string Version, ImmutableArray<string> Namespaces);

/// <summary>How gateways of some clusters are reached.</summary>
/// <param name="On">The clusters.</param>
public sealed record GatewayExposure(ClusterSelection On)
{
    /// <summary>Annotations of the Service, by which a cloud is told what load balancer to make.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The class of load balancer.</summary>
    /// <value>Null: the cluster's default one.</value>
    public string? LoadBalancerClass { get; init; }

    /// <summary>Where callers may come from, as ranges of addresses.</summary>
    /// <value>Empty: anywhere.</value>
    public ImmutableArray<string> AllowedSources { get; init; } = [];
}
