using System.Text.Encodings.Web;
using System.Text.Json;
using Infra.Engine.Planning;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Presentation;

/// <summary>A plan for tools: the shape of <c>pulumi preview --json</c>, with secrets masked.</summary>
internal static class PlanJson
{
    /// <summary>How all JSON of the command line is laid out.</summary>
    public static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Writes a plan.</summary>
    public static void Write(Plan plan, Stream destination)
    {
        using var writer = new Utf8JsonWriter(destination, Options);
        writer.WriteStartObject();
        writer.WriteStartArray("steps");
        foreach (var step in plan.Steps)
            WriteStep(writer, step);
        writer.WriteEndArray();
        WriteDiagnostics(writer, plan);
        writer.WriteStartObject("changeSummary");
        foreach (var kind in plan.Steps.Select(step => step.Kind).Distinct().OrderBy(StepAppearance.JsonName, StringComparer.Ordinal))
            writer.WriteNumber(StepAppearance.JsonName(kind), plan.Count(kind));
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        destination.WriteByte((byte)'\n');
    }

    private static void WriteStep(Utf8JsonWriter writer, PlanStep step)
    {
        writer.WriteStartObject();
        writer.WriteString("op", StepAppearance.JsonName(step.Kind));
        writer.WriteString("urn", step.Urn);
        var provider = (step.New ?? step.Old)!.Provider;
        if (provider.Length > 0)
            writer.WriteString("provider", provider);
        if (step.IsPlannedOnly)
            writer.WriteBoolean("plannedOnly", true);
        WriteState(writer, "oldState", step.Old);
        WriteState(writer, "newState", step.New);
        if (step.ReplaceReasons.Length > 0)
        {
            writer.WriteStartArray("replaceReasons");
            foreach (var reason in step.ReplaceReasons)
                writer.WriteStringValue(reason);
            writer.WriteEndArray();
        }

        WriteDetailedDiff(writer, step);
        writer.WriteEndObject();
    }

    private static void WriteDetailedDiff(Utf8JsonWriter writer, PlanStep step)
    {
        var differences = step.Differences.Where(difference => !difference.IsHidden).ToList();
        if (differences.Count == 0)
            return;

        writer.WriteStartObject("detailedDiff");
        foreach (var difference in differences)
        {
            var kind = difference.Kind switch
            {
                DifferenceKind.Added => "add",
                DifferenceKind.Removed => "delete",
                _ => "update",
            };
            writer.WriteStartObject(difference.Path.ToString());
            writer.WriteString("kind", difference.ForcesReplacement ? kind + "-replace" : kind);
            writer.WriteBoolean("inputDiff", !step.IsOutputsOnly);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter writer, string name, ResourceState? state)
    {
        if (state is null)
            return;

        writer.WriteStartObject(name);
        writer.WriteString("urn", state.Urn);
        writer.WriteBoolean("custom", state.IsCustom);
        if (state.Id.Length > 0)
            writer.WriteString("id", state.Id);
        writer.WriteString("type", state.Type);
        writer.WritePropertyName("inputs");
        WriteValue(writer, state.Inputs);
        writer.WritePropertyName("outputs");
        WriteValue(writer, state.Outputs);
        if (state.Parent is { } parent)
            writer.WriteString("parent", parent);
        if (state.IsProtected)
            writer.WriteBoolean("protect", true);
        writer.WriteEndObject();
    }

    /// <summary>Writes a value; a secret or an unknown becomes the text that stands for it.</summary>
    public static void WriteValue(Utf8JsonWriter writer, PropertyValue value)
    {
        switch (value)
        {
            case NullValue:
                writer.WriteNullValue();
                break;
            case BoolValue flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case NumberValue number:
                writer.WriteNumberValue(number.Value);
                break;
            case StringValue text:
                writer.WriteStringValue(text.Value);
                break;
            case ListValue list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                    WriteValue(writer, item);
                writer.WriteEndArray();
                break;
            case PropertyMap map:
                writer.WriteStartObject();
                foreach (var (name, item) in map)
                {
                    writer.WritePropertyName(name);
                    WriteValue(writer, item);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(ValueText.Of(value));
                break;
        }
    }

    private static void WriteDiagnostics(Utf8JsonWriter writer, Plan plan)
    {
        writer.WriteStartArray("diagnostics");
        foreach (var diagnostic in plan.Diagnostics.Where(diagnostic => !diagnostic.IsEphemeral))
        {
            writer.WriteStartObject();
            if (diagnostic.Urn is { Length: > 0 } urn)
                writer.WriteString("urn", urn);
            writer.WriteString("message", diagnostic.Message);
            writer.WriteString("severity", diagnostic.Severity switch
            {
                DiagnosticSeverity.Debug => "debug",
                DiagnosticSeverity.Info => "info",
                DiagnosticSeverity.Warning => "warning",
                _ => "error",
            });
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
