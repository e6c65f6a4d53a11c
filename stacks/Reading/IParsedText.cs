using System.Diagnostics.CodeAnalysis;

namespace Infra.Stacks.Reading;

/// <summary>A value that a specification writes as a text of some form.</summary>
/// <typeparam name="TSelf">The value's type.</typeparam>
public interface IParsedText<TSelf>
    where TSelf : struct, IParsedText<TSelf>
{
    /// <summary>A regular expression that every such text matches, in the part of the notation that .NET and JSON Schema share.</summary>
    static abstract string Pattern { get; }

    /// <summary>What to tell a person whose text is none.</summary>
    static abstract string Allowed { get; }

    /// <summary>The rule that such a text breaks.</summary>
    static abstract Rule Rule { get; }

    /// <summary>Reads a text, which must be in the canonical form that <see cref="object.ToString"/> writes.</summary>
    static abstract bool TryParse(string text, out TSelf value, [NotNullWhen(false)] out string? problem);
}
