using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>Finds values in a document by their path.</summary>
internal static class Document
{
    /// <summary>Whether a value is written at a path; one that a layer removed is not.</summary>
    public static bool Says(YamlMap document, SpecPath path)
    {
        YamlNode? node = document;
        foreach (var (key, index) in path.Steps())
        {
            node = key is not null ? (node as YamlMap)?[key]?.Value : node is YamlList list && index < list.Items.Length ? list.Items[index] : null;
            if (node is null)
                return false;
        }

        return node is not YamlScalar { IsNull: true };
    }

    /// <summary>The place of a value, or of the nearest thing on the way to it that is written somewhere.</summary>
    public static SourcePlace? PlaceOf(YamlMap document, SpecPath path)
    {
        SourcePlace? place = document.Place;
        YamlNode? node = document;
        foreach (var (key, index) in path.Steps())
        {
            var entry = key is null ? null : (node as YamlMap)?[key];
            node = entry?.Value ?? (key is null && node is YamlList list && index < list.Items.Length ? list.Items[index] : null);
            if (node is null)
                break;
            place = entry?.Place ?? node.Place;
        }

        return place is { File: not null } ? place : null;
    }
}
