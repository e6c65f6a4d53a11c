using System.Collections.Frozen;
using Infra.Engine.Values;

namespace Infra.Engine.Behaviors;

/// <summary>Which properties of Amazon's resources cannot be changed in place.</summary>
/// <remarks>
/// As the provider's schema has it, where they are marked so, or its rules about a change say so. The types are those of
/// <c>sdks/Pulumi.Aws</c>; of others nothing but the region is known.
/// </remarks>
internal static class AwsReplacement
{
    // A resource lives in one region; those of IAM and CloudFront have no such property.
    private static readonly PropertyPath Region = PropertyPath.Root.Then("region");

    private static readonly PropertyPath[] Rule = Paths("securityGroupId");

    // A rule's traffic comes from, or goes to, one kind of thing: another of the same kind is an update.
    private static readonly PropertyPath[] RulePeers = Paths("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId");

    /// <summary>The properties by type. Those that replace only sometimes are in <see cref="IsForcedByRule"/>.</summary>
    public static FrozenDictionary<string, PropertyPath[]> OfType { get; } = new Dictionary<string, PropertyPath[]>(StringComparer.Ordinal)
    {
        ["aws:cloudfront/distribution:Distribution"] = Paths("staging"),
        ["aws:cloudfront/originAccessControl:OriginAccessControl"] = [],
        ["aws:cloudwatch/logGroup:LogGroup"] = Paths("name", "namePrefix", "logGroupClass"),
        ["aws:ec2/eip:Eip"] = Paths("address", "domain", "ipamPoolId", "networkBorderGroup", "publicIpv4Pool"),
        ["aws:ec2/internetGateway:InternetGateway"] = [],
        ["aws:ec2/launchTemplate:LaunchTemplate"] = Paths("name", "namePrefix"),
        ["aws:ec2/natGateway:NatGateway"] = Paths("allocationId", "availabilityMode", "connectivityType", "privateIp", "secondaryPrivateIpAddressCount", "subnetId", "vpcId"),
        ["aws:ec2/route:Route"] = Paths("routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"),
        ["aws:ec2/routeTable:RouteTable"] = Paths("vpcId"),
        ["aws:ec2/routeTableAssociation:RouteTableAssociation"] = Paths("gatewayId", "subnetId"),
        ["aws:ec2/securityGroup:SecurityGroup"] = Paths("name", "namePrefix", "description", "vpcId"),
        ["aws:ec2/securityGroupRule:SecurityGroupRule"] = Paths(
            "cidrBlocks", "fromPort", "ipv6CidrBlocks", "prefixListIds", "protocol", "securityGroupId", "self", "sourceSecurityGroupId", "toPort", "type"),
        ["aws:ec2/subnet:Subnet"] = Paths(
            "availabilityZone", "availabilityZoneId", "cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength", "ipv6IpamPoolId", "ipv6Native", "ipv6NetmaskLength", "outpostArn", "vpcId"),
        ["aws:ec2/tag:Tag"] = Paths("key", "resourceId"),
        ["aws:ec2/vpc:Vpc"] = Paths("cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"),
        ["aws:ec2/vpcEndpoint:VpcEndpoint"] = Paths("resourceConfigurationArn", "serviceName", "serviceNetworkArn", "serviceRegion", "vpcEndpointType", "vpcId"),
        ["aws:eks/accessEntry:AccessEntry"] = Paths("clusterName", "principalArn", "type"),
        ["aws:eks/accessPolicyAssociation:AccessPolicyAssociation"] = Paths("accessScope", "clusterName", "policyArn", "principalArn"),
        ["aws:eks/addon:Addon"] = Paths("addonName", "clusterName"),
        ["aws:eks/cluster:Cluster"] = Paths(
            "accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons", "kubernetesNetworkConfig.ipFamily", "kubernetesNetworkConfig.serviceIpv4Cidr",
            "name", "outpostConfig.controlPlaneInstanceType", "outpostConfig.controlPlanePlacement.groupName", "roleArn"),
        ["aws:eks/nodeGroup:NodeGroup"] = Paths(
            "amiType", "capacityType", "clusterName", "diskSize", "instanceTypes", "launchTemplate.id", "launchTemplate.name", "nodeGroupName", "nodeGroupNamePrefix", "nodeRoleArn",
            "remoteAccess", "subnetIds"),
        ["aws:eks/podIdentityAssociation:PodIdentityAssociation"] = Paths("clusterName", "namespace", "serviceAccount"),
        ["aws:iam/accessKey:AccessKey"] = Paths("pgpKey", "user"),
        ["aws:iam/instanceProfile:InstanceProfile"] = Paths("name", "namePrefix", "path"),
        ["aws:iam/openIdConnectProvider:OpenIdConnectProvider"] = Paths("url"),
        ["aws:iam/policy:Policy"] = Paths("name", "namePrefix", "path", "description"),
        ["aws:iam/role:Role"] = Paths("name", "namePrefix", "path"),
        ["aws:iam/rolePolicy:RolePolicy"] = Paths("name", "namePrefix", "role"),
        ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"] = Paths("role", "policyArn"),
        // Another name or path moves the user.
        ["aws:iam/user:User"] = [],
        ["aws:iam/userPolicy:UserPolicy"] = Paths("name", "namePrefix", "user"),
        ["aws:kms/alias:Alias"] = Paths("name", "namePrefix"),
        ["aws:kms/key:Key"] = Paths("customerMasterKeySpec", "customKeyStoreId", "keyUsage", "multiRegion", "xksKeyId"),
        ["aws:s3/bucket:Bucket"] = Paths("bucket", "bucketNamespace", "bucketPrefix", "objectLockEnabled"),
        ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"] = Paths("bucket", "expectedBucketOwner"),
        ["aws:s3/bucketObjectv2:BucketObjectv2"] = Paths("bucket", "key"),
        ["aws:s3/bucketOwnershipControls:BucketOwnershipControls"] = Paths("bucket"),
        ["aws:s3/bucketPolicy:BucketPolicy"] = Paths("bucket"),
        ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"] = Paths("bucket"),
        ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"] = Paths("bucket", "expectedBucketOwner"),
        ["aws:s3/bucketVersioning:BucketVersioning"] = Paths("bucket", "expectedBucketOwner"),
        ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"] = Rule,
        ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"] = Rule,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a change there replaces the resource.</summary>
    public static bool Forces(ResourceRequest request, PropertyPath path) =>
        Region.Covers(path)
        || (OfType.TryGetValue(request.Type, out var held) && Array.Exists(held, one => IsTouched(request, one, path)))
        || IsForcedByRule(request, path);

    // What the provider decides by the old and the new values.
    private static bool IsForcedByRule(ResourceRequest request, PropertyPath path) => (request.Type, path.Segments is [var first, ..] ? first.Name : null) switch
    {
        // A dedicated tenancy can be given up in place, not taken up.
        ("aws:ec2/vpc:Vpc", "instanceTenancy") => IsText(New(request, "instanceTenancy"), "dedicated"),
        // A subnet whose machines get IPv6 addresses cannot have others.
        ("aws:ec2/subnet:Subnet", "ipv6CidrBlock") => Old(request, "assignIpv6AddressOnCreation") is BoolValue { Value: true },
        // Only an interface's private names can be turned on and off.
        ("aws:ec2/vpcEndpoint:VpcEndpoint", "privateDnsEnabled") => !IsText(New(request, "vpcEndpointType"), "Interface"),
        // Secrets that are encrypted once stay so; another key is an update, as is the first one.
        ("aws:eks/cluster:Cluster", "encryptionConfig") => Old(request, "encryptionConfig") is not null && New(request, "encryptionConfig") is null,
        // The nodes' role can be added to a cluster, not changed.
        ("aws:eks/cluster:Cluster", "computeConfig") =>
            Old(request, "computeConfig.nodeRoleArn") is { } before && New(request, "computeConfig") is not null && !before.Equals(New(request, "computeConfig.nodeRoleArn")),
        ("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule" or "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", _) =>
            Array.Exists(RulePeers, peer => peer.Covers(path) && (At(request.Old?.Inputs, peer) is null) != (At(request.Inputs, peer) is null)),
        _ => false,
    };

    // A change is told at the outermost place: of an object that comes or goes whole, the property below it counts only if it differs.
    private static bool IsTouched(ResourceRequest request, PropertyPath held, PropertyPath path) =>
        held.Covers(path) || (path.Covers(held) && !Equals(At(request.Old?.Inputs, held), At(request.Inputs, held)));

    private static PropertyValue? Old(ResourceRequest request, string path) => At(request.Old?.Inputs, PropertyPath.Parse(path));

    private static PropertyValue? New(ResourceRequest request, string path) => At(request.Inputs, PropertyPath.Parse(path));

    // A secret is not opened for this, and what is unknown may be anything: both stand for all that is in them.
    private static PropertyValue? At(PropertyMap? inputs, PropertyPath path) =>
        path.Segments.Aggregate((PropertyValue?)inputs, (value, segment) => value is PropertyMap map ? map[segment.Name!] : value);

    private static bool IsText(PropertyValue? value, string text) => value is StringValue { Value: var found } && found == text;

    private static PropertyPath[] Paths(params string[] paths) => [.. paths.Select(PropertyPath.Parse)];
}
