using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Infra.Components.Clusters;

/// <summary>The subnets of one zone.</summary>
/// <param name="Public">For what the internet reaches: load balancers and NAT gateways.</param>
/// <param name="Private">For machines and pods.</param>
public sealed record ZoneSubnets(IPNetwork Public, IPNetwork Private);

/// <summary>Divides a VPC.</summary>
/// <remarks>
/// Each of the first seven eighths is the private subnet of a zone; the last eighth holds the small public ones. A zone's subnets depend on its position alone, so a zone
/// that is added later moves nothing.
/// </remarks>
public static class AwsNetworkPlan
{
    /// <summary>How many zones there is room for, one more than any region has.</summary>
    public const int MostZones = 7;

    /// <summary>The longest prefix of a VPC that can be divided: its public subnets are then of /28, the smallest that AWS makes.</summary>
    public const int LongestPrefix = 22;

    /// <summary>The zones that are used where nobody says which.</summary>
    public const int DefaultZones = 3;

    private const int PrivateBits = 3;
    private const int PublicBits = 6;

    /// <summary>The VPC of who does not say which.</summary>
    public static IPNetwork DefaultVpc { get; } = IPNetwork.Parse("10.0.0.0/16");

    /// <summary>The subnets of a zone.</summary>
    /// <param name="vpc">The VPC's addresses.</param>
    /// <param name="zone">The position of the zone, the first at 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no room for it.</exception>
    public static ZoneSubnets Subnets(IPNetwork vpc, int zone)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(zone);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(zone, MostZones);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vpc.PrefixLength, LongestPrefix, nameof(vpc));
        return new ZoneSubnets(Block(vpc, PublicBits, (MostZones << (PublicBits - PrivateBits)) + zone), Block(vpc, PrivateBits, zone));
    }

    /// <summary>How many NAT gateways a VPC has.</summary>
    public static int Gateways(int zones, bool hasGatewayPerZone) => hasGatewayPerZone ? zones : Math.Min(1, zones);

    private static IPNetwork Block(IPNetwork range, int bits, int position)
    {
        if (range.BaseAddress.AddressFamily != AddressFamily.InterNetwork)
            throw new ArgumentException($"{range} is not a range of IPv4", nameof(range));
        Span<byte> address = stackalloc byte[4];
        range.BaseAddress.TryWriteBytes(address, out _);
        var length = range.PrefixLength + bits;
        BinaryPrimitives.WriteUInt32BigEndian(address, BinaryPrimitives.ReadUInt32BigEndian(address) + ((uint)position << (32 - length)));
        return new IPNetwork(new IPAddress(address), length);
    }
}
