using System.Collections.Immutable;
using Infra.Engine.Planning;
using Infra.Engine.Values;

namespace Infra.Engine.State;

/// <summary>Everything that is recorded of a stack: the <c>deployment</c> that <c>pulumi stack export</c> prints.</summary>
public sealed record DeploymentSnapshot
{
    /// <summary>A stack of which nothing is recorded.</summary>
    public static readonly DeploymentSnapshot Empty = new();

    /// <summary>The resources, each after its parent, its provider and its dependencies; what is planned only stands among them.</summary>
    public ImmutableArray<ResourceState> Resources { get; init; } = [];

    /// <summary>Who wrote it and when.</summary>
    public DeploymentManifest Manifest { get; init; } = DeploymentManifest.Empty;

    /// <summary>What encrypts and decrypts its secrets; null while nothing is secret or nobody could say.</summary>
    public ISecretsProvider? SecretsProvider { get; init; }

    /// <summary>Operations that another engine left unfinished, other than creations; kept as they were read.</summary>
    public ImmutableArray<PendingOperation> PendingOperations { get; init; } = [];

    /// <summary>Features of the format, beyond version 3, that it was read with; kept.</summary>
    public ImmutableArray<string> Features { get; init; } = [];

    /// <summary>Fields of the deployment that this engine does not use, as JSON by name; kept as they were read.</summary>
    public ImmutableSortedDictionary<string, string> OtherFields { get; init; } = ResourceState.NoFields;

    /// <summary>The stack's own resource; null before the first run.</summary>
    public ResourceState? Stack => Resources.FirstOrDefault(resource => resource is { Type: Urn.StackType, IsPendingDelete: false });

    /// <summary>The stack's outputs; empty before the first run.</summary>
    public PropertyMap StackOutputs => Stack?.Outputs ?? PropertyMap.Empty;

    /// <summary>Whether anything secret is recorded.</summary>
    public bool ContainsSecrets => Resources.Any(resource =>
        resource.Inputs.ContainsSecrets || resource.Outputs.ContainsSecrets || resource.ReplacementTrigger is { ContainsSecrets: true });
}

/// <summary>Who wrote a deployment, and when.</summary>
/// <param name="Time">The time as RFC 3339 text; kept as it was read.</param>
/// <param name="Version">The version of the writer, such as <c>v3.259.0</c>.</param>
/// <param name="OtherFields">What else stands there, as JSON by name, such as the plugins.</param>
public sealed record DeploymentManifest(string Time, string Version, ImmutableSortedDictionary<string, string> OtherFields)
{
    /// <summary>The manifest of a deployment that nobody wrote.</summary>
    public static readonly DeploymentManifest Empty = new("0001-01-01T00:00:00Z", "", ResourceState.NoFields);
}

/// <summary>An operation that was not finished.</summary>
/// <param name="Type"><c>updating</c>, <c>deleting</c> or <c>reading</c>.</param>
/// <param name="Resource">The resource at the time.</param>
public sealed record PendingOperation(string Type, ResourceState Resource);
