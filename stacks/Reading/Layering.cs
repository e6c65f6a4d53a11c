using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>Puts documents on top of one another: maps merge, everything else replaces, null removes.</summary>
/// <remarks>
/// Associative, so it does not matter which of three layers are put together first. To be so, a removal is kept as a null until the end (the reader takes
/// null for absent), and a map that stands on a removal or on something that is no map is marked to replace whatever lies below.
/// </remarks>
public static class Layering
{
    /// <summary>The lower layer with the upper one on top. Every value keeps the place where it was written.</summary>
    public static YamlNode Merge(YamlNode lower, YamlNode upper) => (lower, upper) switch
    {
        (YamlMap below, YamlMap { ReplacesWhole: false } above) => Merge(below, above),
        (not YamlMap, YamlMap above) => above with { ReplacesWhole = true },
        _ => upper,
    };

    /// <summary>What was put together, without the nulls that removed something from its lowest layer. Those that removed nothing stay, for whoever reads them to say what they mean.</summary>
    public static YamlNode WithoutRemovals(YamlNode merged, YamlNode lowest)
    {
        if (merged is not YamlMap above || lowest is not YamlMap below)
            return merged;
        var said = above.Entries.Where(entry => entry.Value is not YamlScalar { IsNull: true } || below[entry.Key]?.Value is null or YamlScalar { IsNull: true });
        return above with { Entries = [.. said.Select(entry => below[entry.Key] is { } under ? entry with { Value = WithoutRemovals(entry.Value, under.Value) } : entry)] };
    }

    private static YamlMap Merge(YamlMap below, YamlMap above)
    {
        if (above.Entries.IsEmpty)
            return above with { Entries = below.Entries, Size = below.Size, ReplacesWhole = below.ReplacesWhole };

        var entries = new List<YamlEntry>(below.Entries.Length + above.Entries.Length);
        foreach (var entry in below.Entries)
            entries.Add(above[entry.Key] is { } over ? over with { Value = Merge(entry.Value, over.Value) } : entry);
        entries.AddRange(above.Entries.Where(entry => below[entry.Key] is null));
        return above with { Entries = [.. entries], Size = 1 + entries.Sum(entry => entry.Value.Size), ReplacesWhole = below.ReplacesWhole };
    }
}
