using Infra.Engine.Behaviors;
using Infra.Engine.State;
using Infra.Engine.Values;
using Xunit;

namespace Infra.Engine.Tests.Behaviors;

public sealed class AwsReplacementTests
{
    private const string Vpc = "aws:ec2/vpc:Vpc";
    private const string Subnet = "aws:ec2/subnet:Subnet";
    private const string Endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
    private const string Cluster = "aws:eks/cluster:Cluster";
    private const string NodeGroup = "aws:eks/nodeGroup:NodeGroup";
    private const string Ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

    public static TheoryData<string> Types => [.. AwsReplacement.OfType.Keys];

    [Theory]
    [InlineData(Vpc, "cidrBlock", true)]
    [InlineData(Vpc, "enableDnsHostnames", false)]
    [InlineData(Subnet, "availabilityZone", true)]
    [InlineData(Subnet, "mapPublicIpOnLaunch", false)]
    [InlineData("aws:ec2/natGateway:NatGateway", "subnetId", true)]
    [InlineData("aws:ec2/natGateway:NatGateway", "secondaryAllocationIds", false)]
    [InlineData("aws:ec2/route:Route", "destinationCidrBlock", true)]
    [InlineData("aws:ec2/route:Route", "natGatewayId", false)]
    [InlineData("aws:ec2/launchTemplate:LaunchTemplate", "name", true)]
    [InlineData("aws:ec2/launchTemplate:LaunchTemplate", "imageId", false)]
    [InlineData(Cluster, "roleArn", true)]
    [InlineData(Cluster, "kubernetesNetworkConfig.serviceIpv4Cidr", true)]
    [InlineData(Cluster, "kubernetesNetworkConfig.elasticLoadBalancing.enabled", false)]
    [InlineData(Cluster, "accessConfig.bootstrapClusterCreatorAdminPermissions", true)]
    [InlineData(Cluster, "accessConfig.authenticationMode", false)]
    [InlineData(Cluster, "vpcConfig.subnetIds[0]", false)]
    [InlineData(Cluster, "version", false)]
    [InlineData(NodeGroup, "instanceTypes[0]", true)]
    [InlineData(NodeGroup, "launchTemplate.id", true)]
    [InlineData(NodeGroup, "launchTemplate.version", false)]
    [InlineData(NodeGroup, "scalingConfig.desiredSize", false)]
    [InlineData(NodeGroup, "version", false)]
    [InlineData("aws:iam/role:Role", "path", true)]
    [InlineData("aws:iam/role:Role", "assumeRolePolicy", false)]
    [InlineData("aws:s3/bucket:Bucket", "bucket", true)]
    [InlineData("aws:s3/bucket:Bucket", "forceDestroy", false)]
    [InlineData("aws:kms/key:Key", "keyUsage", true)]
    [InlineData("aws:kms/key:Key", "deletionWindowInDays", false)]
    public void Some_properties_replace_and_others_update(string type, string path, bool isReplaced) =>
        Assert.Equal(isReplaced, Forces(type, path, PropertyMap.Empty, PropertyMap.Empty));

    [Theory]
    [MemberData(nameof(Types))]
    public void Tags_update_and_another_region_replaces(string type)
    {
        Assert.False(Forces(type, "tags.owner", PropertyMap.Empty, PropertyMap.Empty));
        Assert.True(Forces(type, "region", PropertyMap.Empty, PropertyMap.Empty));
    }

    [Theory]
    [InlineData("dedicated", "default", false)]
    [InlineData("default", "dedicated", true)]
    [InlineData(null, "dedicated", true)]
    [InlineData("default", null, false)]
    public void A_networks_tenancy_can_only_be_loosened(string? before, string? after, bool isReplaced) =>
        Assert.Equal(isReplaced, Forces(Vpc, "instanceTenancy", Inputs(("instanceTenancy", before)), Inputs(("instanceTenancy", after))));

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_subnet_whose_machines_have_addresses_of_its_range_is_replaced_with_it(bool assigns, bool isReplaced)
    {
        var before = PropertyMap.Of(("assignIpv6AddressOnCreation", new BoolValue(assigns)));

        Assert.Equal(isReplaced, Forces(Subnet, "ipv6CidrBlock", before, before));
    }

    [Theory]
    [InlineData("Interface", false)]
    [InlineData("GatewayLoadBalancer", true)]
    [InlineData(null, true)]
    public void Private_names_of_an_interface_are_switched_in_place(string? type, bool isReplaced) =>
        Assert.Equal(isReplaced, Forces(Endpoint, "privateDnsEnabled", PropertyMap.Empty, Inputs(("vpcEndpointType", type))));

    [Theory]
    [InlineData(null, "key-1", false)]
    [InlineData("key-1", "key-2", false)]
    [InlineData("key-1", null, true)]
    public void Encryption_of_a_clusters_secrets_cannot_be_taken_back(string? before, string? after, bool isReplaced) =>
        Assert.Equal(isReplaced, Forces(Cluster, "encryptionConfig", Nested("encryptionConfig", "key", before), Nested("encryptionConfig", "key", after)));

    [Theory]
    [InlineData(null, "role-1", false)]
    [InlineData("role-1", "role-2", true)]
    [InlineData("role-1", "role-1", false)]
    public void The_role_of_a_clusters_own_nodes_can_be_given_once(string? before, string? after, bool isReplaced) => Assert.Equal(
        isReplaced,
        Forces(Cluster, "computeConfig.nodeRoleArn", Nested("computeConfig", "nodeRoleArn", before), Nested("computeConfig", "nodeRoleArn", after)));

    [Theory]
    [InlineData("cidrIpv4", "10.0.0.0/8", "cidrIpv4", "10.1.0.0/16", false)]
    [InlineData("cidrIpv4", "10.0.0.0/8", "prefixListId", "pl-1", true)]
    public void A_rule_stays_for_the_same_kind_of_peer(string nameBefore, string before, string nameAfter, string after, bool isReplaced) =>
        Assert.Equal(isReplaced, Forces(Ingress, "cidrIpv4", Inputs((nameBefore, before)), Inputs((nameAfter, after))));

    [Theory]
    [InlineData("10.100.0.0/16", true)]
    [InlineData(null, false)]
    public void An_object_that_comes_whole_replaces_if_it_brings_what_does(string? range, bool isReplaced)
    {
        var after = PropertyMap.Of(("kubernetesNetworkConfig", Inputs(("serviceIpv4Cidr", range))));

        Assert.Equal(isReplaced, Forces(Cluster, "kubernetesNetworkConfig", PropertyMap.Empty, after));
    }

    [Fact]
    public void A_secret_is_not_opened_to_see_whether_it_replaces()
    {
        PropertyMap Secret(string text) => PropertyMap.Of(("launchTemplate", new SecretValue(new StringValue(text))));

        Assert.True(Forces(NodeGroup, "launchTemplate", Secret("a"), Secret("b")));
    }

    [Fact]
    public void Of_an_unknown_type_only_the_region_is_known()
    {
        Assert.False(Forces("aws:sqs/queue:Queue", "name", PropertyMap.Empty, PropertyMap.Empty));
        Assert.True(Forces("aws:sqs/queue:Queue", "region", PropertyMap.Empty, PropertyMap.Empty));
    }

    [Theory]
    [InlineData(Cluster, "name", "prod", "prod", true)]
    [InlineData(Cluster, "name", "prod", "prod-2", false)]
    [InlineData(Cluster, "name", null, null, false)]
    [InlineData(NodeGroup, "nodeGroupName", "pool", "pool", true)]
    [InlineData("aws:s3/bucket:Bucket", "bucket", "state", "state", true)]
    [InlineData(Subnet, "vpcId", "vpc-1", "vpc-1", false)]
    [InlineData("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role", "a", "b", true)]
    public void What_keeps_its_name_goes_before_its_successor(string type, string property, string? before, string? after, bool goesFirst) =>
        Assert.Equal(goesFirst, new AwsBehavior().DeletesBeforeReplacing(Request(type, Inputs((property, before)), Inputs((property, after)))));

    private static bool Forces(string type, string path, PropertyMap before, PropertyMap after) =>
        new AwsBehavior().ForcesReplacement(Request(type, before, after), PropertyPath.Parse(path));

    private static ResourceRequest Request(string type, PropertyMap before, PropertyMap after)
    {
        var urn = $"urn:pulumi:dev::infra::{type}::thing";
        return new(urn, type, "thing", after, new ResourceState { Urn = urn, Type = type, Inputs = before }, PropertyMap.Empty);
    }

    private static PropertyMap Inputs(params (string Name, string? Value)[] inputs) => PropertyMap.From(
        inputs.Where(input => input.Value is not null).Select(input => KeyValuePair.Create(input.Name, (PropertyValue)new StringValue(input.Value!))));

    private static PropertyMap Nested(string name, string below, string? value) =>
        value is null ? PropertyMap.Empty : PropertyMap.Of((name, Inputs((below, value))));
}
