using System.Collections.Immutable;

namespace Infra.Documents;

/// <summary>A value in a YAML file, with its place.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Size">How many values it is, counting those that aliases repeat.</param>
public abstract record YamlNode(SourcePlace Place, long Size)
{
    /// <summary>What it is, in the words of a message.</summary>
    public abstract string Kind { get; }
}

/// <summary>A scalar as it is written.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsPlain">Whether it has neither quotes nor a string tag, so that <c>3</c> is a number.</param>
public sealed record YamlScalar(SourcePlace Place, string Text, bool IsPlain) : YamlNode(Place, 1)
{
    /// <summary>Whether it says that there is no value.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <inheritdoc/>
    public override string Kind => IsNull ? "nothing" : IsPlain ? $"'{Excerpt.Of(Text)}'" : "a string";
}

/// <summary>A list.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Items">Its items.</param>
/// <param name="Size">How many values it is, counting those that aliases repeat.</param>
public sealed record YamlList(SourcePlace Place, ImmutableArray<YamlNode> Items, long Size) : YamlNode(Place, Size)
{
    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>A map, in the order of the file.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Entries">Its entries.</param>
/// <param name="Size">How many values it is, counting those that aliases repeat.</param>
public sealed record YamlMap(SourcePlace Place, ImmutableArray<YamlEntry> Entries, long Size) : YamlNode(Place, Size)
{
    /// <inheritdoc/>
    public override string Kind => "a map";

    private const int FewEntries = 12;

    private readonly ImmutableArray<YamlEntry> _entries = Entries;
    private Dictionary<string, YamlEntry>? _byKey;

    /// <summary>Its entries.</summary>
    public ImmutableArray<YamlEntry> Entries
    {
        get => _entries;
        init => (_entries, _byKey) = (value, null);
    }

    /// <summary>Whether it stands in place of what an earlier layer has under the same key, rather than on top of it.</summary>
    public bool ReplacesWhole { get; init; }

    /// <summary>The entry of a key; null when there is none.</summary>
    public YamlEntry? this[string key] => Entries.Length <= FewEntries
        ? Entries.FirstOrDefault(entry => entry.Key == key)
        : (_byKey ??= Entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal)).GetValueOrDefault(key);
}

/// <summary>One entry of a map.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Place">Where the key stands.</param>
/// <param name="Value">Its value.</param>
public sealed record YamlEntry(string Key, SourcePlace Place, YamlNode Value);
