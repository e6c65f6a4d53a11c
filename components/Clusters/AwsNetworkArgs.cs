using System.Collections.Immutable;
using System.Net;

namespace Infra.Components.Clusters;

/// <summary>The VPC of a cluster: one to make, or one that exists.</summary>
public abstract record AwsVpc
{
    private AwsVpc()
    {
    }

    /// <summary>A VPC to make.</summary>
    public sealed record Created : AwsVpc
    {
        /// <summary>Its addresses.</summary>
        /// <value><see cref="AwsNetworkPlan.DefaultVpc"/>.</value>
        public IPNetwork Cidr { get; init; } = AwsNetworkPlan.DefaultVpc;

        /// <summary>Its zones, in an order that stays: the position decides the subnets. One may be added at the end.</summary>
        /// <value>Empty: the first three that AWS offers the account in the region. Names cannot be guessed, since some accounts lack some zones.</value>
        public ImmutableArray<string> Zones { get; init; } = [];

        /// <summary>Whether each zone has its own NAT gateway; otherwise the first zone's serves all, which costs less and fails with that zone.</summary>
        /// <value>True.</value>
        public bool HasGatewayPerZone { get; init; } = true;
    }

    /// <summary>A VPC that exists. Its subnets are found by the tags that load balancers find them by; the private ones must reach the internet or what stands in for it.</summary>
    /// <param name="Id">Its id.</param>
    public sealed record Existing(string Id) : AwsVpc;
}

/// <summary>What <see cref="AwsNetwork"/> needs to know.</summary>
public sealed record AwsNetworkArgs
{
    /// <summary>The VPC.</summary>
    public required AwsVpc Vpc { get; init; }

    /// <summary>The region of AWS, for example <c>eu-central-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Talks to AWS.</summary>
    public required Pulumi.Aws.Provider Aws { get; init; }

    /// <summary>The tags of everything.</summary>
    public required AwsTags Tags { get; init; }
}
