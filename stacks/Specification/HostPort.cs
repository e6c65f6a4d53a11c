using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>A host and a port: <c>store.example.com:10901</c>.</summary>
/// <param name="Host">The host, by name or by an address of version 4.</param>
/// <param name="Port">The port.</param>
public readonly partial record struct HostPort(string Host, int Port) : IParsedText<HostPort>
{
    private const int LongestHost = 253;

    /// <inheritdoc/>
    public static string Pattern => "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*:[1-9][0-9]{0,4}$";

    /// <inheritdoc/>
    public static string Allowed => "a host and a port, for example store.example.com:10901";

    /// <inheritdoc/>
    public static Rule Rule => Rules.Form;

    /// <inheritdoc/>
    public static bool TryParse(string text, out HostPort value, [NotNullWhen(false)] out string? problem)
    {
        value = default;
        problem = $"allowed: {Allowed}";
        if (!Whole().IsMatch(text))
            return false;
        var colon = text.LastIndexOf(':');
        var port = int.Parse(text[(colon + 1)..], CultureInfo.InvariantCulture);
        if (port > ushort.MaxValue || colon > LongestHost)
            return false;
        (value, problem) = (new HostPort(text[..colon], port), null);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*:[1-9][0-9]{0,4}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Whole();
}
