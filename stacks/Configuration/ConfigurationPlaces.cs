using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Stacks.Configuration;

/// <summary>Finds where in a stack file a value is, so that an error can be clicked on.</summary>
public static class ConfigurationPlaces
{
    /// <summary>The line and column of the value, or of the nearest value around it that the file has: <c>12:5</c>. Null when the file has none.</summary>
    /// <param name="yaml">The stack file's text.</param>
    /// <param name="key">The configuration key, for example <c>infra:platform</c>.</param>
    /// <param name="path">The path inside the key's value, for example <c>fleets[0].clusters[2]</c>.</param>
    public static string? Find(string yaml, string key, string path)
    {
        if (Root(yaml) is not { } root || Entry(root, "config") is not { Value: YamlMappingNode config } || Entry(config, key) is not { } entry)
            return null;
        var found = entry.Key;
        YamlNode current = entry.Value;
        foreach (var step in Steps(path, current))
        {
            found = step.Place;
            current = step.Value;
        }
        return $"{found.Start.Line}:{found.Start.Column}";
    }

    private static IEnumerable<(YamlNode Place, YamlNode Value)> Steps(string path, YamlNode current)
    {
        while (path.Length > 0 && Step(ref path, current) is { } step)
        {
            yield return step;
            current = step.Value;
        }
    }

    // Keys may hold dots (label keys do), so the longest key that the mapping has wins over splitting at the next dot.
    private static (YamlNode Place, YamlNode Value)? Step(ref string path, YamlNode current)
    {
        path = path.TrimStart('.');
        if (current is YamlSequenceNode sequence && path.StartsWith('[') && path.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
        {
            var index = int.Parse(path.AsSpan(1, end - 1), NumberStyles.None, CultureInfo.InvariantCulture);
            path = path[(end + 1)..];
            return index < sequence.Children.Count ? (sequence.Children[index], sequence.Children[index]) : null;
        }
        if (current is not YamlMappingNode mapping)
            return null;
        var rest = path;
        var name = mapping.Children.Keys.OfType<YamlScalarNode>().Select(scalar => scalar.Value ?? "")
            .Where(candidate => candidate.Length > 0 && rest.StartsWith(candidate, StringComparison.Ordinal) && (rest.Length == candidate.Length || rest[candidate.Length] is '.' or '['))
            .MaxBy(candidate => candidate.Length);
        if (name is null || Entry(mapping, name) is not { } entry)
            return null;
        path = path[name.Length..];
        return (entry.Key, entry.Value);
    }

    private static (YamlNode Key, YamlNode Value)? Entry(YamlMappingNode mapping, string key)
    {
        foreach (var (name, value) in mapping.Children)
        {
            if (name is YamlScalarNode { Value: { } text } && text == key)
                return (name, value);
        }
        return null;
    }

    private static YamlMappingNode? Root(string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents is [{ RootNode: YamlMappingNode root }, ..] ? root : null;
        }
        catch (YamlException)
        {
            return null; // Whoever read the file before us has said so; places are a courtesy.
        }
    }
}
