using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Infra.Documents;

namespace Infra.Stacks.Configuration;

/// <summary>
/// One mapping of the configuration, read key by key. Every mistake is noted with its path and reading goes on with a
/// stand-in value, so that one run reports them all. Keys that nobody asked for are unknown.
/// </summary>
internal sealed class Section
{
    private readonly JsonElement _element;
    private readonly ICollection<ConfigurationError> _errors;
    private readonly List<string> _known = [];

    public Section(JsonElement element, string path, ICollection<ConfigurationError> errors)
    {
        _element = element;
        _errors = errors;
        Path = path;
    }

    public string Path { get; }

    public string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    public void Error(ConfigurationRule rule, string path, string message) => _errors.Add(new ConfigurationError(rule, path, message));

    /// <summary>Reads a mapping as a whole: what <paramref name="read"/> asks for, and nothing else.</summary>
    public static T? Read<T>(JsonElement element, string path, ICollection<ConfigurationError> errors, Func<Section, T> read)
        where T : class
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new ConfigurationError(ConfigurationRule.Type, path, $"found {Describe(element)}; allowed: a mapping"));
            return null;
        }
        var section = new Section(element, path, errors);
        var value = read(section);
        section.RefuseUnknownKeys();
        return value;
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>A required text; empty after an error.</summary>
    public string Text(string key, TextRule? rule = null) => Required(key) is { } value ? TextOf(value, PathOf(key), rule) ?? "" : "";

    public string? OptionalText(string key, TextRule? rule = null) => Find(key) is { } value ? TextOf(value, PathOf(key), rule) : null;

    /// <summary>A whole number within bounds; the default when the key is absent or wrong.</summary>
    public int Number(string key, int defaultValue, int minimum, int maximum)
    {
        if (Find(key) is not { } value)
            return defaultValue;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number))
        {
            Error(ConfigurationRule.Type, PathOf(key), $"found {Describe(value)}; allowed: a whole number from {minimum} to {maximum}");
            return defaultValue;
        }
        if (number >= minimum && number <= maximum)
            return number;
        Error(ConfigurationRule.Allowed, PathOf(key), $"found {number}; allowed: {minimum} to {maximum}");
        return defaultValue;
    }

    public int? OptionalNumber(string key, int minimum, int maximum) => Find(key) is null ? null : Number(key, minimum, minimum, maximum);

    /// <summary><c>true</c> or <c>false</c>; null when the key is absent or wrong.</summary>
    public bool? Flag(string key)
    {
        if (Find(key) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Error(ConfigurationRule.Type, PathOf(key), $"found {Describe(value)}; allowed: true or false");
        return null;
    }

    /// <summary>A word of a fixed set; the default when the key is absent or wrong.</summary>
    public T Choice<T>(string key, T defaultValue, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (OptionalText(key) is not { } word)
            return defaultValue;
        var words = new List<string>();
        foreach (var choice in choices)
        {
            if (choice.Word == word)
                return choice.Value;
            words.Add(choice.Word);
        }
        Error(ConfigurationRule.Allowed, PathOf(key), $"found '{word}'; allowed: {string.Join(", ", words)}{Suggestion.For(word, words)}");
        return defaultValue;
    }

    public ImmutableArray<string> Texts(string key, TextRule? rule = null) =>
        [.. Items(key).Select(item => TextOf(item.Value, item.Path, rule) ?? "")];

    public ImmutableSortedDictionary<string, string> Map(string key, TextRule? keyRule = null, TextRule? valueRule = null)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var property in Properties(key))
        {
            var path = $"{PathOf(key)}.{property.Name}";
            if (keyRule is not null && !keyRule.Holds(property.Name))
                Error(ConfigurationRule.Allowed, path, $"the key '{property.Name}' is invalid; allowed: {keyRule.Allowed}");
            if (TextOf(property.Value, path, valueRule) is { } text)
                map[property.Name] = text;
        }
        return map.ToImmutable();
    }

    public ImmutableSortedDictionary<string, int> Numbers(string key, int minimum, int maximum)
    {
        if (Find(key) is not { } value)
            return ImmutableSortedDictionary<string, int>.Empty;
        return Read(value, PathOf(key), _errors, section => Properties(key).ToImmutableSortedDictionary(
            property => property.Name, property => section.Number(property.Name, minimum, minimum, maximum), StringComparer.Ordinal))
            ?? ImmutableSortedDictionary<string, int>.Empty;
    }

    /// <summary>A mapping of any content, as the plain values that Kubernetes objects are made of.</summary>
    public ImmutableDictionary<string, object> Tree(string key) =>
        Properties(key).ToImmutableDictionary(property => property.Name, property => Plain(property.Value), StringComparer.Ordinal);

    public ImmutableArray<(string Path, ImmutableDictionary<string, object> Tree)> Trees(string key) =>
        [.. Items(key).Select(item => (item.Path, Plain(item.Value) as ImmutableDictionary<string, object> ?? WrongTree(item)))];

    /// <summary>Any value, as the plain values that Kubernetes objects are made of; null when absent.</summary>
    public object? Any(string key) => Find(key) is { } value ? Plain(value) : null;

    public ImmutableArray<T> List<T>(string key, Func<Section, T> read)
        where T : class =>
        [.. Items(key).Select(item => Read(item.Value, item.Path, _errors, read)).OfType<T>()];

    public T? Optional<T>(string key, Func<Section, T> read)
        where T : class => Find(key) is { } value ? Read(value, PathOf(key), _errors, read) : null;

    public T? Mapping<T>(string key, Func<Section, T> read)
        where T : class => Required(key) is { } value ? Read(value, PathOf(key), _errors, read) : null;

    /// <summary>Exactly one of several keys.</summary>
    public T? OneOf<T>(params ReadOnlySpan<(string Key, Func<Section, T?> Read)> alternatives)
        where T : class
    {
        T? value = null;
        var present = new List<string>();
        var allowed = new List<string>();
        foreach (var (key, read) in alternatives)
        {
            allowed.Add(key);
            if (!Has(key))
                continue;
            present.Add(key);
            value = read(this);
        }
        if (present.Count != 1)
        {
            var found = present.Count == 0 ? "none" : string.Join(" and ", present.Select(key => $"'{key}'"));
            Error(ConfigurationRule.ExactlyOne, Path, $"found {found}; allowed: exactly one of {string.Join(", ", allowed)}");
        }
        return value;
    }

    private void RefuseUnknownKeys()
    {
        foreach (var property in _element.EnumerateObject().Where(property => !_known.Contains(property.Name, StringComparer.Ordinal)))
        {
            Error(
                ConfigurationRule.KnownKey,
                PathOf(property.Name),
                $"unknown key '{property.Name}'; allowed: {string.Join(", ", _known.Distinct(StringComparer.Ordinal))}{Suggestion.For(property.Name, _known)}");
        }
    }

    // A key without a value (YAML's `key:`) counts as absent.
    private JsonElement? Find(string key)
    {
        _known.Add(key);
        return _element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private JsonElement? Required(string key)
    {
        if (Find(key) is { } value)
            return value;
        Error(ConfigurationRule.Required, Path, $"'{key}' is missing");
        return null;
    }

    private string? TextOf(JsonElement value, string path, TextRule? rule)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            Error(ConfigurationRule.Type, path, $"found {Describe(value)}; allowed: a text{(value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? " (write it in quotes)" : "")}");
            return null;
        }
        var text = value.GetString()!;
        if (rule is null || rule.Holds(text))
            return text;
        Error(ConfigurationRule.Allowed, path, $"found '{text}'; allowed: {rule.Allowed}");
        return null;
    }

    private List<(JsonElement Value, string Path)> Items(string key)
    {
        if (Find(key) is not { } list)
            return [];
        if (list.ValueKind == JsonValueKind.Array)
            return list.EnumerateArray().Select((item, index) => (item, $"{PathOf(key)}[{index.ToString(CultureInfo.InvariantCulture)}]")).ToList();
        Error(ConfigurationRule.Type, PathOf(key), $"found {Describe(list)}; allowed: a list");
        return [];
    }

    private List<JsonProperty> Properties(string key)
    {
        if (Find(key) is not { } map)
            return [];
        if (map.ValueKind == JsonValueKind.Object)
            return map.EnumerateObject().ToList();
        Error(ConfigurationRule.Type, PathOf(key), $"found {Describe(map)}; allowed: a mapping");
        return [];
    }

    private ImmutableDictionary<string, object> WrongTree((JsonElement Value, string Path) item)
    {
        Error(ConfigurationRule.Type, item.Path, $"found {Describe(item.Value)}; allowed: a mapping");
        return ImmutableDictionary<string, object>.Empty;
    }

    private static object Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null)
            .ToImmutableDictionary(property => property.Name, property => Plain(property.Value), StringComparer.Ordinal),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToImmutableArray(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt32(out var number) ? number : value.GetDouble(),
        _ => value.GetString() ?? "",
    };

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "a mapping",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text '{value.GetString()}'",
        JsonValueKind.Number => $"the number {value.GetRawText()}",
        JsonValueKind.True or JsonValueKind.False => $"the boolean {value.GetRawText()}",
        _ => "nothing",
    };
}

/// <summary>What a text must be like.</summary>
/// <param name="Holds">Whether a text is.</param>
/// <param name="Allowed">What to tell a person whose text is not.</param>
internal sealed record TextRule(Func<string, bool> Holds, string Allowed);
