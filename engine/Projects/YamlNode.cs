using System.Collections.Immutable;

namespace Infra.Engine.Projects;

/// <summary>A value in a YAML file, with its place.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Size">How many values it is, counting those that aliases repeat.</param>
internal abstract record YamlNode(SourcePlace Place, long Size)
{
    /// <summary>What it is, in the words of a message.</summary>
    public abstract string Kind { get; }
}

/// <summary>A scalar as it is written.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsPlain">Whether it has neither quotes nor a string tag, so that <c>3</c> is a number.</param>
internal sealed record YamlScalar(SourcePlace Place, string Text, bool IsPlain) : YamlNode(Place, 1)
{
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsNull ? "nothing" : IsPlain ? $"'{Text}'" : "a string";
}

/// <summary>A list.</summary>
internal sealed record YamlList(SourcePlace Place, ImmutableArray<YamlNode> Items, long Size) : YamlNode(Place, Size)
{
    public override string Kind => "a list";
}

/// <summary>A map, in the order of the file.</summary>
internal sealed record YamlMap(SourcePlace Place, ImmutableArray<YamlEntry> Entries, long Size) : YamlNode(Place, Size)
{
    public override string Kind => "a map";

    public YamlEntry? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key);
}

/// <summary>One entry of a map.</summary>
internal sealed record YamlEntry(string Key, SourcePlace Place, YamlNode Value);
