using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>A custom kind of which objects stand among manifests. Karmada is told of it; members have its definition from the add-on that brings it.</summary>
public sealed record KindSpec
{
    /// <summary>The group of its API.</summary>
    [Form(Form.ApiGroup), Example("kafka.strimzi.io")]
    public required string Group { get; init; }

    /// <summary>The version in which its objects are written.</summary>
    [Form(Form.ApiVersion), Example("v1")]
    public required string Version { get; init; }

    /// <summary>The kind.</summary>
    [Form(Form.Kind), Example("KafkaTopic")]
    public required string Kind { get; init; }

    /// <summary>Its name in addresses; with the group, that of its definition.</summary>
    [Form(Form.Name), Example("kafkatopics")]
    public required string Plural { get; init; }

    /// <summary>Whether its objects live in namespaces.</summary>
    public KindScope Scope { get; init; } = KindScope.Namespaced;

    internal KnownKind ToKind() => new(Group, Version, Kind, Plural, Scope);
}
