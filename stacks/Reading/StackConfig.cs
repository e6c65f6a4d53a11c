using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>
/// The configuration of a stack as one map, whose keys are <c>infra:clusters</c> without the <c>infra:</c>. It comes from the files alone, or from
/// Pulumi with the places of the files.
/// </summary>
internal static partial class StackConfig
{
    private const string Project = "infra";
    private const string Config = "config";
    private const string Secure = "secure";

    private static readonly ImmutableArray<string> StackFileKeys = [Config, "encryptionsalt", "secretsprovider", "encryptedkey", "environment"];

    /// <summary>What the files say. Secrets stay encrypted.</summary>
    /// <exception cref="InvalidDocumentException">A file cannot be used.</exception>
    public static YamlMap FromFiles(ProjectFiles files, string stack)
    {
        var stackFile = files.ReadMap(ProjectFiles.StackFile(stack));
        var project = files.ReadMap("Pulumi.yaml");
        Refuse([.. Misplaced(stackFile), .. NoMap(project), .. NoMap(stackFile), .. SetTwice(project), .. SetTwice(stackFile)]);
        var entries = new OrderedDictionary<string, YamlEntry>(StringComparer.Ordinal);
        foreach (var entry in Entries(project))
            entries[entry.Key] = entry with { Value = Default(entry.Value) };
        foreach (var entry in Entries(stackFile))
            entries[entry.Key] = entry;
        var place = stackFile[Config]?.Place ?? new SourcePlace(ProjectFiles.StackFile(stack), 1, 1);
        var ciphertext = stackFile["encryptionsalt"] is { Value: not YamlScalar { IsNull: true } } ? OfPassphrase() : OfAnyProvider();
        return new YamlMap(place, [.. entries.Values.Select(entry => entry with { Value = WithSecrets(entry.Value, ciphertext) })], 1 + entries.Values.Sum(entry => entry.Value.Size));
    }

    /// <summary>What the files say of every stack that can be read, by name. What is wrong with the others is theirs to tell.</summary>
    /// <param name="files">The project.</param>
    /// <param name="except">A stack that is left out.</param>
    public static ImmutableSortedDictionary<string, YamlMap> OfAll(ProjectFiles files, string? except = null)
    {
        var configs = ImmutableSortedDictionary.CreateBuilder<string, YamlMap>(StringComparer.Ordinal);
        foreach (var stack in SpecificationLoader.Stacks(files).Where(stack => stack != except))
        {
            try
            {
                configs[stack] = FromFiles(files, stack);
            }
            catch (InvalidDocumentException)
            {
                continue;
            }
        }

        return configs.ToImmutable();
    }

    /// <summary>What Pulumi hands to the program, with the places of the files where they say the same.</summary>
    /// <param name="values">The value of each key that has one, as JSON.</param>
    /// <param name="written">What the files say; null when they are not at hand.</param>
    /// <param name="stack">The stack.</param>
    public static YamlMap FromProgram(IEnumerable<(string Key, JsonElement Value)> values, YamlMap? written, string stack)
    {
        var place = written?.Place ?? new SourcePlace(ProjectFiles.StackFile(stack), 1, 1);
        var entries = values.Select(value => new YamlEntry(value.Key, written?[value.Key]?.Place ?? place, Overlay(value.Value, written?[value.Key]?.Value, place))).ToList();
        // Keys that nobody asks Pulumi for are unknown; only the file tells of them.
        entries.AddRange((written?.Entries ?? []).Where(entry => !SpecificationLoader.Keys.Contains(entry.Key, StringComparer.Ordinal)));
        return new YamlMap(place, [.. entries], 1);
    }

    private static void Refuse(ImmutableArray<DocumentProblem> problems)
    {
        if (!problems.IsEmpty)
            throw new InvalidDocumentException(problems);
    }

    // A stack's file has few keys of its own; a setting beside 'config' instead of in it would be ignored.
    private static IEnumerable<DocumentProblem> Misplaced(YamlMap file) => file.Entries
        .Where(entry => !StackFileKeys.Contains(entry.Key, StringComparer.Ordinal))
        .Select(entry => new DocumentProblem(
            DocumentFault.UnknownKey,
            entry.Place,
            $"unknown key '{Excerpt.Of(entry.Key)}'; allowed: {string.Join(", ", StackFileKeys)}{Suggestion.For(entry.Key, StackFileKeys)}"));

    private static IEnumerable<DocumentProblem> NoMap(YamlMap file) => file[Config]?.Value is { } value and not (YamlMap or YamlScalar { IsNull: true })
        ? [new DocumentProblem(DocumentFault.Malformed, value.Place, $"'{Config}' has to be a map; this is {value.Kind}.")]
        : [];

    // infra:clusters, infra:config:clusters and clusters are the same key.
    private static IEnumerable<DocumentProblem> SetTwice(YamlMap file) => Entries(file)
        .GroupBy(entry => entry.Key, StringComparer.Ordinal)
        .SelectMany(same => same.Skip(1).Select(entry => new DocumentProblem(
            DocumentFault.DuplicateKey, entry.Place, $"'{Excerpt.Of($"{Project}:{entry.Key}")}' is set twice; the first is in line {same.First().Place.Line}.")));

    private static IEnumerable<YamlEntry> Entries(YamlMap file) => ((file[Config]?.Value as YamlMap)?.Entries ?? [])
        .Select(entry => (entry, parts: entry.Key.Split(':')))
        .Where(entry => entry.parts is [_] or [Project, _] or [Project, Config, _])
        .Select(entry => entry.entry with { Key = entry.parts[^1] });

    // A project declares a key with its type and default, or says a value for all stacks.
    private static YamlNode Default(YamlNode value) => value is YamlMap map && (map["value"] ?? map["default"]) is { } said ? said.Value : value;

    private static YamlNode WithSecrets(YamlNode node, Regex ciphertext) => node switch
    {
        YamlMap { Entries: [{ Key: Secure, Value: YamlScalar { IsNull: false } said }] } => new SecretNode(node.Place, null) { IsEncrypted = ciphertext.IsMatch(said.Text) },
        YamlMap map => map with { Entries = [.. map.Entries.Select(entry => entry with { Value = WithSecrets(entry.Value, ciphertext) })] },
        YamlList list => list with { Items = [.. list.Items.Select(item => WithSecrets(item, ciphertext))] },
        _ => node,
    };

    // The nonce and the text.
    [GeneratedRegex(@"^v1:[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OfPassphrase();

    // Every provider has its own; all of them write some sort of base64, and none a few letters.
    [GeneratedRegex(@"^[A-Za-z0-9+/=:_-]{16,}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OfAnyProvider();

    private static YamlNode Overlay(JsonElement value, YamlNode? written, SourcePlace around)
    {
        var place = written?.Place ?? around;
        return (value.ValueKind, written) switch
        {
            (JsonValueKind.String, SecretNode secret) => new SecretNode(place, value.GetString()) { IsEncrypted = secret.IsEncrypted },
            (JsonValueKind.Object, _) => Map(value, written as YamlMap, place),
            (JsonValueKind.Array, _) => List(value, written as YamlList, place),
            (_, YamlScalar scalar) when IsSame(value, scalar) => scalar,
            _ => Scalar(value, place),
        };
    }

    private static YamlMap Map(JsonElement value, YamlMap? written, SourcePlace place) => new(
        place,
        [.. value.EnumerateObject().Select(property => new YamlEntry(
            property.Name, written?[property.Name]?.Place ?? place, Overlay(property.Value, written?[property.Name]?.Value, place)))],
        1);

    private static YamlList List(JsonElement value, YamlList? written, SourcePlace place) => new(
        place,
        [.. value.EnumerateArray().Select((item, index) => Overlay(item, index < (written?.Items.Length ?? 0) ? written!.Items[index] : null, place))],
        1);

    private static YamlScalar Scalar(JsonElement value, SourcePlace place) => value.ValueKind switch
    {
        JsonValueKind.String => new YamlScalar(place, value.GetString()!, IsPlain: false),
        JsonValueKind.Null => new YamlScalar(place, "", IsPlain: true),
        _ => new YamlScalar(place, value.GetRawText(), IsPlain: true),
    };

    // What is written is kept, because 1.30 says more than the 1.3 that became of it.
    private static bool IsSame(JsonElement value, YamlScalar written) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() == written.Text || (written.IsPlain && PlainScalar.Misreading(written.Text) == PlainScalar.ADate),
        JsonValueKind.Null => written.IsNull,
        JsonValueKind.True or JsonValueKind.False => written.IsPlain && string.Equals(written.Text, value.GetRawText(), StringComparison.OrdinalIgnoreCase),
        JsonValueKind.Number => written.IsPlain && IsSameNumber(value.GetDouble(), written.Text),
        _ => false,
    };

    // A notation that some read differently, such as 012, is no number here; whatever came of it, it was this that was written.
    private static bool IsSameNumber(double value, string written) => PlainScalar.Misreading(written) switch
    {
        PlainScalar.ANumber => Number(written) is { } number && number.Equals(value),
        PlainScalar.AnOctalNumber or PlainScalar.AnOldNumber => true,
        _ => false,
    };

    private static double? Number(string text) =>
        double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
