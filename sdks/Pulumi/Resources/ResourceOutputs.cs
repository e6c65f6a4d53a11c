using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

/// <summary>The outputs of one resource that wait for the engine's answer.</summary>
internal sealed class ResourceOutputs
{
    private const string UrnName = "urn";
    private const string IdName = "id";

    private readonly Resource _resource;
    private readonly OutputProperty[] _properties;
    private readonly IOutputSource?[] _sources;

    private ResourceOutputs(Resource resource, OutputProperty[] properties)
    {
        _resource = resource;
        _properties = properties;
        _sources = new IOutputSource?[properties.Length];
    }

    /// <summary>Gives the <c>[Output]</c> properties outputs to be settled later.</summary>
    /// <remarks>A local component sets its own; only its URN comes from the engine.</remarks>
    public static ResourceOutputs Attach(Resource resource)
    {
        var isLocal = resource is ComponentResource { IsRemote: false };
        var outputs = new ResourceOutputs(resource, OutputProperty.Of(resource.GetType()));
        for (var i = 0; i < outputs._properties.Length; i++)
        {
            if (!isLocal || !outputs._properties[i].IsOwn)
            {
                outputs._sources[i] = outputs._properties[i].Attach(resource);
            }
        }
        return outputs;
    }

    /// <summary>Settles all outputs by the engine's answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isDryRun">Whether what the answer leaves out is unknown. Otherwise it is known to be absent.</param>
    /// <param name="warn">Told about values that do not fit their property.</param>
    public void Resolve(ResourceAnswer answer, bool isDryRun, Action<string> warn)
    {
        var self = ImmutableHashSet.Create(_resource);
        var absentIsKnown = !isDryRun && answer.IsComplete;
        for (var i = 0; i < _properties.Length; i++)
        {
            if (_sources[i] is not { } source)
            {
                continue;
            }
            var property = _properties[i];
            source.Resolve(property.Name switch
            {
                UrnName => OutputData.Create<object?>(answer.Urn, isKnown: true, isSecret: false, self),
                IdName when _resource is CustomResource => IdData(answer.Id, self),
                _ when answer.State.Fields.TryGetValue(property.Name, out var value) =>
                    Converter.Convert(property.Context, value, property.ValueType!, answer.SourcesOf(property.Name, self), warn),
                _ => OutputData.Create<object?>(null, absentIsKnown, isSecret: false, self),
            });
        }
    }

    /// <summary>Makes everything fail that waits for an output of this resource.</summary>
    public void Fail(Exception error)
    {
        foreach (var source in _sources)
        {
            source?.Fail(error);
        }
    }

    private static OutputData<object?> IdData(string id, ImmutableHashSet<Resource> self) =>
        OutputData.Create<object?>(id, id.Length > 0 && id != Signatures.Unknown, isSecret: false, self);
}

/// <summary>What the engine knows of a resource after it was registered, read or looked up.</summary>
/// <param name="Urn">Its URN.</param>
/// <param name="Id">The provider's id; empty while it has none.</param>
/// <param name="State">Its properties.</param>
internal sealed record ResourceAnswer(string Urn, string Id, Struct State)
{
    /// <summary>Whether the engine did what it was asked for, so that what it does not mention does not exist.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>The URNs of the resources that a property came from, where the engine tells them.</summary>
    public IReadOnlyDictionary<string, ImmutableHashSet<Resource>>? PropertySources { get; init; }

    public ImmutableHashSet<Resource> SourcesOf(string property, ImmutableHashSet<Resource> self) =>
        PropertySources is not null && PropertySources.TryGetValue(property, out var sources) ? sources.Union(self) : self;
}
