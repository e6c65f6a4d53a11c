using Infra.Documents;

namespace Infra.Policies;

/// <summary>A selector of labels in what a policy matches: that something can have such labels.</summary>
internal static class SelectorReader
{
    private const string In = "In";
    private const string NotIn = "NotIn";
    private const string Exists = "Exists";
    private const string DoesNotExist = "DoesNotExist";

    private static readonly string[] Keys = ["matchLabels", "matchExpressions"];
    private static readonly string[] RequirementKeys = ["key", "operator", "values"];
    private static readonly string[] Operators = [In, NotIn, Exists, DoesNotExist];

    // What is asked of a label, and where.
    private sealed record Requirement(string Key, string Operator, IReadOnlyList<string> Values, SourcePlace Place);

    /// <summary>Notes what is wrong with a selector.</summary>
    public static void Check(YamlNode node, DocumentReader reader)
    {
        if (node is not YamlMap selector)
        {
            reader.Report(node.Place, $"found {node.Kind}; allowed: a map of {string.Join(", ", Keys)}");
            return;
        }

        reader.Known(selector, Keys, "field of a selector");
        // Whatever the order in which they are asked for, all have to hold.
        foreach (var label in Labels(selector, reader).Concat(Expressions(selector, reader)).GroupBy(requirement => requirement.Key, StringComparer.Ordinal).Where(label => !CanHold([.. label])))
            reader.Report(label.Last().Place, $"what is asked of the label '{Excerpt.Of(label.Key)}' cannot all hold; the policy never matches");
    }

    private static List<Requirement> Labels(YamlMap selector, DocumentReader reader)
    {
        var labels = new List<Requirement>();
        if (selector["matchLabels"] is not { } entry || Map(entry.Value, "a map of labels", reader) is not { } map)
            return labels;
        foreach (var label in map.Entries)
        {
            if (label.Value is YamlScalar { IsNull: false } text)
                labels.Add(new Requirement(label.Key, In, [text.Text], label.Place));
            else
                reader.Report(label.Value.Place, $"found {label.Value.Kind}; allowed: a text, the label's value");
        }

        return labels;
    }

    private static List<Requirement> Expressions(YamlMap selector, DocumentReader reader)
    {
        var requirements = new List<Requirement>();
        if (selector["matchExpressions"] is not { } entry)
            return requirements;
        if (entry.Value is not YamlList list)
        {
            reader.Report(entry.Value.Place, $"found {entry.Value.Kind}; allowed: a list of maps of {string.Join(", ", RequirementKeys)}");
            return requirements;
        }

        foreach (var item in list.Items)
        {
            if (Map(item, $"a map of {string.Join(", ", RequirementKeys)}", reader) is { } map && Expression(map, reader) is { } requirement)
                requirements.Add(requirement);
        }

        return requirements;
    }

    private static Requirement? Expression(YamlMap map, DocumentReader reader)
    {
        reader.Known(map, RequirementKeys, "field of a requirement");
        var key = reader.Text(map, "key", "the label that is asked for");
        var word = (map["operator"]?.Value as YamlScalar)?.Text ?? "";
        var values = (map["values"]?.Value as YamlList)?.Items.OfType<YamlScalar>().Select(value => value.Text).ToList() ?? [];
        if (!Operators.Contains(word, StringComparer.Ordinal))
            reader.Report(map["operator"]?.Value.Place ?? map.Place, $"found '{Excerpt.Of(word)}'; allowed: {string.Join(", ", Operators)}{Suggestion.For(word, Operators)}");
        else if (word is In or NotIn && values.Count == 0)
            reader.Report(map.Place, $"'{word}' needs values");
        else if (key is not null)
            return new Requirement(key.Text, word, values, map.Place);
        return null;
    }

    // What is not there is in no list, so NotIn alone never asks for the label.
    private static bool CanHold(IReadOnlyList<Requirement> label)
    {
        var lists = label.Where(requirement => requirement.Operator == In).Select(requirement => requirement.Values).ToList();
        var isAskedFor = lists.Count > 0 || label.Any(requirement => requirement.Operator == Exists);
        if (isAskedFor && label.Any(requirement => requirement.Operator == DoesNotExist))
            return false;
        var refused = label.Where(requirement => requirement.Operator == NotIn).SelectMany(requirement => requirement.Values).ToHashSet(StringComparer.Ordinal);
        return lists.Count == 0 || lists[0].Any(value => !refused.Contains(value) && lists.All(list => list.Contains(value, StringComparer.Ordinal)));
    }

    private static YamlMap? Map(YamlNode node, string what, DocumentReader reader)
    {
        if (node is YamlMap map)
            return map;
        reader.Report(node.Place, $"found {node.Kind}; allowed: {what}");
        return null;
    }
}
