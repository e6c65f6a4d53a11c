using System.Collections.Immutable;
using Infra.Components.Clusters;
using Pulumi;

namespace Infra.Components.Tests.Clusters;

/// <summary>Clusters of EKS to look at, and an AWS that answers as the real one does.</summary>
internal static class Aws
{
    public const string Endpoint = "https://0A1B.gr7.eu-central-1.eks.amazonaws.com";

    public static readonly ImmutableArray<string> Zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

    public static readonly Answers Answers = new(
        ImmutableDictionary<string, ImmutableDictionary<string, object>>.Empty
            .Add("aws:eks/cluster:Cluster", Map(
                ("endpoint", Endpoint),
                ("certificateAuthority", Map(("data", "Q0E="))),
                ("identities", ImmutableArray.Create<object>(Map(("oidcs", ImmutableArray.Create<object>(Map(("issuer", "https://oidc.eks.eu-central-1.amazonaws.com/id/0A1B")))))))))
            .Add("aws:iam/role:Role", Map(("arn", "arn:aws:iam::123456789012:role/made"), ("name", "made")))
            .Add("aws:kms/key:Key", Map(("arn", "arn:aws:kms:eu-central-1:123456789012:key/made")))
            .Add("aws:ec2/launchTemplate:LaunchTemplate", Map(("latestVersion", 1.0)))
            .Add("aws:ec2/eip:Eip", Map(("allocationId", "eipalloc-1"))),
        ImmutableDictionary<string, Func<ImmutableDictionary<string, object>, ImmutableDictionary<string, object>>>.Empty
            .Add("aws:index/getAvailabilityZones:getAvailabilityZones", _ => Map(("names", ImmutableArray.Create<object>("eu-central-1c", "eu-central-1a", "eu-central-1b"))))
            .Add("aws:eks/getAddonVersion:getAddonVersion", asked => Map(("version", $"{asked["addonName"]} for {asked["kubernetesVersion"]}")))
            .Add("aws:ec2/getSubnets:getSubnets", _ => Map(("ids", ImmutableArray.Create<object>("subnet-b", "subnet-a")))));

    public static EksClusterArgs Cluster { get; } = new()
    {
        Version = "1.35",
        AwsRegion = "eu-central-1",
        Vpc = new AwsVpc.Created { Zones = Zones },
        ServiceCidr = "10.96.0.0/16",
        Pools = ImmutableSortedDictionary<string, NodePool>.Empty
            .Add("batch", new NodePool { Count = new NodeCount(0, 10), InstanceType = "m7g.large", IsSpot = true })
            .Add("web", new NodePool { Count = NodeCount.Exactly(5), InstanceType = "m7i.xlarge" }),
        Tags = ImmutableSortedDictionary<string, string>.Empty.Add("infra.internal/stack", "prod"),
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add("tier", "cloud"),
    };

    public static Task<Declared> MakeAsync(Func<EksClusterArgs, EksClusterArgs>? change = null) =>
        Declared.ByAsync(() => _ = new EksCluster("prod-cloud", change is null ? Cluster : change(Cluster)), Answers);

    public static Task<Declared> PlanAsync(Func<EksClusterArgs, EksClusterArgs> change) => Declared.ByAsync(() => _ = new EksCluster("prod-cloud", change(Cluster)));

    public static EksClusterArgs WithPool(EksClusterArgs args, string name, Func<NodePool, NodePool> change) =>
        args with { Pools = args.Pools.SetItem(name, change(args.Pools[name])) };

    private static ImmutableDictionary<string, object> Map(params (string Key, object Value)[] entries) =>
        entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
}
