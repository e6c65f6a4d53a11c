using System.Text.Json;

namespace Infra.Presentation;

/// <summary>What reports for tools have in common: one object, of the stack that it is about, and a line's end.</summary>
internal static class JsonReport
{
    /// <summary>Writes a report.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="content">What is told of it.</param>
    public static void Write(Stream destination, string stack, Action<Utf8JsonWriter> content)
    {
        using var json = new Utf8JsonWriter(destination, PlanJson.Options);
        json.WriteStartObject();
        json.WriteString("stack", stack);
        content(json);
        json.WriteEndObject();
        json.Flush();
        destination.WriteByte((byte)'\n');
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
