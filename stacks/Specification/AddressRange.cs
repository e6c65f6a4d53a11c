using System.Diagnostics.CodeAnalysis;
using System.Net;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>The addresses from one to another, both included: <c>10.64.7.100-10.64.7.200</c>.</summary>
/// <param name="First">The first address.</param>
/// <param name="Last">The last address.</param>
public readonly record struct AddressRange(IpAddress First, IpAddress Last) : IParsedText<AddressRange>
{
    /// <inheritdoc/>
    public static string Pattern => "^[0-9a-f.:]+-[0-9a-f.:]+$";

    /// <inheritdoc/>
    public static string Allowed => "two addresses with '-' between, for example 10.64.7.100-10.64.7.200";

    /// <inheritdoc/>
    public static Rule Rule => Rules.Form;

    /// <inheritdoc/>
    public static bool TryParse(string text, out AddressRange value, [NotNullWhen(false)] out string? problem)
    {
        value = default;
        problem = $"allowed: {Allowed}";
        if (text.Split('-') is not [var from, var to] || !IpAddress.TryParse(from, out var first, out _) || !IpAddress.TryParse(to, out var last, out _)
            || first.Value.AddressFamily != last.Value.AddressFamily)
        {
            return false;
        }

        if (Compare(first.Value, last.Value) > 0)
        {
            problem = $"the first address comes after the last; allowed: {last}-{first}";
            return false;
        }

        (value, problem) = (new AddressRange(first, last), null);
        return true;
    }

    /// <summary>Whether an address is among them.</summary>
    public bool Contains(IPAddress address) =>
        address.AddressFamily == First.Value.AddressFamily && Compare(First.Value, address) <= 0 && Compare(address, Last.Value) <= 0;

    /// <summary>Whether some address is in both.</summary>
    public bool Overlaps(AddressRange other) => Contains(other.First.Value) || other.Contains(First.Value);

    /// <summary>Whether some address is in both.</summary>
    public bool Overlaps(Cidr other) => other.Contains(First.Value) || other.Contains(Last.Value) || Contains(other.Network.BaseAddress);

    /// <inheritdoc/>
    public override string ToString() => $"{First}-{Last}";

    private static int Compare(IPAddress left, IPAddress right) => left.GetAddressBytes().AsSpan().SequenceCompareTo(right.GetAddressBytes());
}
