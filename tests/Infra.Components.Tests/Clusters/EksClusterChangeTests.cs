using Infra.Components.Clusters;
using Xunit;

namespace Infra.Components.Tests.Clusters;

/// <summary>What a change of a cluster's description changes in AWS, and that it changes nothing else.</summary>
[Collection(Deployments.Name)]
public sealed class EksClusterChangeTests
{
    /// <summary>By name, a change, and the inputs that differ after it.</summary>
    public static TheoryData<string, Func<EksClusterArgs, EksClusterArgs>, string[]> Changes { get; } = new()
    {
        { "replicas", args => Web(args, pool => pool with { Count = NodeCount.Exactly(8) }), ["nodeGroup prod-cloud-web scalingConfig"] },
        {
            "version",
            args => args with { Version = "1.36" },
            [
                "addon prod-cloud-aws-ebs-csi-driver addonVersion", "addon prod-cloud-coredns addonVersion", "addon prod-cloud-eks-pod-identity-agent addonVersion",
                "addon prod-cloud-kube-proxy addonVersion", "addon prod-cloud-vpc-cni addonVersion",
                "cluster prod-cloud version", "nodeGroup prod-cloud-batch version", "nodeGroup prod-cloud-web version",
            ]
        },
        { "version of a pool", args => Web(args, pool => pool with { Version = "1.34" }), ["nodeGroup prod-cloud-web version"] },
        { "instance type", args => Web(args, pool => pool with { InstanceType = "m7i.2xlarge" }), ["launchTemplate prod-cloud-web instanceType"] },
        {
            "instance type of another processor",
            args => Web(args, pool => pool with { InstanceType = "m7g.xlarge" }),
            ["launchTemplate prod-cloud-web instanceType", "nodeGroup prod-cloud-web amiType"]
        },
        { "disk", args => Web(args, pool => pool with { RootVolume = new NodeVolume(80) }), ["launchTemplate prod-cloud-web blockDeviceMappings"] },
        { "spot", args => Web(args, pool => pool with { IsSpot = true }), ["nodeGroup prod-cloud-web capacityType"] },
        { "rollout", args => Web(args, pool => pool with { MaximumSurge = 2 }), ["nodeGroup prod-cloud-web updateConfig"] },
        { "label", args => Web(args, pool => pool with { Labels = pool.Labels.Add("a", "b") }), ["nodeGroup prod-cloud-web labels"] },
        { "taint", args => Web(args, pool => pool with { Taints = [new NodeTaint("a", null, NodeTaintEffect.NoExecute)] }), ["nodeGroup prod-cloud-web taints"] },
        { "who reaches the API", args => args with { PublicAccessFrom = ["203.0.113.0/24"] }, ["cluster prod-cloud vpcConfig"] },
        { "pool that leaves", args => args with { Pools = args.Pools.Remove("web") }, ["-launchTemplate prod-cloud-web", "-nodeGroup prod-cloud-web", "-EksNodePool prod-cloud-web"] },
        {
            "bounds of the only pool that has some",
            args => Aws.WithPool(args, "batch", pool => pool with { Count = NodeCount.Exactly(2) }),
            [
                "nodeGroup prod-cloud-batch scalingConfig", "-v3 prod-cloud-autoscaler", "-ServiceRole prod-cloud-autoscaler", "-podIdentityAssociation prod-cloud-autoscaler",
                "-role prod-cloud-autoscaler", "-rolePolicy prod-cloud-autoscaler",
            ]
        },
        {
            "administrator",
            args => args with { AdministratorRoles = ["arn:aws:iam::123456789012:role/admins"] },
            ["+accessEntry prod-cloud-123456789012-admins", "+accessPolicyAssociation prod-cloud-123456789012-admins"]
        },
        { "labels in Karmada", args => args with { Labels = args.Labels.Add("wave", "canary") }, [] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_reaches_what_it_is_about_and_nothing_else(string name, Func<EksClusterArgs, EksClusterArgs> change, string[] expected)
    {
        Assert.NotEmpty(name);
        var before = ByName(await Aws.MakeAsync());
        var after = ByName(await Aws.MakeAsync(change));

        Assert.Equal(expected.Order(StringComparer.Ordinal), Differences(before, after).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Differences(Dictionary<string, Dictionary<string, string>> before, Dictionary<string, Dictionary<string, string>> after) =>
    [
        .. before.Keys.Except(after.Keys).Select(gone => $"-{gone}"),
        .. after.Keys.Except(before.Keys).Select(added => $"+{added}"),
        .. before.Keys.Intersect(after.Keys).SelectMany(name => before[name].Keys.Union(after[name].Keys)
            .Where(input => before[name].GetValueOrDefault(input) != after[name].GetValueOrDefault(input))
            .Select(input => $"{name} {input}")),
    ];

    private static Dictionary<string, Dictionary<string, string>> ByName(Declared declared) => declared.Resources.ToDictionary(
        resource => $"{resource.Type!.Split(':', '/') switch { [_, _, var type, _] => type, [.., var type] => type, [] => "" }} {resource.Name}",
        resource => resource.Inputs.ToDictionary(input => input.Key, input => Tree.Json(new Dictionary<string, object> { ["value"] = input.Value }), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static EksClusterArgs Web(EksClusterArgs args, Func<NodePool, NodePool> change) => Aws.WithPool(args, "web", change);
}
