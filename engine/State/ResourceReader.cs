using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Values;

namespace Infra.Engine.State;

/// <summary>Reads one entry of <c>resources</c>.</summary>
internal static class ResourceReader
{
    public static ResourceState Read(ref Utf8JsonReader reader, JsonSource source)
    {
        source.ExpectObject(ref reader, "a resource");
        var state = new ResourceState { Urn = "", Type = "" };
        var other = default(ImmutableSortedDictionary<string, string>.Builder);
        for (source.Advance(ref reader); reader.TokenType != JsonTokenType.EndObject; source.Advance(ref reader))
        {
            var field = source.Name(ref reader);
            source.Advance(ref reader);
            if (With(state, field, ref reader, source) is { } read)
                state = read;
            else
                (other ??= ResourceState.NoFields.ToBuilder())[field] = source.Raw(ref reader);
        }

        if (state.Urn.Length == 0 || state.Type.Length == 0)
            throw source.Wrong(ref reader, "a resource must have urn and type.");

        return other is null ? state : state with { OtherFields = other.ToImmutable() };
    }

    // Records are copied on every field; each is alive for a moment only, and a resource has about ten of them.
    private static ResourceState? With(ResourceState state, string field, ref Utf8JsonReader reader, JsonSource source) => field switch
    {
        "urn" => state with { Urn = source.Text(ref reader, field) ?? "" },
        "type" => state with { Type = source.TextOnce(ref reader, field) ?? "" },
        "custom" => state with { IsCustom = source.Flag(ref reader, field) },
        "delete" => state with { IsPendingDelete = source.Flag(ref reader, field) },
        "id" => state with { Id = source.Text(ref reader, field) ?? "" },
        "inputs" => state with { Inputs = ValueJsonReader.ReadMap(ref reader, source) },
        "outputs" => state with { Outputs = Sharing.With(state.Inputs, ValueJsonReader.ReadMap(ref reader, source)) },
        "parent" => state with { Parent = source.TextOnce(ref reader, field) },
        "protect" => state with { IsProtected = source.Flag(ref reader, field) },
        "external" => state with { IsExternal = source.Flag(ref reader, field) },
        "dependencies" => state with { Dependencies = Sorted(source.Texts(ref reader, field)) },
        "initErrors" => state with { InitErrors = source.Texts(ref reader, field) },
        "provider" => state with { Provider = source.TextOnce(ref reader, field) ?? "" },
        "propertyDependencies" => state with { PropertyDependencies = ReadPropertyDependencies(ref reader, source) },
        "additionalSecretOutputs" => state with { AdditionalSecretOutputs = source.Texts(ref reader, field) },
        "customTimeouts" => state with { CustomTimeouts = ReadTimeouts(ref reader, source) },
        "importID" => state with { ImportId = source.Text(ref reader, field) },
        "retainOnDelete" => state with { RetainOnDelete = source.Flag(ref reader, field) },
        "deletedWith" => state with { DeletedWith = source.Text(ref reader, field) },
        "replaceWith" => state with { ReplaceWith = source.Texts(ref reader, field) },
        "created" => state with { Created = source.TextOnce(ref reader, field) },
        "modified" => state with { Modified = source.TextOnce(ref reader, field) },
        "ignoreChanges" => state with { IgnoreChanges = source.Texts(ref reader, field) },
        "hideDiff" => state with { HideDiffs = source.Texts(ref reader, field) },
        "replaceOnChanges" => state with { ReplaceOnChanges = source.Texts(ref reader, field) },
        "replacementTrigger" => state with { ReplacementTrigger = reader.TokenType == JsonTokenType.Null ? null : ValueJsonReader.Read(ref reader, source) },
        "aliases" => SkipAliases(state, ref reader, source),
        _ => null,
    };

    // They have done their work when the state is written; Pulumi empties them too.
    private static ResourceState SkipAliases(ResourceState state, ref Utf8JsonReader reader, JsonSource source)
    {
        source.Skip(ref reader);
        return state;
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> ReadPropertyDependencies(ref Utf8JsonReader reader, JsonSource source)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return ResourceState.NoDependencies;

        source.ExpectObject(ref reader, "propertyDependencies");
        var found = default(ImmutableSortedDictionary<string, ImmutableArray<string>>.Builder);
        for (source.Advance(ref reader); reader.TokenType != JsonTokenType.EndObject; source.Advance(ref reader))
        {
            var property = source.Name(ref reader);
            source.Advance(ref reader);
            var urns = source.Texts(ref reader, "propertyDependencies");
            if (urns.Length > 0)
                (found ??= ResourceState.NoDependencies.ToBuilder())[property] = Sorted(urns);
        }

        return found?.ToImmutable() ?? ResourceState.NoDependencies;
    }

    private static ImmutableArray<string> Sorted(ImmutableArray<string> urns) => urns.Length < 2 ? urns : urns.Sort(StringComparer.Ordinal);

    private static Timeouts? ReadTimeouts(ref Utf8JsonReader reader, JsonSource source)
    {
        var seconds = ValueJsonReader.ReadMap(ref reader, source);
        return seconds.Count == 0 ? null : new Timeouts(Span("create"), Span("update"), Span("delete"), Span("read"));

        TimeSpan? Span(string operation) => seconds[operation] is NumberValue { Value: > 0 and var value } ? TimeSpan.FromSeconds(value) : null;
    }
}
