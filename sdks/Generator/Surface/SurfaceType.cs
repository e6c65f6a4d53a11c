namespace Infra.Sdks.Generator.Surface;

/// <summary>One type of a surface listing: its header line and its members, one line each.</summary>
/// <param name="Header">The header as listed, for example <c>sealed class Pulumi.Alias</c>.</param>
/// <param name="MemberLines">The member lines without indentation, in the order of the listing.</param>
internal sealed record SurfaceType(string Header, IReadOnlyList<string> MemberLines)
{
    private static readonly string[] TypeKinds = ["class", "struct", "interface", "delegate", "enum"];

    /// <summary>The name with its namespace and type parameters, for example <c>Pulumi.Union&lt;T0, T1&gt;</c>.</summary>
    public string FullName { get; } = ReadFullName(Header);

    /// <summary>The namespace of <see cref="FullName"/>; nested types are not told apart from namespaces.</summary>
    public string Namespace => FullName[..FullName.LastIndexOf('.')];

    /// <summary>The last part of <see cref="FullName"/>.</summary>
    public string Name => FullName[(FullName.LastIndexOf('.') + 1)..];

    /// <summary>The base class and interfaces as listed, or the empty string.</summary>
    public string Bases { get; } = ReadBases(Header);

    /// <summary>Whether the type is declared <c>sealed</c>.</summary>
    public bool IsSealed => Header.StartsWith("sealed ", StringComparison.Ordinal);

    /// <summary>Whether the type carries the attribute, for example <c>OutputType</c>.</summary>
    public bool HasAttribute(string attribute) => Header.Contains($"[{attribute}(", StringComparison.Ordinal);

    /// <summary>The type token of a resource, such as <c>kubernetes:apps/v1:Deployment</c>; null for any other type.</summary>
    public string? ResourceToken => Argument("ResourceType");

    /// <summary>The token of a function, such as <c>aws:ec2/getVpc:getVpc</c>; null for any other type.</summary>
    public string? FunctionToken => Argument("[Function");

    /// <summary>The listed properties and fields.</summary>
    public IEnumerable<SurfaceProperty> Properties => MemberLines.Select(SurfaceProperty.Read).OfType<SurfaceProperty>();

    private string? Argument(string attribute)
    {
        var marker = attribute + "(\"";
        var start = Header.IndexOf(marker, StringComparison.Ordinal);
        return start < 0 ? null : Header[(start + marker.Length)..Header.LastIndexOf('"')];
    }

    private static string ReadFullName(string header)
    {
        var words = header.Split(' ');
        var kind = Array.FindIndex(words, word => TypeKinds.Contains(word, StringComparer.Ordinal));
        if (kind < 0 || kind + 1 == words.Length)
            throw new FormatException($"Not the header of a type: '{header}'.");
        var rest = string.Join(' ', words[(kind + 1)..]);
        var end = rest.Length;
        foreach (var mark in (string[])[" : ", " ["])
        {
            var at = rest.IndexOf(mark, StringComparison.Ordinal);
            if (at >= 0 && at < end)
                end = at;
        }
        return rest[..end];
    }

    private static string ReadBases(string header)
    {
        var start = header.IndexOf(" : ", StringComparison.Ordinal);
        if (start < 0)
            return "";
        var rest = header[(start + 3)..];
        var end = rest.IndexOf(" [", StringComparison.Ordinal);
        return end < 0 ? rest : rest[..end];
    }
}
