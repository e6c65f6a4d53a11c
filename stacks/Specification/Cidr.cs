using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>A range of addresses in CIDR notation, written canonically: <c>10.64.7.0/24</c>.</summary>
public readonly record struct Cidr : IParsedText<Cidr>
{
    private Cidr(IPNetwork network) => Network = network;

    /// <inheritdoc/>
    public static string Pattern => "^[0-9a-fA-F.:]+/[0-9]{1,3}$";

    /// <inheritdoc/>
    public static string Allowed => "a range of addresses, for example 10.64.7.0/24";

    /// <inheritdoc/>
    public static Rule Rule => Rules.CanonicalCidr;

    /// <summary>The range.</summary>
    public IPNetwork Network { get; }

    /// <summary>How many bits all its addresses share.</summary>
    public int PrefixLength => Network.PrefixLength;

    /// <summary>How many bits an address has: 32 or 128.</summary>
    public int AddressLength => IsIPv6 ? 128 : 32;

    /// <summary>Whether it is of IPv6.</summary>
    public bool IsIPv6 => Network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>The first address as a number, by which ranges of one sort of addresses are sorted.</summary>
    internal UInt128 First => Number(Network.BaseAddress);

    private UInt128 Size => (UInt128)1 << Math.Min(127, AddressLength - PrefixLength);

    /// <summary>Reads a range.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Cidr Parse(string text) => TryParse(text, out var cidr, out var problem) ? cidr : throw new FormatException($"'{text}' is not a range: {problem}");

    /// <inheritdoc/>
    public static bool TryParse(string text, out Cidr value, [NotNullWhen(false)] out string? problem)
    {
        value = default;
        problem = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IPAddress.TryParse(text.AsSpan(0, slash), out var address) || !int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out var length)
            || length > (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
            || (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != text[..slash]))
        {
            problem = $"allowed: {Allowed}";
            return false;
        }

        value = Containing(address, length);
        if (value.ToString() != text)
            problem = $"write it as {value}, its canonical form";
        return problem is null;
    }

    /// <summary>The range of a length that an address is in.</summary>
    public static Cidr Containing(IPAddress address, int prefixLength)
    {
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var mask = prefixLength == 0 ? UInt128.Zero : UInt128.MaxValue << (bits - prefixLength);
        return new Cidr(new IPNetwork(Address(Number(address) & mask, bits == 128), prefixLength));
    }

    /// <summary>Whether an address is in the range.</summary>
    public bool Contains(IPAddress address) => address.AddressFamily == Network.BaseAddress.AddressFamily && Network.Contains(address);

    /// <summary>Whether all of another range is in this one.</summary>
    public bool Contains(Cidr other) => other.IsIPv6 == IsIPv6 && other.PrefixLength >= PrefixLength && Network.Contains(other.Network.BaseAddress);

    /// <summary>Whether the ranges have an address in common.</summary>
    public bool Overlaps(Cidr other) => Contains(other) || other.Contains(this);

    /// <summary>How many blocks of a length the range consists of.</summary>
    internal UInt128 BlockCount(int prefixLength) => (UInt128)1 << Math.Min(127, prefixLength - PrefixLength);

    /// <summary>The block of a length at a position in the range, the first at 0.</summary>
    internal Cidr Block(int prefixLength, UInt128 position) =>
        new(new IPNetwork(Address(First + (position << (AddressLength - prefixLength)), IsIPv6), prefixLength));

    /// <summary>The positions of the first and last block of a length that have an address in common with another range; null when none has.</summary>
    internal (UInt128 First, UInt128 Last)? BlocksOverlapping(Cidr other, int prefixLength)
    {
        if (other.Contains(this) || prefixLength == PrefixLength)
            return !Overlaps(other) ? null : (0, BlockCount(prefixLength) - 1);
        if (!Contains(other))
            return null;
        var shift = AddressLength - prefixLength;
        return ((other.First - First) >> shift, (other.First - First + (other.Size - 1)) >> shift);
    }

    /// <summary>The blocks of a length that the range consists of, in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not that of a part of the range.</exception>
    public IEnumerable<Cidr> Blocks(int prefixLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefixLength, PrefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, AddressLength);
        return Enumerate(this, prefixLength);

        static IEnumerable<Cidr> Enumerate(Cidr range, int prefixLength)
        {
            for (UInt128 position = 0; position < range.BlockCount(prefixLength); position++)
                yield return range.Block(prefixLength, position);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Network.ToString();

    private static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        return written == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static IPAddress Address(UInt128 number, bool isIPv6)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(isIPv6 ? bytes : bytes[12..]);
    }
}
