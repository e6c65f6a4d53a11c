using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Components.Mesh;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>A service mesh: clusters whose services reach one another under one root of trust. A cluster is in one mesh at most.</summary>
public sealed record MeshSpec
{
    /// <summary>The clusters.</summary>
    public required TargetSpec On { get; init; }

    /// <summary>What carries the traffic of pods: a proxy beside each, or one on each node.</summary>
    public DataPlane DataPlane { get; init; } = DataPlane.Sidecar;

    /// <summary>The namespaces whose pods are in the mesh, each shared by fleets on all of its clusters. Istio looks at no others.</summary>
    [Form(Form.Namespace), Example("shop")]
    public ImmutableArray<string> Namespaces { get; init; } = [];

    /// <summary>Whom all of its clusters trust.</summary>
    public MeshTrustSpec Trust { get; init; } = new();

    /// <summary>Clusters that follow the control plane of another, by name. All have one of their own if not said.</summary>
    [KeyForm(Form.ClusterName)]
    public ImmutableSortedDictionary<string, MeshPrimarySpec> Primaries { get; init; } = ImmutableSortedDictionary<string, MeshPrimarySpec>.Empty;

    /// <summary>Clusters whose pods reach one another by address, by the name of the network that they share. Every other cluster is a network of its own, and is reached through its gateway.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, SelectionSpec> Networks { get; init; } = ImmutableSortedDictionary<string, SelectionSpec>.Empty;

    /// <summary>Clusters that call others and are called by none, so nobody looks into them: edge sites, which may be many. None if not said.</summary>
    public SelectionSpec? Leaves { get; init; }

    /// <summary>Clusters that are given no traffic for now, as for maintenance.</summary>
    [Form(Form.ClusterName), Example("on-prem")]
    public ImmutableArray<string> Drained { get; init; } = [];

    /// <summary>A newer version of Istio, which runs beside the one that stands until everything has moved. When all namespaces follow it, it becomes that of <c>infra:versions.istio</c>.</summary>
    public MeshUpgradeSpec? Upgrade { get; init; }

    /// <summary>Which credentials clusters read one another with: raise it to replace them all.</summary>
    [Range(1, 1_000_000)]
    public int ReaderGeneration { get; init; } = 1;

    /// <summary>What may be called outside of the mesh.</summary>
    public MeshEgressSpec Egress { get; init; } = new();

    /// <summary>What is told of the traffic of all services.</summary>
    public MeshTelemetrySpec Telemetry { get; init; } = new();

    /// <summary>The service that counts requests for limits over all clusters, by Envoy's protocol (envoyproxy/ratelimit); there are no such limits if not said.</summary>
    [Example("ratelimit.example.com:8081")]
    public HostPort? RateLimiter { get; init; }

    /// <summary>How gateways are reached, where that is not as a cluster's load balancer does it by itself.</summary>
    public MeshGatewaysSpec Gateways { get; init; } = new();
}

/// <summary>The control plane that a cluster follows.</summary>
public sealed record MeshPrimarySpec
{
    /// <summary>The cluster that has it.</summary>
    [Form(Form.ClusterName), Example("on-prem")]
    public required string Cluster { get; init; }

    /// <summary>Where that is reached: the name or address of that cluster's gateway between networks, which is known when the gateway is there.</summary>
    [Form(Form.Host), Example("10.20.0.64")]
    public required string Address { get; init; }
}

/// <summary>Whom the clusters of a mesh trust: its roots, and who signs each cluster's own authority.</summary>
public sealed record MeshTrustSpec
{
    /// <summary>What all identities begin with; <c>&lt;mesh&gt;.mesh.internal</c> if not said.</summary>
    [Form(Form.DnsName), Example("prod.mesh.internal")]
    public string? Domain { get; init; }

    /// <summary>Whether the platform makes each cluster's authority; otherwise somebody else keeps the Secret <c>istio-system/cacerts</c> there.</summary>
    public Provision Provision { get; init; } = Provision.Install;

    /// <summary>The roots, by name: one called <c>first</c> if not said. To replace a root, add the new one, let it sign once all clusters trust it, and then remove the old one.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, MeshRootSpec> Roots { get; init; } = ImmutableSortedDictionary<string, MeshRootSpec>.Empty;

    /// <summary>The root that signs the clusters' authorities; the only one if not said.</summary>
    [Form(Form.Name)]
    public string? Signer { get; init; }
}

/// <summary>A root of trust, kept on the management cluster.</summary>
public sealed record MeshRootSpec
{
    /// <summary>Somebody outside whose issuer cert-manager knows there; cert-manager keeps the root itself if not said.</summary>
    public MeshIssuerSpec? Issuer { get; init; }
}

/// <summary>An issuer of cert-manager for the whole management cluster.</summary>
public sealed record MeshIssuerSpec
{
    /// <summary>Its name.</summary>
    [Form(Form.Name), Example("mesh-root")]
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    [Form(Form.Kind), Example("AWSPCAClusterIssuer")]
    public string Kind { get; init; } = "ClusterIssuer";

    /// <summary>The group of its kind.</summary>
    [Form(Form.ApiGroup), Example("awspca.cert-manager.io")]
    public string Group { get; init; } = "cert-manager.io";
}

/// <summary>A newer version of a mesh.</summary>
public sealed record MeshUpgradeSpec
{
    /// <summary>The version.</summary>
    [Form(Form.ExactVersion), Example("1.31.0")]
    public required string Version { get; init; }

    /// <summary>The namespaces that follow it already. What runs in them moves with its next restart.</summary>
    [Form(Form.Namespace)]
    public ImmutableArray<string> Namespaces { get; init; } = [];
}

/// <summary>What a mesh tells of its traffic.</summary>
public sealed record MeshTelemetrySpec
{
    /// <summary>Which requests are written down by proxies.</summary>
    public AccessLogs AccessLogs { get; init; } = AccessLogs.Errors;

    /// <summary>Traces of some requests; none if not said.</summary>
    public MeshTracingSpec? Tracing { get; init; }
}

/// <summary>Traces of some requests.</summary>
public sealed record MeshTracingSpec
{
    /// <summary>How many requests are traced, in percent.</summary>
    [Range(0.0, 100.0)]
    public decimal Percent { get; init; } = 1;

    /// <summary>Where traces go, by OpenTelemetry's protocol (gRPC): pods of every cluster reach it.</summary>
    [Example("otel.example.com:4317")]
    public required HostPort Collector { get; init; }
}

/// <summary>How gateways are reached.</summary>
public sealed record MeshGatewaysSpec
{
    /// <summary>Those between networks; of several that mean a cluster the first counts.</summary>
    public ImmutableArray<GatewayExposureSpec> EastWest { get; init; } = [];

    /// <summary>Those by which traffic comes in from outside of the mesh, likewise.</summary>
    public ImmutableArray<GatewayExposureSpec> Ingress { get; init; } = [];
}

/// <summary>How gateways of some clusters are reached.</summary>
public sealed record GatewayExposureSpec
{
    /// <summary>The clusters.</summary>
    public required TargetSpec On { get; init; }

    /// <summary>Annotations of the gateway's Service, by which a cloud is told what load balancer to make.</summary>
    [KeyForm(Form.LabelKey)]
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The class of load balancer; the cluster's default one if not said.</summary>
    [Form(Form.LabelKey), Example("service.k8s.aws/nlb")]
    public string? LoadBalancerClass { get; init; }

    /// <summary>Where callers may come from; anywhere if not said.</summary>
    [Example("10.0.0.0/8")]
    public ImmutableArray<Cidr> AllowedSources { get; init; } = [];
}
