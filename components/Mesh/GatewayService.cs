using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>What the Service of a gateway tells the load balancer in front of it.</summary>
/// <param name="Annotations">By which a cloud is told what load balancer to make.</param>
/// <param name="LoadBalancerClass">The class of load balancer; null for the cluster's default one.</param>
/// <param name="AllowedSources">Where callers may come from; empty for anywhere.</param>
/// <param name="IsPerNode">Whether the load balancer asks each node by itself whether a gateway that is ready runs there, and sends nothing to the others (<c>externalTrafficPolicy: Local</c>).</param>
internal sealed record GatewayService(
    ImmutableSortedDictionary<string, string> Annotations, string? LoadBalancerClass, ImmutableArray<string> AllowedSources, bool IsPerNode)
{
    /// <summary>The port at which proxies say whether they are ready.</summary>
    public const int HealthPort = 15021;

    /// <summary>The path there.</summary>
    public const string HealthPath = "/healthz/ready";

    /// <summary>AWS, as clusters call their provider, whoever runs their control planes.</summary>
    private const string Aws = "aws";

    private const string Prefix = "service.beta.kubernetes.io/aws-load-balancer-";

    // The AWS Load Balancer Controller's class, and that of EKS Auto Mode, which understands the same annotations.
    private static readonly string[] PodBalancers = ["service.k8s.aws/nlb", "eks.amazonaws.com/nlb"];

    private static readonly ImmutableSortedDictionary<string, string> Nothing = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>A load balancer that is told nothing: MetalLB's, for example.</summary>
    public static GatewayService Plain { get; } = new(Nothing, null, [], IsPerNode: false);

    /// <summary>The clusters on which it is not <see cref="Plain"/>. A later one wins where two mean one cluster, and undoes all that an earlier one said.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <param name="exposures">What the configuration says; the first that means a cluster counts.</param>
    /// <param name="isInternal">Whether a cloud's load balancer has an address of its private network alone, unless the configuration says otherwise.</param>
    public static IEnumerable<(ClusterSelection On, GatewayService Service)> Exceptions(MeshPlan mesh, ImmutableArray<GatewayExposure> exposures, bool isInternal)
    {
        var hasAws = mesh.Members.Any(member => member.Provider == Aws);
        if (hasAws)
            yield return (new ClusterSelection { Providers = [Aws] }, OnAws(null, isInternal));
        foreach (var exposure in exposures.Reverse())
        {
            yield return (exposure.On, On(exposure, Plain));
            if (hasAws && (exposure.On.Providers.IsEmpty || exposure.On.Providers.Contains(Aws)))
                yield return (exposure.On with { Providers = [Aws] }, On(exposure, OnAws(exposure.LoadBalancerClass, isInternal)));
        }
    }

    /// <summary>The Service's fields that differ from what makes it.</summary>
    public ImmutableDictionary<string, object> Fields => Kubernetes.Fields.Of(
        ("metadata", Annotations.IsEmpty ? null : Kubernetes.Fields.Of(("annotations", Annotations))),
        ("spec", Spec is { IsEmpty: false } spec ? spec : null));

    private ImmutableDictionary<string, object> Spec => Kubernetes.Fields.Of(
        ("externalTrafficPolicy", IsPerNode ? "Local" : null),
        ("loadBalancerClass", LoadBalancerClass),
        ("loadBalancerSourceRanges", Kubernetes.Fields.ListOrNone(AllowedSources)));

    private static GatewayService On(GatewayExposure exposure, GatewayService cloud) =>
        new(cloud.Annotations.SetItems(exposure.Annotations), exposure.LoadBalancerClass, exposure.AllowedSources, cloud.IsPerNode);

    // What the cloud controller manager is told (cloud-provider-aws, "Service LoadBalancer annotations"), or the AWS Load Balancer Controller (its guide, "NLB annotations").
    private static GatewayService OnAws(string? balancer, bool isInternal)
    {
        if (balancer is not null && PodBalancers.Contains(balancer, StringComparer.Ordinal))
        {
            // It sends to pods themselves, so it can ask them.
            return new GatewayService(
                Nothing
                    .Add($"{Prefix}scheme", isInternal ? "internal" : "internet-facing")
                    .Add($"{Prefix}nlb-target-type", "ip")
                    .Add($"{Prefix}attributes", "load_balancing.cross_zone.enabled=true")
                    .Add($"{Prefix}healthcheck-protocol", "http")
                    .Add($"{Prefix}healthcheck-port", $"{HealthPort}")
                    .Add($"{Prefix}healthcheck-path", HealthPath),
                balancer,
                [],
                IsPerNode: false);
        }

        // The cloud controller manager's load balancer sends to nodes, on whose port 15021 nobody listens. Nodes are asked instead, and answer for the gateways that are ready on them,
        // which those are by what they say at 15021. Callers' addresses stay what they are.
        return new GatewayService(
            Nothing
                .Add($"{Prefix}type", "nlb")
                .Add($"{Prefix}cross-zone-load-balancing-enabled", "true")
                .Add($"{Prefix}internal", isInternal ? "true" : "false"),
            null,
            [],
            IsPerNode: true);
    }
}
