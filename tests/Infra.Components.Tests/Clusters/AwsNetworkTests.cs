using System.Collections.Immutable;
using Infra.Components.Clusters;
using Pulumi;
using Xunit;

namespace Infra.Components.Tests.Clusters;

[Collection(Deployments.Name)]
public sealed class AwsNetworkTests
{
    private const string Subnet = "aws:ec2/subnet:Subnet";
    private const string Nat = "aws:ec2/natGateway:NatGateway";
    private const string Route = "aws:ec2/route:Route";

    [Fact]
    public async Task Each_zone_has_a_subnet_that_the_internet_reaches_and_one_that_only_reaches_out()
    {
        var declared = await Aws.MakeAsync();

        Assert.Equal(
            [
                "prod-cloud-private-0 eu-central-1a 10.0.0.0/19 False",
                "prod-cloud-private-1 eu-central-1b 10.0.32.0/19 False",
                "prod-cloud-private-2 eu-central-1c 10.0.64.0/19 False",
                "prod-cloud-public-0 eu-central-1a 10.0.224.0/22 True",
                "prod-cloud-public-1 eu-central-1b 10.0.228.0/22 True",
                "prod-cloud-public-2 eu-central-1c 10.0.232.0/22 True",
            ],
            Of(declared, Subnet).Select(subnet => $"{subnet.Name} {subnet.Inputs["availabilityZone"]} {subnet.Inputs["cidrBlock"]} {subnet.Inputs["mapPublicIpOnLaunch"]}"));
    }

    [Fact]
    public async Task Load_balancers_find_their_subnets_by_tags()
    {
        var declared = await Aws.MakeAsync();

        Assert.Equal(
            Tree.Json("""
            { "Name": "prod-cloud-public-0", "infra.internal/cluster": "prod-cloud", "infra.internal/stack": "prod", "kubernetes.io/cluster/prod-cloud": "shared", "kubernetes.io/role/elb": "1" }
            """),
            Tree.Json(declared.Named(Subnet, "prod-cloud-public-0").Inputs["tags"]));
        Assert.Equal("1", Tree.At(declared.Named(Subnet, "prod-cloud-private-0").Inputs["tags"], "kubernetes.io/role/internal-elb"));
        Assert.Null(Tree.At(declared.Named(Subnet, "prod-cloud-private-0").Inputs["tags"], "kubernetes.io/role/elb"));
    }

    [Fact]
    public async Task A_gateway_in_each_zone_serves_that_zone()
    {
        var declared = await Aws.MakeAsync();

        Assert.Equal(["prod-cloud-public-0-id", "prod-cloud-public-1-id", "prod-cloud-public-2-id"], Of(declared, Nat).Select(gateway => gateway.Inputs["subnetId"]));
        Assert.Equal(["prod-cloud-nat-0-id", "prod-cloud-nat-1-id", "prod-cloud-nat-2-id"], PrivateGateways(declared));
    }

    [Fact]
    public async Task Gateways_come_and_go_in_a_cluster_that_is_protected()
    {
        var free = new List<string>();
        var watching = new ComponentResourceOptions
        {
            Protect = true,
            ResourceTransformations =
            {
                resource =>
                {
                    if (resource.Resource.GetResourceType().StartsWith("aws:ec2/", StringComparison.Ordinal) && resource.Options.Protect is false)
                    {
                        lock (free)
                            free.Add($"{resource.Resource.GetResourceType().Split(':')[^1]} {resource.Resource.GetResourceName()}");
                    }

                    return null;
                },
            },
        };

        await Declared.ByAsync(() => _ = SelfManagedAws.Make(options: watching), SelfManagedAws.Answers);

        Assert.Equal(
            ["Eip prod-cloud-nat-0", "Eip prod-cloud-nat-1", "Eip prod-cloud-nat-2", "NatGateway prod-cloud-nat-0", "NatGateway prod-cloud-nat-1", "NatGateway prod-cloud-nat-2"],
            free.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_single_gateway_serves_all_zones_and_moves_no_subnet()
    {
        var perZone = await Aws.MakeAsync();
        var single = await Aws.MakeAsync(args => args with { Vpc = new AwsVpc.Created { Zones = Aws.Zones, HasGatewayPerZone = false } });

        Assert.Equal("prod-cloud-public-0-id", Assert.Single(Of(single, Nat)).Inputs["subnetId"]);
        Assert.Equal(["prod-cloud-nat-0-id", "prod-cloud-nat-0-id", "prod-cloud-nat-0-id"], PrivateGateways(single));
        Assert.Equal(Of(perZone, Subnet).Select(subnet => Tree.Json(subnet.Inputs)), Of(single, Subnet).Select(subnet => Tree.Json(subnet.Inputs)));
    }

    [Fact]
    public async Task A_zone_that_is_added_changes_nothing_of_the_others()
    {
        var three = await Aws.MakeAsync();
        var four = await Aws.MakeAsync(args => args with { Vpc = new AwsVpc.Created { Zones = [.. Aws.Zones, "eu-central-1d"] } });

        Assert.Subset(Of(four, Subnet).Select(subnet => Tree.Json(subnet.Inputs)).ToHashSet(), Of(three, Subnet).Select(subnet => Tree.Json(subnet.Inputs)).ToHashSet());
        Assert.Equal(8, Of(four, Subnet).Length);
    }

    [Fact]
    public async Task Images_come_from_S3_by_a_way_of_their_own()
    {
        var endpoint = (await Aws.MakeAsync()).Single("aws:ec2/vpcEndpoint:VpcEndpoint");

        Assert.Equal("com.amazonaws.eu-central-1.s3", endpoint.Inputs["serviceName"]);
        Assert.Equal("Gateway", endpoint.Inputs["vpcEndpointType"]);
        Assert.Equal(["prod-cloud-private-0-id", "prod-cloud-private-1-id", "prod-cloud-private-2-id"], (ImmutableArray<object>)endpoint.Inputs["routeTableIds"]);
    }

    [Fact]
    public async Task Without_zones_the_first_three_that_AWS_offers_are_taken_in_the_order_of_their_names()
    {
        var declared = await Aws.MakeAsync(args => args with { Vpc = new AwsVpc.Created() });

        Assert.Equal(Aws.Zones, Enumerable.Range(0, 3).Select(zone => declared.Named(Subnet, $"prod-cloud-private-{zone}").Inputs["availabilityZone"]));
    }

    [Fact]
    public async Task Where_AWS_offers_too_few_zones_the_error_says_what_to_do()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => Declared.ByAsync(() => _ = new EksCluster("prod-cloud", Aws.Cluster with { Vpc = new AwsVpc.Created() })));

        Assert.Contains("AWS offers fewer than 3 zones in eu-central-1; say which to use, as 'vpc.zones' of cluster 'prod-cloud'", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_VPC_that_exists_nothing_is_made_and_the_subnets_are_found_by_their_tag()
    {
        var declared = await Aws.MakeAsync(args => args with { Vpc = new AwsVpc.Existing("vpc-0a1b2c3d") });

        Assert.DoesNotContain(declared.Resources, resource => resource.Type!.StartsWith("aws:ec2/", StringComparison.Ordinal) && resource.Type != "aws:ec2/launchTemplate:LaunchTemplate");
        Assert.Equal(["subnet-a", "subnet-b"], (ImmutableArray<object>)Tree.At(declared.Single("aws:eks/cluster:Cluster").Inputs["vpcConfig"], "subnetIds")!);
    }

    [Fact]
    public async Task A_VPC_without_tagged_subnets_is_an_error_that_names_the_tag()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => Aws.PlanAsync(args => args with { Vpc = new AwsVpc.Existing("vpc-0a1b2c3d") }));

        Assert.Contains("vpc-0a1b2c3d has no subnet with the tag kubernetes.io/role/internal-elb", error.ToString(), StringComparison.Ordinal);
    }

    private static ImmutableArray<Pulumi.Testing.MockResourceArgs> Of(Declared declared, string type) =>
        [.. declared.Resources.Where(resource => resource.Type == type).OrderBy(resource => resource.Name, StringComparer.Ordinal)];

    private static IEnumerable<object?> PrivateGateways(Declared declared) =>
        Of(declared, Route).Where(route => route.Name!.Contains("-private-", StringComparison.Ordinal)).Select(route => route.Inputs["natGatewayId"]);
}
