using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Clusters;

/// <summary>Load balancers of clusters that have no cloud: MetalLB gives Services of type LoadBalancer addresses of the machines' own network, and one node answers for each (layer 2).</summary>
/// <remarks>
/// <para>It goes beside the virtual address of the API: kube-vip keeps that one alone, its own load balancing of services is off.</para>
/// <para>kube-proxy stays as kubeadm sets it up (iptables), which answers no ARP for addresses of services; only with IPVS would <c>strictARP</c> be needed (metallb.io, "Installation").</para>
/// </remarks>
public static class LoadBalancerAddresses
{
    /// <summary>The add-on that is MetalLB.</summary>
    public const string Engine = "metallb";

    /// <summary>The add-on that says which addresses it gives.</summary>
    public const string Pools = "metallb-addresses";

    /// <summary>The namespace of both.</summary>
    public const string Namespace = "metallb-system";

    private const string Pool = "services";
    private const string Group = "metallb.io";
    private const string PoolKind = "IPAddressPool";

    /// <summary>The definitions that it brings.</summary>
    public static ImmutableArray<string> Definitions { get; } =
    [
        .. new[]
        {
            "bfdprofiles", "bgpadvertisements", "bgppeers", "communities", "configurationstates", "ipaddresspools", "l2advertisements", "servicebgpstatuses", "servicel2statuses",
        }.Select(name => $"{name}.{Group}"),
    ];

    /// <summary>MetalLB, the same for all clusters.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="mirrors">Where images come from.</param>
    public static Addon EngineAddon(Chart chart, ImageMirrors mirrors)
    {
        ArgumentNullException.ThrowIfNull(mirrors);
        return new Addon
        {
            Name = Engine,
            Namespace = Namespace,
            Content = new AddonContent.Helm(chart, Values(mirrors)),
            Definitions = Definitions,
            Healthy = [new AddonWorkload("Deployment", $"{Engine}-controller"), new AddonWorkload("DaemonSet", $"{Engine}-speaker")],
            // The controller writes its own certificate into what asks it.
            IgnoreDrift =
            [
                new IgnoredDrift("ValidatingWebhookConfiguration", null, ["/webhooks"]),
                new IgnoredDrift("CustomResourceDefinition", $"bgppeers.{Group}", ["/spec/conversion/webhook/clientConfig/caBundle"]),
            ],
        };
    }

    /// <summary>What is different of MetalLB on some clusters: where applications run on control planes, addresses are answered for there too, although kubeadm keeps load balancers away from them.</summary>
    /// <param name="clusters">The clusters whose control planes run applications.</param>
    public static ImmutableArray<Override> EngineOverrides(ImmutableArray<string> clusters) =>
        clusters.IsEmpty ? [] : [Override.For(ClusterSelection.Named([.. clusters])).SetHelmValue(["speaker", "ignoreExcludeLB"], true)];

    /// <summary>The pool of addresses, which is filled in each cluster by <see cref="PoolsOverrides"/>.</summary>
    public static Addon PoolsAddon() => new()
    {
        Name = Pools,
        Namespace = Namespace,
        // What answers for addresses does so on the node's own network.
        PodSecurity = PodSecurityLevel.Privileged,
        Requires = [Engine],
        Content = new AddonContent.Objects(
        [
            new KubernetesObject($"{Group}/v1beta1", PoolKind, Pool, Fields.Of(("spec", Fields.Of(
                // MetalLB refuses a pool without addresses, so that nothing wrong is ever handed out.
                ("addresses", Fields.List(Array.Empty<string>())),
                ("avoidBuggyIPs", true))))),
            new KubernetesObject($"{Group}/v1beta1", "L2Advertisement", Pool, Fields.Of(("spec", Fields.Of(("ipAddressPools", new[] { Pool }))))),
        ]),
    };

    /// <summary>The addresses of each cluster.</summary>
    /// <param name="addresses">By the cluster's name, the ranges, as <c>10.20.0.64-10.20.0.79</c>.</param>
    public static ImmutableArray<Override> PoolsOverrides(ImmutableSortedDictionary<string, ImmutableArray<string>> addresses) =>
    [
        .. addresses.Select(cluster => Override.ForCluster(cluster.Key).Patch(PoolKind, Pool, new JsonPatch("replace", JsonPointer.To("spec", "addresses"), Fields.List(cluster.Value)))),
    ];

    private static ImmutableDictionary<string, object> Values(ImageMirrors mirrors) => Fields.Of(
        ("controller", Fields.Of(
            ("image", Image(mirrors, "controller")),
            ("resources", PodResources.Of("20m", "64Mi", "256Mi")),
            ("securityContext", Fields.Of(("runAsNonRoot", true), ("runAsUser", 65534), ("fsGroup", 65534), ("seccompProfile", Fields.Of(("type", "RuntimeDefault"))))))),
        ("speaker", Fields.Of(
            ("image", Image(mirrors, "speaker")),
            ("resources", PodResources.Of("20m", "64Mi", "256Mi")),
            ("frr", Fields.Of(("enabled", false))))),
        // Routers are told nothing.
        ("frrk8s", Fields.Of(("enabled", false))));

    private static ImmutableDictionary<string, object> Image(ImageMirrors mirrors, string name) => Fields.Of(("repository", mirrors.Apply($"quay.io/metallb/{name}")));
}
