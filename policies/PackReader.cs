using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Documents;

namespace Infra.Policies;

/// <summary>Reads a <c>pack.yaml</c>.</summary>
internal static partial class PackReader
{
    private static readonly string[] Keys = ["title", "description", "version", "parameters"];
    private static readonly string[] ParameterKeys = ["type", "description", "required", "or", "pattern", "allowed", "into"];

    // No policy can be newer than a version that nobody can read.
    private static readonly Version Unreadable = new(int.MaxValue, 0, 0);

    /// <summary>The pack, without its policies. Where something is wrong with it, it is good for reading its policies, so that what is wrong with them is told too, and for nothing else.</summary>
    public static Pack Read(YamlMap document, string name, List<PolicyProblem> problems, out bool isWhole)
    {
        var reader = new DocumentReader(problems);
        if (!PolicyReader.IsId(name))
            reader.Report(document.Place, $"the folder is called '{Excerpt.Of(name)}'; allowed: small letters, digits and '-', a letter first, at most {Policy.LongestId} of them");
        reader.Known(document, Keys, "key of a pack");
        var title = reader.Text(document, "title", "what the pack is called");
        var description = reader.Text(document, "description", "what it is for");
        var version = reader.Version(document, "version", "the pack's version");
        var parameters = Parameters(document, reader);
        isWhole = !reader.HasProblems;
        return new Pack
        {
            Name = name,
            Title = title is null ? "" : Line(title),
            Description = description is null ? "" : Line(description),
            Version = version ?? Unreadable,
            Parameters = parameters,
            Policies = [],
        };
    }

    /// <summary>A text as one line.</summary>
    public static string Line(YamlScalar text) => string.Join(' ', text.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static ImmutableSortedDictionary<string, PolicyParameter> Parameters(YamlMap document, DocumentReader reader)
    {
        var parameters = ImmutableSortedDictionary.CreateBuilder<string, PolicyParameter>(StringComparer.Ordinal);
        if (document["parameters"] is null || reader.Map(document, "parameters", "each parameter by its name") is not { } map)
            return parameters.ToImmutable();
        foreach (var entry in map.Entries)
        {
            if (!Identifier().IsMatch(entry.Key))
                reader.Report(entry.Place, $"found '{Excerpt.Of(entry.Key)}'; allowed: a small letter, then letters and digits, for it is the name of a variable in CEL");
            if (reader.Map(map, entry.Key, $"with {string.Join(", ", ParameterKeys)}") is not { } parameter)
                continue;
            reader.Known(parameter, ParameterKeys, "key of a parameter");
            var type = reader.Word<ParameterType>(parameter, "type", "what its values are");
            var description = reader.Text(parameter, "description", "what it means");
            if (type is not null && description is not null)
            {
                parameters[entry.Key] = new PolicyParameter(entry.Key, type.Value, Line(description), IsRequired(parameter, reader), entry.Place)
                {
                    Or = Or(map, parameter, reader),
                    Into = Into(parameter, type.Value, reader),
                    Pattern = Pattern(parameter, type.Value, reader),
                    Allowed = parameter["allowed"] is not null && reader.Text(parameter, "allowed", "the pattern, in words") is { } allowed ? Line(allowed) : null,
                };
            }
        }

        return parameters.ToImmutable();
    }

    private static string? Pattern(YamlMap parameter, ParameterType type, DocumentReader reader)
    {
        if (parameter["pattern"] is null || reader.Text(parameter, "pattern", "a regular expression that every text of it matches") is not { } pattern)
            return null;
        try
        {
            if (type is ParameterType.Text or ParameterType.Texts)
                return new Regex(pattern.Text, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)).ToString();
            reader.Report(pattern.Place, "'pattern' is for texts");
        }
        catch (ArgumentException exception)
        {
            reader.Report(pattern.Place, $"'pattern': {Excerpt.Of(exception.Message)}");
        }

        return null;
    }

    private static bool IsRequired(YamlMap parameter, DocumentReader reader)
    {
        if (parameter["required"] is not { } entry)
            return false;
        if (entry.Value is YamlScalar { IsPlain: true, Text: "true" or "false" } flag)
            return flag.Text == "true";
        reader.Report(entry.Value.Place, $"'required': found {entry.Value.Kind}; allowed: true or false");
        return false;
    }

    private static string? Or(YamlMap parameters, YamlMap parameter, DocumentReader reader)
    {
        if (parameter["or"] is null || reader.Text(parameter, "or", "the parameter that does instead") is not { } other)
            return null;
        if (parameters[other.Text] is null)
            reader.Report(other.Place, $"'or': there is no parameter '{Excerpt.Of(other.Text)}'{Suggestion.For(other.Text, parameters.Entries.Select(entry => entry.Key))}");
        return other.Text;
    }

    private static string? Into(YamlMap parameter, ParameterType type, DocumentReader reader)
    {
        if (parameter["into"] is null || reader.Text(parameter, "into", "the list of the spec that the texts become") is not { } into)
            return null;
        if (type == ParameterType.Texts && List().IsMatch(into.Text))
            return into.Text;
        if (type != ParameterType.Texts)
            reader.Report(into.Place, "'into' is for texts; values of other types go into variables");
        else
            reader.Report(into.Place, $"found '{Excerpt.Of(into.Text)}'; allowed: a list in the spec, such as credentials.secrets[], or of maps with one key, such as matchImageReferences[].glob");
        return null;
    }

    [GeneratedRegex("^[a-zA-Z]+(\\.[a-zA-Z]+)*\\[\\](\\.[a-zA-Z]+)?\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex List();

    [GeneratedRegex("^[a-z][A-Za-z0-9]*\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Identifier();
}
