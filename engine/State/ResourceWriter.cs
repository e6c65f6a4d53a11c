using System.Collections.Frozen;
using System.Text.Json;
using Infra.Engine.Values;

namespace Infra.Engine.State;

/// <summary>Writes one entry of <c>resources</c>, its fields in Pulumi's order, without those that say nothing.</summary>
/// <param name="json">Where to.</param>
/// <param name="values">Writes inputs and outputs.</param>
/// <param name="plannedOnly">Resources that are not recorded among <c>resources</c>, so that nothing there may refer to them.</param>
internal sealed class ResourceWriter(Utf8JsonWriter json, ValueJsonWriter values, FrozenSet<string> plannedOnly)
{
    public void Write(ResourceState state)
    {
        json.WriteStartObject();
        json.WriteString("urn"u8, state.Urn);
        json.WriteBoolean("custom"u8, state.IsCustom);
        WriteFlag("delete", state.IsPendingDelete);
        WriteText("id", state.Id);
        json.WriteString("type"u8, state.Type);
        WriteProperties("inputs", state.Inputs);
        WriteProperties("outputs", state.Outputs);
        if (Recorded(state, state.Parent))
            WriteText("parent", state.Parent);
        WriteFlag("protect", state.IsProtected);
        WriteFlag("external", state.IsExternal);
        WriteTexts(json, "dependencies", Recorded(state, state.Dependencies));
        WriteTexts(json, "initErrors", state.InitErrors);
        WriteText("provider", state.Provider);
        WritePropertyDependencies(state);
        WriteTexts(json, "additionalSecretOutputs", state.AdditionalSecretOutputs);
        WriteTimeouts(state.CustomTimeouts);
        WriteText("importID", state.ImportId);
        WriteFlag("retainOnDelete", state.RetainOnDelete);
        if (Recorded(state, state.DeletedWith))
            WriteText("deletedWith", state.DeletedWith);
        WriteTexts(json, "replaceWith", Recorded(state, state.ReplaceWith));
        WriteText("created", state.Created);
        WriteText("modified", state.Modified);
        WriteTexts(json, "ignoreChanges", state.IgnoreChanges);
        WriteTexts(json, "hideDiff", state.HideDiffs);
        WriteTexts(json, "replaceOnChanges", state.ReplaceOnChanges);
        if (state.ReplacementTrigger is { } trigger)
        {
            json.WritePropertyName("replacementTrigger"u8);
            values.Write(json, trigger);
        }

        foreach (var (field, raw) in state.OtherFields)
        {
            json.WritePropertyName(field);
            json.WriteRawValue(raw);
        }

        json.WriteEndObject();
    }

    internal static void WriteTexts(Utf8JsonWriter json, string field, IReadOnlyCollection<string> texts)
    {
        if (texts.Count == 0)
            return;

        json.WriteStartArray(field);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private bool Recorded(ResourceState state, string? urn) => state.IsPlannedOnly || urn is null || !plannedOnly.Contains(urn);

    private IReadOnlyCollection<string> Recorded(ResourceState state, IReadOnlyCollection<string> urns) =>
        plannedOnly.Count == 0 || state.IsPlannedOnly || urns.Count == 0 ? urns : [.. urns.Where(urn => !plannedOnly.Contains(urn))];

    private void WriteFlag(string field, bool value)
    {
        if (value)
            json.WriteBoolean(field, value);
    }

    private void WriteText(string field, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            json.WriteString(field, text);
    }

    private void WriteProperties(string field, PropertyMap properties)
    {
        if (properties.Count == 0)
            return;

        json.WritePropertyName(field);
        values.WriteMap(json, properties);
    }

    private void WritePropertyDependencies(ResourceState state)
    {
        var recorded = state.PropertyDependencies
            .Select(entry => (Property: entry.Key, Urns: Recorded(state, entry.Value)))
            .Where(entry => entry.Urns.Count > 0)
            .ToList();
        if (recorded.Count == 0)
            return;

        json.WriteStartObject("propertyDependencies"u8);
        foreach (var (property, urns) in recorded)
            WriteTexts(json, property, urns);
        json.WriteEndObject();
    }

    private void WriteTimeouts(Timeouts? timeouts)
    {
        if (timeouts is null)
            return;

        json.WriteStartObject("customTimeouts"u8);
        WriteSeconds("create", timeouts.Create);
        WriteSeconds("update", timeouts.Update);
        WriteSeconds("delete", timeouts.Delete);
        WriteSeconds("read", timeouts.Read);
        json.WriteEndObject();
    }

    private void WriteSeconds(string operation, TimeSpan? timeout)
    {
        if (timeout is { } span)
            json.WriteNumber(operation, span.TotalSeconds);
    }
}
