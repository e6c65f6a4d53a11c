using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Documents;

namespace Infra.Policies;

/// <summary>Takes values out of a document, and notes what is not as it should be.</summary>
internal sealed partial class DocumentReader(List<PolicyProblem> problems)
{
    private readonly int _before = problems.Count;

    /// <summary>Whether anything was noted since.</summary>
    public bool HasProblems => problems.Count > _before;

    public void Report(SourcePlace place, string message) => problems.Add(new PolicyProblem(place, message));

    public void Report(SourcePlace place, string message, DocumentFault fault) => problems.Add(new PolicyProblem(place, message, fault));

    /// <summary>Refuses keys that nobody would look at.</summary>
    public void Known(YamlMap map, IReadOnlyCollection<string> keys, string what)
    {
        foreach (var entry in map.Entries.Where(entry => !keys.Contains(entry.Key, StringComparer.Ordinal)))
            Report(entry.Place, $"unknown {what} '{Excerpt.Of(entry.Key)}'{Suggestion.For(entry.Key, keys, $"; known: {string.Join(", ", keys)}")}", DocumentFault.UnknownKey);
    }

    /// <summary>The map under a key; null, and noted, where it is missing or something else.</summary>
    public YamlMap? Map(YamlMap from, string key, string what)
    {
        if (from[key] is not { } entry)
        {
            Report(from.Place, $"'{key}' is missing: {what}");
            return null;
        }

        if (entry.Value is YamlMap map)
            return map;
        Report(entry.Value.Place, $"found {entry.Value.Kind}; allowed: a map, {what}");
        return null;
    }

    /// <summary>The text under a key; null, and noted, where it is missing, empty or something else.</summary>
    public YamlScalar? Text(YamlMap from, string key, string what)
    {
        if (from[key] is not { } entry)
        {
            Report(from.Place, $"'{key}' is missing: {what}");
            return null;
        }

        if (entry.Value is YamlScalar { IsNull: false } scalar && (!scalar.IsPlain || PlainScalar.Value(scalar.Text, out _) is string) && scalar.Text.Trim().Length > 0)
            return scalar;
        var found = entry.Value is YamlScalar { IsPlain: true, IsNull: false } plain ? PlainScalar.Describe(plain.Text) : entry.Value is YamlScalar { IsPlain: false } ? "an empty text" : entry.Value.Kind;
        Report(entry.Value.Place, $"'{Excerpt.Of(key)}': found {found}; allowed: a text, {what}");
        return null;
    }

    /// <summary>One of the words of an enumeration, with a small first letter; null, and noted, for any other.</summary>
    public T? Word<T>(YamlMap from, string key, string what)
        where T : struct, Enum
    {
        if (Text(from, key, what) is not { } text)
            return null;
        var words = Enum.GetValues<T>().ToDictionary(WordOf, value => value, StringComparer.Ordinal);
        if (words.TryGetValue(text.Text.Trim(), out var value))
            return value;
        Report(text.Place, $"'{key}': found '{Excerpt.Of(text.Text)}'; allowed: {string.Join(", ", words.Keys)}{Suggestion.For(text.Text, words.Keys)}");
        return null;
    }

    /// <summary>A version of three numbers; null, and noted, for anything else.</summary>
    public Version? Version(YamlMap from, string key, string what)
    {
        if (Text(from, key, what) is not { } text)
            return null;
        if (ThreeNumbers().IsMatch(text.Text) && System.Version.TryParse(text.Text, out var version))
            return version;
        Report(text.Place, $"'{key}': found '{Excerpt.Of(text.Text)}'; allowed: three numbers, such as 1.0.0");
        return null;
    }

    /// <summary>A value with everything in it, as Kubernetes objects are made of them; null for nothing.</summary>
    public object? Value(YamlNode node) => node switch
    {
        YamlMap map => Value(map),
        YamlList list => list.Items.Select(Value).OfType<object>().ToImmutableArray(),
        YamlScalar { IsNull: true } => null,
        YamlScalar { IsPlain: false } text => text.Text,
        YamlScalar plain => Plain(plain),
        _ => null,
    };

    /// <summary>A map with everything in it.</summary>
    public ImmutableDictionary<string, object> Value(YamlMap map) => map.Entries
        .Select(entry => (entry.Key, Value: Value(entry.Value)))
        .Where(entry => entry.Value is not null)
        .ToImmutableDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.Ordinal);

    public static string WordOf<T>(T value)
        where T : struct, Enum => $"{value}" is var word ? $"{char.ToLowerInvariant(word[0])}{word[1..]}" : "";

    private object? Plain(YamlScalar plain)
    {
        var value = PlainScalar.Value(plain.Text, out var fault);
        if (fault.Message is { } message)
            Report(plain.Place, message);
        return value;
    }

    [GeneratedRegex(@"^[0-9]{1,5}(\.[0-9]{1,5}){2}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ThreeNumbers();
}
