using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.Interop.Tests.Schemas;

/// <summary>What a schema says about a value beyond its type: ranges, lengths, patterns, formats, choices.</summary>
internal static class ValueRules
{
    private static readonly Dictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    /// <summary>The rules that a value of the right type breaks.</summary>
    public static IEnumerable<SchemaProblem> Check(JsonObject schema, JsonNode value, string path) =>
        Reasons(schema, value).Select(reason => new SchemaProblem(path, reason));

    private static IEnumerable<string> Reasons(JsonObject schema, JsonNode value)
    {
        var reasons = Choices(schema, value).Concat(Combined(schema, value));
        return value switch
        {
            JsonObject item => reasons.Concat(Size(schema, item.Count, "Properties", "fields")),
            JsonArray list => reasons.Concat(Size(schema, list.Count, "Items", "items")).Concat(Unique(schema, list)),
            _ when JsonShape.Number(value) is { } number => reasons.Concat(Range(schema, number)),
            _ when JsonShape.Text(value) is { } text => reasons.Concat(Text(schema, text)),
            _ => reasons,
        };
    }

    private static IEnumerable<string> Choices(JsonObject schema, JsonNode value)
    {
        if (schema["enum"] is JsonArray choices && !choices.Any(choice => JsonNode.DeepEquals(choice, value)))
        {
            yield return $"is {JsonShape.Describe(value)}; one of {string.Join(", ", choices.Select(choice => choice?.ToJsonString() ?? "null"))} is wanted";
        }
    }

    // In a structural schema these hold rules about fields that are declared outside of them.
    private static IEnumerable<string> Combined(JsonObject schema, JsonNode value)
    {
        foreach (var part in (schema["allOf"] as JsonArray ?? []).Where(part => !Holds(part!, value)))
        {
            yield return $"does not fulfil {part!.ToJsonString()}";
        }

        if (schema["anyOf"] is JsonArray any && !any.Any(part => Holds(part!, value)))
        {
            yield return $"fulfils none of {any.ToJsonString()}";
        }

        if (schema["oneOf"] is JsonArray one && one.Count(part => Holds(part!, value)) is var count and not 1)
        {
            yield return $"fulfils {count} of {one.ToJsonString()}; exactly one is wanted";
        }

        if (schema["not"] is JsonObject not && Holds(not, value))
        {
            yield return $"fulfils {not.ToJsonString()}, which is not allowed";
        }
    }

    private static bool Holds(JsonNode part, JsonNode value)
    {
        if (OpenValue.Is(value))
        {
            return true;
        }

        var schema = part.AsObject();
        if (JsonShape.Text(schema["type"]) is { } type && !HasType(type, value))
        {
            return false;
        }

        if (Reasons(schema, value).Any())
        {
            return false;
        }

        return value switch
        {
            JsonObject item =>
                (schema["required"] as JsonArray ?? []).All(name => item.ContainsKey(name!.GetValue<string>()))
                && (schema["properties"] as JsonObject ?? []).All(property => item[property.Key] is not { } field || Holds(property.Value!, field)),
            JsonArray list => schema["items"] is not JsonObject items || list.All(element => element is null || Holds(items, element)),
            _ => true,
        };
    }

    private static bool HasType(string type, JsonNode value) => type switch
    {
        "integer" => JsonShape.IsInteger(value),
        "boolean" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        _ => value.GetValueKind().ToString().Equals(type, StringComparison.OrdinalIgnoreCase),
    };

    private static IEnumerable<string> Size(JsonObject schema, int count, string suffix, string noun)
    {
        if (JsonShape.Number(schema["min" + suffix]) is { } min && count < min)
        {
            yield return $"has {count} {noun}; at least {min} are wanted";
        }

        if (JsonShape.Number(schema["max" + suffix]) is { } max && count > max)
        {
            yield return $"has {count} {noun}; at most {max} are allowed";
        }
    }

    private static IEnumerable<string> Unique(JsonObject schema, JsonArray list)
    {
        var type = JsonShape.Text(schema["x-kubernetes-list-type"]);
        var keys = (schema["x-kubernetes-list-map-keys"] as JsonArray ?? []).Select(key => key!.GetValue<string>()).ToList();
        if (!JsonShape.Flag(schema, "uniqueItems") && type is not ("set" or "map"))
        {
            yield break;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list)
        {
            var identity = type == "map" && item is JsonObject fields
                ? string.Join(", ", keys.Select(key => $"{key}={fields[key]?.ToJsonString()}"))
                : item?.ToJsonString() ?? "null";
            if (!seen.Add(identity))
            {
                yield return $"holds {identity} twice";
            }
        }
    }

    private static IEnumerable<string> Range(JsonObject schema, decimal number)
    {
        if (JsonShape.Number(schema["minimum"]) is { } min && (JsonShape.Flag(schema, "exclusiveMinimum") ? number <= min : number < min))
        {
            yield return $"is {number}; the least is {min}";
        }

        if (JsonShape.Number(schema["maximum"]) is { } max && (JsonShape.Flag(schema, "exclusiveMaximum") ? number >= max : number > max))
        {
            yield return $"is {number}; the most is {max}";
        }

        if (JsonShape.Number(schema["multipleOf"]) is { } unit && number % unit != 0)
        {
            yield return $"is {number}; a multiple of {unit} is wanted";
        }

        if (JsonShape.Text(schema["format"]) == "int32" && number is < int.MinValue or > int.MaxValue)
        {
            yield return $"is {number}, which does not fit into 32 bits";
        }
    }

    private static IEnumerable<string> Text(JsonObject schema, string text)
    {
        var length = new StringInfo(text).LengthInTextElements;
        if (JsonShape.Number(schema["minLength"]) is { } min && length < min)
        {
            yield return $"is \"{text}\"; at least {min} characters are wanted";
        }

        if (JsonShape.Number(schema["maxLength"]) is { } max && length > max)
        {
            yield return $"is \"{text}\", {length} characters; at most {max} are allowed";
        }

        if (JsonShape.Text(schema["pattern"]) is { } pattern && !Compiled(pattern).IsMatch(text))
        {
            yield return $"is \"{text}\", which does not match {pattern}";
        }

        if (JsonShape.Text(schema["format"]) is { } format && !HasFormat(format, text))
        {
            yield return $"is \"{text}\", which is no {format}";
        }
    }

    // Unknown formats say nothing, as in an API server.
    private static bool HasFormat(string format, string text) => format switch
    {
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && text.Contains('T', StringComparison.Ordinal),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "byte" => Base64.IsValid(text),
        "uuid" => Guid.TryParse(text, out _),
        "ipv4" or "ipv6" => System.Net.IPAddress.TryParse(text, out _),
        "cidr" => System.Net.IPNetwork.TryParse(text, out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => true,
    };

    private static Regex Compiled(string pattern)
    {
        lock (Patterns)
        {
            if (!Patterns.TryGetValue(pattern, out var regex))
            {
                // Go's $ is the end of the text; .NET's also matches before a last line feed.
                regex = new Regex(pattern.EndsWith('$') && !pattern.EndsWith("\\$", StringComparison.Ordinal) ? pattern[..^1] + "\\z" : pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
                Patterns.Add(pattern, regex);
            }

            return regex;
        }
    }
}
