using System.Collections.Immutable;
using System.Net;
using Infra.Components.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>What connects the pods of a cluster whose control plane the platform runs: the charts and their values.</summary>
/// <remarks>
/// Both plug-ins send what goes from node to node through VXLAN, which asks nothing of the network between them: no routes for pods, no second protocol, nodes in several
/// subnets. Both leave services to kube-proxy, which kubeadm installs.
/// </remarks>
public static class NetworkPlugin
{
    // A kubelet starts up to 110 pods: a block of /25 has room for them.
    private const int SmallestBlockPrefix = 25;
    private const int UsualBlockPrefix = 24;

    private const string Registry = "quay.io";

    /// <summary>The charts, in the order in which they are installed.</summary>
    public static ImmutableArray<ClusterChart> Charts(NetworkPluginArgs args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return args.Kind switch
        {
            NetworkPluginKind.Calico =>
            [
                new(args.Charts(Versions.CalicoDefinitions), "calico-definitions", "tigera-operator", ImmutableDictionary<string, object>.Empty),
                new(args.Charts(Versions.Calico), "calico", "tigera-operator", Calico(args)),
            ],
            NetworkPluginKind.Cilium => [new(args.Charts(Versions.Cilium), "cilium", "kube-system", Cilium(args))],
            _ => throw new ArgumentOutOfRangeException(nameof(args), args.Kind, "no plug-in of networks"),
        };
    }

    /// <summary>The namespaces that a plug-in has to itself: those of its charts, and those that its operator makes.</summary>
    public static ImmutableArray<string> Namespaces(NetworkPluginKind kind) => kind == NetworkPluginKind.Calico ? ["calico-apiserver", "calico-system", "tigera-operator"] : [];

    /// <summary>What nodes have to let in from one another for pods to be connected.</summary>
    /// <remarks>See docs.tigera.io/calico, "System requirements", and docs.cilium.io, "System Requirements".</remarks>
    public static ImmutableArray<NodePort> Ports(NetworkPluginKind kind) => kind switch
    {
        NetworkPluginKind.Calico => [new("udp", 4789, "VXLAN"), new("tcp", 5473, "Typha")],
        NetworkPluginKind.Cilium => [new("udp", 8472, "VXLAN"), new("tcp", 4240, "health")],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no plug-in of networks"),
    };

    private static ImmutableDictionary<string, object> Calico(NetworkPluginArgs args) => Fields.Of(
        ("installation", Fields.Of(
            ("enabled", true),
            // Calico wants the slash.
            ("registry", args.Mirrors.Of(Registry) is { } mirror ? $"{mirror}/" : null),
            ("cni", Fields.Of(("type", "Calico"))),
            ("calicoNetwork", Fields.Of(
                ("bgp", "Disabled"),
                ("ipPools", Fields.List(new[]
                {
                    Fields.Of(("cidr", args.PodCidr.ToString()), ("encapsulation", "VXLAN"), ("natOutgoing", "Enabled"), ("nodeSelector", "all()")),
                })))))),
        // Nobody is to look at flows in each cluster by itself.
        ("goldmane", Fields.Of(("enabled", false))),
        ("whisker", Fields.Of(("enabled", false))),
        ("tigeraOperator", args.Mirrors.Of(Registry) is { } registry ? Fields.Of(("registry", registry)) : null));

    private static ImmutableDictionary<string, object> Cilium(NetworkPluginArgs args) => Fields.Of(
        ("ipam", Fields.Of(
            ("mode", "cluster-pool"),
            ("operator", Fields.Of(
                ("clusterPoolIPv4PodCIDRList", Fields.List(new[] { args.PodCidr.ToString() })),
                ("clusterPoolIPv4MaskSize", Math.Max(BlockPrefix(args.PodCidr), args.PodCidr.PrefixLength)))))),
        ("routingMode", "tunnel"),
        ("tunnelProtocol", "vxlan"),
        ("kubeProxyReplacement", false),
        // By itself Cilium takes away what others add to how a node connects its pods. Without that, Istio's part would be gone again, and pods would start outside of the mesh.
        ("cni", args.IsShared ? Fields.Of(("exclusive", false)) : null),
        // Calls to services must reach the pod's proxy as they were made. Cilium changes them earlier only where it replaces kube-proxy, which it does not here.
        ("socketLB", args.IsShared ? Fields.Of(("hostNamespaceOnly", true)) : null),
        ("hubble", Fields.Of(("enabled", false))),
        ("operator", Fields.Of(("replicas", args.IsHighlyAvailable ? 2 : 1), ("image", Image(args, "operator")))),
        ("image", Image(args, "cilium")),
        ("envoy", Image(args, "cilium-envoy") is { } envoy ? Fields.Of(("image", envoy)) : null));

    private static int BlockPrefix(IPNetwork pods) => pods.PrefixLength <= 16 ? UsualBlockPrefix : SmallestBlockPrefix;

    private static ImmutableDictionary<string, object>? Image(NetworkPluginArgs args, string name) =>
        args.Mirrors.Of(Registry) is null ? null : Fields.Of(("repository", args.Mirrors.Apply($"{Registry}/cilium/{name}")));
}

/// <summary>The plug-ins that connect pods.</summary>
public enum NetworkPluginKind
{
    /// <summary>Calico.</summary>
    Calico,

    /// <summary>Cilium.</summary>
    Cilium,
}

/// <summary>What <see cref="NetworkPlugin"/> needs to know.</summary>
public sealed record NetworkPluginArgs
{
    /// <summary>Which plug-in.</summary>
    /// <value>Calico.</value>
    public NetworkPluginKind Kind { get; init; } = NetworkPluginKind.Calico;

    /// <summary>The addresses of pods.</summary>
    public required IPNetwork PodCidr { get; init; }

    /// <summary>Whether there is more than one node for what has replicas.</summary>
    /// <value>True.</value>
    public bool IsHighlyAvailable { get; init; } = true;

    /// <summary>Whether something else has a part in connecting pods, as Istio has on the clusters of a mesh (istio.io, "Platform-specific prerequisites").</summary>
    /// <value>False.</value>
    public bool IsShared { get; init; }

    /// <summary>What becomes of a chart: another version, or a mirror of its repository.</summary>
    /// <value>Charts stay as <see cref="Versions"/> has them.</value>
    public Func<Chart, Chart> Charts { get; init; } = chart => chart;

    /// <summary>Where images come from.</summary>
    /// <value><see cref="ImageMirrors.None"/>.</value>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;
}

/// <summary>A port that a node listens on for other nodes.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Port">The port.</param>
/// <param name="Purpose">What it is for.</param>
public sealed record NodePort(string Protocol, int Port, string Purpose);
