using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

internal sealed partial class ValueWriter
{
    private Value WriteOutput(IOutput output)
    {
        if (!output.TryGetData(out var data, out var pending))
            return Await(pending);
        if (_jsonText is not null || !options.KeepOutputValues || _insideOutputValue)
        {
            AddDependencies(data.Resources);
            return WritePlainOutput(data);
        }

        // What is nested in an output value cannot carry its own dependencies, so they are counted among those of the whole.
        var outer = _dependencies;
        _dependencies = null;
        _insideOutputValue = true;
        AddDependencies(data.Resources);
        var value = data.IsKnown ? WriteValue(data.Value) : null;
        _insideOutputValue = false;
        var own = _dependencies;
        _dependencies = outer;
        AddDependencies(own);
        return WriteOutputValue(value, data.IsSecret, own);
    }

    private Value WritePlainOutput(OutputData<object?> data)
    {
        if (_jsonText is not null)
        {
            _jsonText.IsKnown &= data.IsKnown;
            _jsonText.IsSecret |= data.IsSecret;
            return data.IsKnown ? WriteValue(data.Value) : Null();
        }
        if (!data.IsKnown)
            return Value.ForString(Signatures.Unknown);
        return data.IsSecret ? Secret(WriteValue(data.Value)) : WriteValue(data.Value);
    }

    private static Value Secret(Value value)
    {
        var fields = Special(Signatures.Secret);
        fields.Fields["value"] = value;
        return Value.ForStruct(fields);
    }

    /// <summary>Writes an output with everything that is remembered about it.</summary>
    /// <param name="value">The value, or null when it is not known.</param>
    /// <param name="isSecret">Whether it is secret.</param>
    /// <param name="dependencies">The resources it came from.</param>
    private Value WriteOutputValue(Value? value, bool isSecret, HashSet<Resource>? dependencies)
    {
        if (value is not null && !isSecret && dependencies is null)
            return value;
        var fields = Special(Signatures.OutputValue);
        if (value is not null)
            fields.Fields["value"] = value;
        if (isSecret)
            fields.Fields["secret"] = Value.ForBool(true);
        if (dependencies is not null)
            fields.Fields["dependencies"] = Value.ForList(WriteUrns(dependencies));
        return Value.ForStruct(fields);
    }

    private Value[] WriteUrns(HashSet<Resource> resources) =>
        [.. DependencyExpansion.Expand(resources)
            .Select(resource => ReadString(resource.Urn, whenUnknown: ""))
            .Where(urn => urn.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(Value.ForString)];

    private Value WriteResource(Resource resource)
    {
        if (!options.ExcludeResourceReferencesFromDependencies || !options.KeepResources || _jsonText is not null)
            (_dependencies ??= []).Add(resource);
        if (!options.KeepResources || _jsonText is not null)
            return WriteOutput(resource is CustomResource identified ? identified.Id : resource.Urn);

        var fields = Special(Signatures.Resource);
        fields.Fields["urn"] = Value.ForString(ReadString(resource.Urn, whenUnknown: Signatures.Unknown));
        if (resource is CustomResource custom)
            fields.Fields["id"] = Value.ForString(ReadString(custom.Id, whenUnknown: ""));
        return Value.ForStruct(fields);
    }

    private string ReadString(IOutput output, string whenUnknown)
    {
        if (output.TryGetData(out var data, out var pending))
            return data.IsKnown ? (string?)data.Value ?? whenUnknown : whenUnknown;
        Await(pending);
        return whenUnknown;
    }

    // The text as a whole is unknown or secret if anything in it is.
    private Value WriteJsonText(JsonText json)
    {
        if (_jsonText is not null)
            return WriteValue(json.Value);
        var outer = _dependencies;
        _dependencies = null;
        var state = _jsonText = new JsonTextState();
        var value = WriteValue(json.Value);
        _jsonText = null;
        var own = _dependencies;
        _dependencies = outer;
        AddDependencies(own);

        var text = state.IsKnown ? Value.ForString(JsonFormatter.Default.Format(value)) : null;
        if (options.KeepOutputValues && !_insideOutputValue)
            return WriteOutputValue(text, state.IsSecret, own);
        if (text is null)
            return Value.ForString(Signatures.Unknown);
        return state.IsSecret ? Secret(text) : text;
    }

    private Value Await(Task pending)
    {
        (_pending ??= []).Add(pending);
        return Null();
    }

    private void AddDependencies(ImmutableHashSet<Resource> resources)
    {
        if (!resources.IsEmpty)
            (_dependencies ??= []).UnionWith(resources);
    }

    private void AddDependencies(HashSet<Resource>? resources)
    {
        if (resources is not null)
            (_dependencies ??= []).UnionWith(resources);
    }

    private sealed class JsonTextState
    {
        public bool IsKnown { get; set; } = true;

        public bool IsSecret { get; set; }
    }
}
