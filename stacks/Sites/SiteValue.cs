using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Sites;

/// <summary>A value of a site as it is given on a command line or in a table, turned into what its file says.</summary>
internal static class SiteValue
{
    /// <summary>Reads a value.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="text">The value; <c>null</c> removes what a layer says.</param>
    /// <param name="cluster">The record of the site's kind.</param>
    /// <param name="problem">Why it cannot be used; null when it can.</param>
    /// <returns>A map that holds nothing but the value; null when it cannot be used.</returns>
    public static YamlMap? Read(string path, string text, RecordShape cluster, out string? problem)
    {
        if (!SpecPath.TryParse(path, out var parsed))
        {
            problem = $"'{SpecReader.Shortened(path)}' is not a path; a path is like network.nodeCidr or labels['example.com/line']";
            return null;
        }

        if (parsed.Steps().Any(step => step.Key is null))
        {
            problem = $"{path}: a list is set as a whole, such as zones=[a, b]";
            return null;
        }

        if (!ShapeSearch.TryFind(cluster, parsed, out var shape, out problem))
        {
            problem = $"{path}: {problem}";
            return null;
        }

        return Node(text, shape, out problem) is { } node ? Nested(parsed, node) : Refused(path, ref problem);
    }

    private static YamlNode? Node(string text, Shape shape, out string? problem)
    {
        problem = null;
        if (text == "null")
            return new YamlScalar(default, text, IsPlain: true);
        if (shape is TextShape or ParsedTextShape or ChoiceShape)
            return new YamlScalar(default, text, IsPlain: false);
        if (shape is SecretShape)
        {
            problem = "a secret is not given like this; keep it in infra:secrets and name it there, as in kubeconfig.content.secret=<name>";
            return null;
        }

        try
        {
            if (YamlFile.ReadMap($"value: {text}\n", "value") is { Entries: [var entry] })
                return entry.Value;
            problem = "that is more than one value";
        }
        catch (InvalidDocumentException exception)
        {
            problem = exception.Problems[0].Message;
        }

        return null;
    }

    private static YamlMap? Refused(string path, ref string? problem)
    {
        problem = $"{path}: {problem}";
        return null;
    }

    private static YamlMap Nested(SpecPath path, YamlNode node) => (YamlMap)path.Steps().Reverse()
        .Aggregate(node, (inner, step) => new YamlMap(default, [new YamlEntry(step.Key!, default, inner)], 1 + inner.Size));
}
