using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>The address of a machine, written canonically: <c>10.64.7.10</c>.</summary>
public readonly record struct IpAddress : IParsedText<IpAddress>
{
    private readonly IPAddress? _value;

    private IpAddress(IPAddress value) => _value = value;

    /// <inheritdoc/>
    public static string Pattern => "^[0-9a-f.:]+$";

    /// <inheritdoc/>
    public static string Allowed => "an IP address, for example 10.64.7.10";

    /// <inheritdoc/>
    public static Rule Rule => Rules.Form;

    /// <summary>The address.</summary>
    public IPAddress Value => _value ?? IPAddress.Any;

    /// <inheritdoc/>
    public static bool TryParse(string text, out IpAddress value, [NotNullWhen(false)] out string? problem)
    {
        value = default;
        problem = null;
        if (!IPAddress.TryParse(text, out var address) || (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != text) || address.ScopeIdOrZero() != 0)
        {
            problem = $"allowed: {Allowed}";
            return false;
        }

        value = new IpAddress(address);
        if (value.ToString() != text)
            problem = $"write it as {value}, its canonical form";
        return problem is null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

file static class Scopes
{
    public static long ScopeIdOrZero(this IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? address.ScopeId : 0;
}
