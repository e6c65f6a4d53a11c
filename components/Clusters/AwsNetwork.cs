using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;
using Pulumi.Aws.Inputs;

namespace Infra.Components.Clusters;

/// <summary>The network of a cluster in AWS: a VPC over several zones, in each a subnet that the internet reaches and one that only reaches out.</summary>
public sealed class AwsNetwork : ComponentResource
{
    private const string Everywhere = "0.0.0.0/0";

    private readonly AwsNetworkArgs _args;
    private readonly CustomResourceOptions _aws;

    /// <summary>The VPC's id.</summary>
    public Output<string> VpcId { get; }

    /// <summary>The subnets of machines and pods, by the order of zones.</summary>
    public Output<ImmutableArray<string>> PrivateSubnetIds { get; }

    /// <summary>The subnets that the internet reaches, by the order of zones.</summary>
    public Output<ImmutableArray<string>> PublicSubnetIds { get; }

    /// <summary>The zones, in their order.</summary>
    /// <value>Empty for a VPC that exists.</value>
    public ImmutableArray<Output<string>> Zones { get; } = [];

    /// <summary>The ways in and out. Machines depend on them, for they fetch what they run before they are ready.</summary>
    /// <value>Empty for a VPC that exists.</value>
    public ImmutableArray<Resource> Routes { get; } = [];

    /// <summary>Makes the network, or finds it.</summary>
    public AwsNetwork(string name, AwsNetworkArgs args, ComponentResourceOptions? options = null)
        : base("infra:clusters:AwsNetwork", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        _args = args;
        _aws = new CustomResourceOptions { Parent = this, Provider = args.Aws };
        switch (args.Vpc)
        {
            case AwsVpc.Created created:
                (VpcId, PublicSubnetIds, PrivateSubnetIds, Zones, Routes) = Make(name, created);
                break;
            case AwsVpc.Existing existing:
                VpcId = Output.Create(existing.Id);
                PublicSubnetIds = Find(existing.Id, isPublic: true);
                PrivateSubnetIds = Find(existing.Id, isPublic: false);
                break;
            default:
                throw new ArgumentException("a VPC is either made or exists", nameof(args));
        }

        RegisterOutputs(new Dictionary<string, object?> { ["vpcId"] = VpcId });
    }

    private (Output<string> Vpc, Output<ImmutableArray<string>> Public, Output<ImmutableArray<string>> Private, ImmutableArray<Output<string>> Zones, ImmutableArray<Resource> Routes)
        Make(string name, AwsVpc.Created wanted)
    {
        var vpc = new Vpc(
            $"{name}-vpc",
            new VpcArgs { CidrBlock = wanted.Cidr.ToString(), EnableDnsSupport = true, EnableDnsHostnames = true, Tags = _args.Tags.Of($"{name}-vpc") },
            _aws);
        var internet = new InternetGateway($"{name}-internet", new InternetGatewayArgs { VpcId = vpc.Id, Tags = _args.Tags.Of($"{name}-internet") }, _aws);
        var zones = Enumerable.Range(0, wanted.Zones.IsEmpty ? AwsNetworkPlan.DefaultZones : wanted.Zones.Length).ToImmutableArray();
        var publics = zones.Select(zone => Subnet($"{name}-public-{zone}", vpc, wanted, zone, isPublic: true)).ToImmutableArray();
        var privates = zones.Select(zone => Subnet($"{name}-private-{zone}", vpc, wanted, zone, isPublic: false)).ToImmutableArray();

        // One table for what the internet reaches; one a zone for the rest, so that a change of gateways changes routes and moves no subnet.
        var outside = Table($"{name}-public", vpc);
        var routes = ImmutableArray.CreateBuilder<Resource>();
        var toInternet = new Route($"{name}-public", new RouteArgs { RouteTableId = outside.Id, DestinationCidrBlock = Everywhere, GatewayId = internet.Id }, _aws);
        routes.Add(toInternet);
        routes.AddRange(zones.Select(zone => Associate($"{name}-public-{zone}", outside, publics[zone])));

        // A gateway works once its own subnet has a way out. It holds nothing, so that the protection of the whole does not keep one that a zone no longer has for itself.
        var withWayOut = CustomResourceOptions.Merge(_aws, new CustomResourceOptions { DependsOn = { toInternet }, Protect = false });
        var gateways = Enumerable.Range(0, AwsNetworkPlan.Gateways(zones.Length, wanted.HasGatewayPerZone))
            .Select(zone => Gateway($"{name}-nat-{zone}", publics[zone], withWayOut))
            .ToImmutableArray();
        var tables = zones.Select(zone => Table($"{name}-private-{zone}", vpc)).ToImmutableArray();
        foreach (var zone in zones)
        {
            routes.Add(new Route(
                $"{name}-private-{zone}",
                new RouteArgs { RouteTableId = tables[zone].Id, DestinationCidrBlock = Everywhere, NatGatewayId = gateways[Math.Min(zone, gateways.Length - 1)].Id },
                _aws));
            routes.Add(Associate($"{name}-private-{zone}", tables[zone], privates[zone]));
        }

        // Layers of images are in S3; by this way they cost no gateway's traffic.
        routes.Add(new VpcEndpoint(
            $"{name}-s3",
            new VpcEndpointArgs
            {
                VpcId = vpc.Id,
                ServiceName = $"com.amazonaws.{_args.Region}.s3",
                VpcEndpointType = "Gateway",
                RouteTableIds = Output.All(tables.Select(table => (Input<string>)table.Id)),
                Tags = _args.Tags.Of($"{name}-s3"),
            },
            _aws));
        return (vpc.Id, Ids(publics), Ids(privates), ZonesOf(wanted, privates), routes.ToImmutable());
    }

    private Subnet Subnet(string name, Vpc vpc, AwsVpc.Created wanted, int zone, bool isPublic)
    {
        var ranges = AwsNetworkPlan.Subnets(wanted.Cidr, zone);
        return new Subnet(
            name,
            new SubnetArgs
            {
                VpcId = vpc.Id,
                CidrBlock = (isPublic ? ranges.Public : ranges.Private).ToString(),
                AvailabilityZone = wanted.Zones.IsEmpty ? Zone(zone) : wanted.Zones[zone],
                MapPublicIpOnLaunch = isPublic,
                Tags = _args.Tags.OfSubnet(name, isPublic),
            },
            // A zone that AWS offers later must not move a subnet that stands.
            wanted.Zones.IsEmpty ? CustomResourceOptions.Merge(_aws, new CustomResourceOptions { IgnoreChanges = { "availabilityZone" } }) : _aws);
    }

    // Zones that need no opting in: those others are extensions of a region into a city, in which a control plane cannot be.
    private Output<string> Zone(int position) => GetAvailabilityZones.Invoke(
        new GetAvailabilityZonesInvokeArgs
        {
            State = "available",
            Filters = { new GetAvailabilityZonesFilterInputArgs { Name = "opt-in-status", Values = { "opt-in-not-required" } } },
        },
        new InvokeOptions { Parent = this, Provider = _args.Aws }).Apply(zones => NthZone(zones.Names, position));

    private string NthZone(ImmutableArray<string> offered, int position) => !offered.IsDefault && position < offered.Length
        ? offered.Sort(StringComparer.Ordinal)[position]
        : throw new RunException(
            $"AWS offers fewer than {AwsNetworkPlan.DefaultZones} zones in {_args.Region}; say which to use, as 'vpc.zones' of cluster '{_args.Tags.Cluster}'");

    private RouteTable Table(string name, Vpc vpc) => new(name, new RouteTableArgs { VpcId = vpc.Id, Tags = _args.Tags.Of(name) }, _aws);

    private RouteTableAssociation Associate(string name, RouteTable table, Subnet subnet) =>
        new(name, new RouteTableAssociationArgs { RouteTableId = table.Id, SubnetId = subnet.Id }, _aws);

    private NatGateway Gateway(string name, Subnet subnet, CustomResourceOptions options)
    {
        var address = new Eip(name, new EipArgs { Domain = "vpc", Tags = _args.Tags.Of(name) }, options);
        return new NatGateway(name, new NatGatewayArgs { AllocationId = address.AllocationId, SubnetId = subnet.Id, Tags = _args.Tags.Of(name) }, options);
    }

    private Output<ImmutableArray<string>> Find(string vpc, bool isPublic) => GetSubnets.Invoke(
        new GetSubnetsInvokeArgs
        {
            Filters =
            {
                new GetSubnetsFilterInputArgs { Name = "vpc-id", Values = { vpc } },
                new GetSubnetsFilterInputArgs { Name = "tag-key", Values = { AwsTags.SubnetRole(isPublic) } },
            },
        },
        new InvokeOptions { Parent = this, Provider = _args.Aws }).Apply(subnets => Found(subnets.Ids, vpc, isPublic));

    // Nothing of the cluster is in public subnets but load balancers that somebody asks for later.
    private ImmutableArray<string> Found(ImmutableArray<string> subnets, string vpc, bool isPublic) => subnets.IsDefaultOrEmpty && !isPublic
        ? throw new RunException($"{vpc} has no subnet with the tag {AwsTags.SubnetRole(isPublic)}; tag those that cluster '{_args.Tags.Cluster}' is to be in")
        : subnets.IsDefault ? [] : subnets.Sort(StringComparer.Ordinal);

    // What is said is known before anything is made.
    private static ImmutableArray<Output<string>> ZonesOf(AwsVpc.Created wanted, ImmutableArray<Subnet> subnets) =>
        wanted.Zones.IsEmpty ? [.. subnets.Select(subnet => subnet.AvailabilityZone)] : [.. wanted.Zones.Select(Output.Create)];

    private static Output<ImmutableArray<string>> Ids(ImmutableArray<Subnet> subnets) => Output.All(subnets.Select(subnet => (Input<string>)subnet.Id));
}
