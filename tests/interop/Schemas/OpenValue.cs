using System.Text.Json.Nodes;

namespace Infra.Interop.Tests.Schemas;

/// <summary>A value that is not known yet, or not to be known: it could be anything, so nothing is wrong with it.</summary>
internal static class OpenValue
{
    private const string Mark = "\0open";

    /// <summary>Makes one.</summary>
    public static JsonNode Make() => JsonValue.Create(Mark);

    /// <summary>Whether a value is one.</summary>
    public static bool Is(JsonNode? value) => JsonShape.Text(value) == Mark;
}
