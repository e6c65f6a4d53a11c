using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.Interop.Tests.Schemas;

/// <summary>What every API server checks of every object's metadata and no schema says.</summary>
internal static partial class MetadataRules
{
    /// <summary>The rules that an object's metadata breaks.</summary>
    public static IEnumerable<SchemaProblem> Check(JsonObject? metadata, string apiVersion, bool isNamespaced, string path)
    {
        if (metadata is null)
        {
            return [new(path, "is required")];
        }

        return [.. Names(metadata, apiVersion, isNamespaced, path), .. Labels(metadata["labels"], path), .. Annotations(metadata["annotations"], path)];
    }

    private static IEnumerable<SchemaProblem> Names(JsonObject metadata, string apiVersion, bool isNamespaced, string path)
    {
        var name = JsonShape.Text(metadata["name"]);
        if (name is null && JsonShape.Text(metadata["generateName"]) is null)
        {
            yield return new(JsonShape.Join(path, "name"), "is required");
        }
        else if (name is not null && !OpenValue.Is(metadata["name"]) && !IsName(name, apiVersion))
        {
            yield return new(JsonShape.Join(path, "name"), $"'{name}' is no valid name");
        }

        if (JsonShape.Text(metadata["namespace"]) is not { } space || OpenValue.Is(metadata["namespace"]))
        {
            yield break;
        }

        if (!isNamespaced)
        {
            yield return new(JsonShape.Join(path, "namespace"), "objects of this kind live in no namespace");
        }
        else if (space.Length > 63 || !Label().IsMatch(space))
        {
            yield return new(JsonShape.Join(path, "namespace"), $"'{space}' is no valid name");
        }
    }

    // The names of roles may hold colons; everything else is named like a host.
    private static bool IsName(string name, string apiVersion) =>
        name.Length is > 0 and <= 253
        && (apiVersion.StartsWith("rbac.authorization.k8s.io/", StringComparison.Ordinal) ? !name.Contains('/', StringComparison.Ordinal) : Host().IsMatch(name));

    private static IEnumerable<SchemaProblem> Labels(JsonNode? labels, string path)
    {
        foreach (var (key, value) in labels as JsonObject ?? [])
        {
            var place = JsonShape.Join(JsonShape.Join(path, "labels"), key);
            if (!IsQualified(key))
            {
                yield return new(place, "is no valid label key");
            }

            if (JsonShape.Text(value) is { } text && !OpenValue.Is(value) && (text.Length > 63 || (text.Length > 0 && !LabelText().IsMatch(text))))
            {
                yield return new(place, $"'{text}' is no valid label value");
            }
        }
    }

    private static IEnumerable<SchemaProblem> Annotations(JsonNode? annotations, string path) =>
        (annotations as JsonObject ?? [])
            .Where(annotation => !IsQualified(annotation.Key))
            .Select(annotation => new SchemaProblem(JsonShape.Join(JsonShape.Join(path, "annotations"), annotation.Key), "is no valid annotation key"));

    private static bool IsQualified(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var name = key[(slash + 1)..];
        return (slash < 0 || (slash <= 253 && Host().IsMatch(key[..slash]))) && name.Length is > 0 and <= 63 && LabelText().IsMatch(name);
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Host();

    [GeneratedRegex(@"^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LabelText();
}
