using System.Text;
using System.Text.Json;
using Infra.CommandLine;
using Infra.Engine;
using Infra.Engine.Values;
using Spectre.Console;

namespace Infra.Presentation;

/// <summary>What is recorded of stacks, for people and for tools.</summary>
internal static class StackReport
{
    /// <summary>Prints the stacks.</summary>
    public static void List(ConsoleOutput output, IReadOnlyList<StackSummary> stacks, bool asJson)
    {
        if (asJson)
        {
            using var json = Json(output);
            json.WriteStartArray();
            foreach (var stack in stacks)
                WriteSummary(json, stack);
            json.WriteEndArray();
            return;
        }

        var table = Table("STACK", "RESOURCES", "PLANNED ONLY", "RECORDED");
        foreach (var stack in stacks)
        {
            table.AddRow(stack.Resources is { } count
                ? [stack.Name, $"{count}", $"{stack.PlannedOnly}", stack.Time ?? ""]
                : [stack.Name, "-", "-", "never"]);
        }

        output.Out.Write(table);
    }

    /// <summary>Prints the outputs of a stack, or one of them.</summary>
    /// <exception cref="EngineException">There is no such output.</exception>
    public static void Outputs(ConsoleOutput output, string stack, PropertyMap outputs, string? name, StackSettings settings)
    {
        if (name is not null)
        {
            if (!outputs.TryGetValue(name, out var value))
                throw new EngineException($"Stack '{stack}' has no output '{name}'. Its outputs are {string.Join(", ", outputs.Names)}.");

            output.Out.WriteLine(Text(value, settings));
            return;
        }

        if (settings.Json)
        {
            using var json = Json(output);
            PlanJson.WriteValue(json, (PropertyMap)Shown(outputs, settings));
            return;
        }

        var table = Table("OUTPUT", "VALUE");
        foreach (var (key, value) in outputs)
            table.AddRow(Markup.Escape(key), Markup.Escape(Text(value, settings)));
        output.Out.Write(table);
    }

    private static string Text(PropertyValue value, StackSettings settings)
    {
        var shown = Shown(value, settings);
        if (shown is StringValue text && !settings.Json)
            return text.Value;

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            PlanJson.WriteValue(json, shown);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static PropertyValue Shown(PropertyValue value, StackSettings settings) => value switch
    {
        SecretValue secret => settings.ShowSecrets ? Shown(secret.Value, settings) : new StringValue(ValueText.Secret),
        PropertyMap map => PropertyMap.From(map.Select(entry => KeyValuePair.Create(entry.Key, Shown(entry.Value, settings)))),
        ListValue list => new ListValue([.. list.Items.Select(item => Shown(item, settings))]),
        _ => value,
    };

    private static void WriteSummary(Utf8JsonWriter json, StackSummary stack)
    {
        json.WriteStartObject();
        json.WriteString("name", stack.Name);
        json.WriteNumber("resourceCount", stack.Resources ?? 0);
        json.WriteNumber("plannedOnlyCount", stack.PlannedOnly);
        if (stack.Time is { } time)
            json.WriteString("lastUpdate", time);
        json.WriteEndObject();
    }

    private static Utf8JsonWriter Json(ConsoleOutput output) => new(output.RawOut, PlanJson.Options);

    private static Table Table(params string[] columns) =>
        new Table().NoBorder().AddColumns([.. columns.Select(column => new TableColumn(column).PadRight(3).NoWrap())]);
}
