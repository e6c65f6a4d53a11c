namespace Infra.Engine.Planning;

/// <summary>Pulumi's resource names: <c>urn:pulumi:&lt;stack&gt;::&lt;project&gt;::&lt;parent type$…$type&gt;::&lt;name&gt;</c>.</summary>
public static class Urn
{
    /// <summary>The type of the resource that stands for the stack itself.</summary>
    public const string StackType = "pulumi:pulumi:Stack";

    /// <summary>What every provider's type begins with; the package's name follows.</summary>
    public const string ProviderTypePrefix = "pulumi:providers:";

    private const string Prefix = "urn:pulumi:";
    private const string Separator = "::";

    /// <summary>Makes the URN of a resource.</summary>
    /// <param name="stack">The stack's name.</param>
    /// <param name="project">The project's name.</param>
    /// <param name="parentQualifiedType">The parent's chain of types; null without a parent. A stack leaves no trace in the chain.</param>
    /// <param name="type">The resource's own type.</param>
    /// <param name="name">Its logical name.</param>
    public static string Make(string stack, string project, string? parentQualifiedType, string type, string name) =>
        string.IsNullOrEmpty(parentQualifiedType) || parentQualifiedType == StackType
            ? $"{Prefix}{stack}{Separator}{project}{Separator}{type}{Separator}{name}"
            : $"{Prefix}{stack}{Separator}{project}{Separator}{parentQualifiedType}${type}{Separator}{name}";

    /// <summary>Whether a text has the form of a URN.</summary>
    public static bool IsValid(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && Split(text, 3) >= 0;

    /// <summary>The stack's name.</summary>
    public static string StackOf(string urn) => urn[Prefix.Length..Split(urn, 1)];

    /// <summary>The project's name.</summary>
    public static string ProjectOf(string urn) => urn[(Split(urn, 1) + 2)..Split(urn, 2)];

    /// <summary>The chain of types: the parents' and its own, joined by <c>$</c>.</summary>
    public static string QualifiedTypeOf(string urn) => urn[(Split(urn, 2) + 2)..Split(urn, 3)];

    /// <summary>The resource's own type.</summary>
    public static string TypeOf(string urn)
    {
        var chain = QualifiedTypeOf(urn);
        return chain[(chain.LastIndexOf('$') + 1)..];
    }

    /// <summary>The logical name; it may contain anything, <c>::</c> too.</summary>
    public static string NameOf(string urn) => urn[(Split(urn, 3) + 2)..];

    /// <summary>The package that a type token belongs to: <c>kubernetes</c> for <c>kubernetes:core/v1:ConfigMap</c> and for its provider.</summary>
    public static string PackageOf(string type)
    {
        if (type.StartsWith(ProviderTypePrefix, StringComparison.Ordinal))
            return type[ProviderTypePrefix.Length..];

        var colon = type.IndexOf(':');
        return colon < 0 ? type : type[..colon];
    }

    /// <summary>Whether a type is a provider's.</summary>
    public static bool IsProviderType(string type) => type.StartsWith(ProviderTypePrefix, StringComparison.Ordinal);

    // Where the n-th "::" stands, or -1.
    private static int Split(string urn, int number)
    {
        var at = Prefix.Length - 2;
        while (number-- > 0)
        {
            at = at + 2 > urn.Length ? -1 : urn.IndexOf(Separator, at + 2, StringComparison.Ordinal);
            if (at < 0)
                return -1;
        }

        return at;
    }
}
