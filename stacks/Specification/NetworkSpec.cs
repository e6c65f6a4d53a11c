using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>The addresses of a cluster; null where they are not known here.</summary>
public interface IClusterAddresses
{
    /// <summary>The addresses of machines.</summary>
    Cidr? NodeCidr { get; }

    /// <summary>The addresses of pods.</summary>
    Cidr? PodCidr { get; }

    /// <summary>The addresses of services.</summary>
    Cidr? ServiceCidr { get; }

    /// <summary>The pools that blocks are taken from when the cluster's file is made.</summary>
    AllocationSpec From { get; }
}

/// <summary>The addresses of a cluster that already exists, as far as they matter to others.</summary>
public sealed record AttachedNetworkSpec : IClusterAddresses
{
    /// <summary>The addresses of the machines.</summary>
    [Example("10.64.7.0/24")]
    public Cidr? NodeCidr { get; init; }

    /// <summary>The addresses of pods; needed where clusters share a network, be it one of a mesh.</summary>
    [Example("10.42.0.0/16")]
    public Cidr? PodCidr { get; init; }

    /// <summary>The addresses of services; needed where clusters share a network, be it one of a mesh.</summary>
    [Example("10.43.0.0/16")]
    public Cidr? ServiceCidr { get; init; }

    /// <summary>The pools that blocks are taken from when the cluster's file is made.</summary>
    public AllocationSpec From { get; init; } = new();
}

/// <summary>The addresses of a cluster that the platform makes.</summary>
public sealed record CreatedNetworkSpec : IClusterAddresses
{
    private const string AnotherCluster = "make another cluster beside it, let the applications move there, and retire this one";

    /// <summary>The addresses of the machines.</summary>
    [Fixed(AnotherCluster, MayBeSaidLater = true), Example("10.64.7.0/24")]
    public Cidr? NodeCidr { get; init; }

    /// <summary>The addresses of pods.</summary>
    [Fixed(AnotherCluster)]
    public Cidr PodCidr { get; init; } = Cidr.Parse("10.244.0.0/16");

    /// <summary>The addresses of services.</summary>
    [Fixed(AnotherCluster)]
    public Cidr ServiceCidr { get; init; } = Cidr.Parse("10.96.0.0/16");

    /// <summary>What connects pods.</summary>
    [Fixed(AnotherCluster)]
    public ContainerNetwork Cni { get; init; } = ContainerNetwork.Calico;

    /// <summary>Addresses among the machines' that others hand out, for example by DHCP.</summary>
    public ImmutableArray<AddressRange> Reserved { get; init; } = [];

    /// <summary>The load balancers of services, in a cluster of machines. If not said, services of type LoadBalancer get no address there; clouds have their own.</summary>
    public LoadBalancerSpec? LoadBalancer { get; init; }

    /// <summary>The pools that blocks are taken from when the cluster's file is made.</summary>
    public AllocationSpec From { get; init; } = new();

    Cidr? IClusterAddresses.PodCidr => PodCidr;

    Cidr? IClusterAddresses.ServiceCidr => ServiceCidr;
}

/// <summary>The load balancers of services in a cluster of machines, by MetalLB: a node answers for each address on the machines' network (layer 2).</summary>
public sealed record LoadBalancerSpec
{
    /// <summary>The addresses that services are given, of the machines' network; nobody else uses them or hands them out.</summary>
    [Example("10.20.0.64-10.20.0.79")]
    public ImmutableArray<AddressRange> Addresses { get; init; } = [];
}

/// <summary>What connects pods.</summary>
public enum ContainerNetwork
{
    /// <summary>Calico.</summary>
    Calico,

    /// <summary>Cilium.</summary>
    Cilium,
}

/// <summary>The pools that blocks are taken from when the cluster's file is made. The block is then written into the file, so that it never changes.</summary>
public sealed record AllocationSpec
{
    /// <summary>The pool of the machines' addresses.</summary>
    [Form(Form.Name)]
    public string? NodeCidr { get; init; }

    /// <summary>The pool of the pods' addresses.</summary>
    [Form(Form.Name)]
    public string? PodCidr { get; init; }

    /// <summary>The pool of the services' addresses.</summary>
    [Form(Form.Name)]
    public string? ServiceCidr { get; init; }
}

/// <summary>A range of addresses that new sites are given blocks of.</summary>
public sealed record AddressPoolSpec
{
    /// <summary>The range.</summary>
    [Example("10.64.0.0/12")]
    public required Cidr Cidr { get; init; }

    /// <summary>The prefix length of each block: 24 gives each site 256 addresses.</summary>
    [Range(1, 128)]
    public required int BlockLength { get; init; }
}

/// <summary>Clusters that are connected with one another.</summary>
public sealed record ConnectionSpec
{
    /// <summary>The clusters.</summary>
    public required SelectionSpec On { get; init; }
}

/// <summary>Which site files belong to an environment.</summary>
public sealed record SitesSpec
{
    /// <summary>The folders under <c>stacks/sites</c>; each <c>&lt;site&gt;.yaml</c> in them is a cluster of that name.</summary>
    [Form(Form.Name), Example("cold-chain")]
    public ImmutableArray<string> Groups { get; init; } = [];
}
