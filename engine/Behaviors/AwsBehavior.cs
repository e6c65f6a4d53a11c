using Infra.Engine.Values;

namespace Infra.Engine.Behaviors;

/// <summary>Resources of Amazon's cloud: planned and listed, never made.</summary>
/// <remarks>Of the changes that replace, it knows those of names, and of the addresses of networks.</remarks>
public sealed class AwsBehavior : PackageBehavior
{
    private static readonly Dictionary<string, PropertyPath[]> Fixed = new(StringComparer.Ordinal)
    {
        ["aws:ec2/vpc:Vpc"] = Paths("cidrBlock", "instanceTenancy", "ipv4IpamPoolId"),
        ["aws:ec2/subnet:Subnet"] = Paths("vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId"),
        ["aws:ec2/securityGroup:SecurityGroup"] = Paths("name", "namePrefix", "description", "vpcId"),
        ["aws:ec2/internetGateway:InternetGateway"] = [],
        ["aws:ec2/natGateway:NatGateway"] = Paths("allocationId", "subnetId", "connectivityType"),
        ["aws:ec2/routeTable:RouteTable"] = Paths("vpcId"),
        ["aws:ec2/routeTableAssociation:RouteTableAssociation"] = Paths("subnetId", "gatewayId"),
        ["aws:ec2/launchTemplate:LaunchTemplate"] = Paths("name", "namePrefix"),
        ["aws:eks/cluster:Cluster"] = Paths("name", "roleArn", "encryptionConfig", "kubernetesNetworkConfig"),
        ["aws:eks/nodeGroup:NodeGroup"] = Paths("clusterName", "nodeGroupName", "nodeGroupNamePrefix", "nodeRoleArn", "subnetIds", "instanceTypes", "amiType", "capacityType", "diskSize"),
        ["aws:eks/addon:Addon"] = Paths("addonName", "clusterName"),
        ["aws:iam/role:Role"] = Paths("name", "namePrefix", "path"),
        ["aws:iam/policy:Policy"] = Paths("name", "namePrefix", "path", "description"),
        ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"] = Paths("role", "policyArn"),
        ["aws:iam/openIdConnectProvider:OpenIdConnectProvider"] = Paths("url"),
        ["aws:s3/bucket:Bucket"] = Paths("bucket", "bucketPrefix", "objectLockEnabled"),
        ["aws:s3/bucketV2:BucketV2"] = Paths("bucket", "bucketPrefix", "objectLockEnabled"),
        ["aws:kms/key:Key"] = Paths("customerMasterKeySpec", "keyUsage", "multiRegion"),
        ["aws:kms/alias:Alias"] = Paths("name", "namePrefix"),
    };

    /// <inheritdoc />
    public override string Package => "aws";

    /// <inheritdoc />
    protected override bool ReplacesProvider(ResourceRequest request, PropertyPath path) => PropertyPath.Root.Then("region").Covers(path);

    /// <inheritdoc />
    protected override bool ReplacesResource(ResourceRequest request, PropertyPath path) =>
        Fixed.TryGetValue(request.Type, out var paths) && Array.Exists(paths, held => held.Covers(path));

    private static PropertyPath[] Paths(params string[] names) => [.. names.Select(name => PropertyPath.Root.Then(name))];
}
