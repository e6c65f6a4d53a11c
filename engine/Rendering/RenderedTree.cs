using System.Collections.Immutable;

namespace Infra.Engine.Rendering;

/// <summary>What a stack renders to: files, and what stays out of them and why. The same snapshot always gives the same bytes.</summary>
public sealed record RenderedTree
{
    /// <summary>The files by their path in the stack's folder, such as <c>member-1/apps/deployment-web.yaml</c>; always with forward slashes.</summary>
    public ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Files { get; init; } =
        ImmutableSortedDictionary.Create<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);

    /// <summary>Objects that hold something secret: they are not written, and have to reach their clusters in another way.</summary>
    public ImmutableArray<LeftOutObject> SecretsLeftOut { get; init; } = [];

    /// <summary>Resources that only a cloud, or a value that only a cloud knows, can make.</summary>
    public ImmutableArray<PlannedOnlyResource> PlannedOnly { get; init; } = [];

    /// <summary>The Helm releases, in whichever form they were written.</summary>
    public ImmutableArray<RenderedRelease> Releases { get; init; } = [];
}

/// <summary>An object that is not written because it holds something secret.</summary>
/// <param name="Cluster">The cluster that it belongs to.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace; null when it is in none.</param>
/// <param name="Name">Its name; the logical name of the resource when the object's own is secret.</param>
/// <param name="Urn">The resource that asks for it.</param>
/// <param name="SecretPaths">Where in the resource's inputs something secret stands.</param>
public sealed record LeftOutObject(string Cluster, string Kind, string? Namespace, string Name, string Urn, ImmutableArray<string> SecretPaths)
{
    /// <inheritdoc />
    public override string ToString() => $"{Cluster}: {Kind} {(Namespace is null ? Name : $"{Namespace}/{Name}")} ({string.Join(", ", SecretPaths)})";
}

/// <summary>A resource that is planned and listed, but not written.</summary>
/// <param name="Urn">Its URN.</param>
/// <param name="Type">Its type token.</param>
/// <param name="Name">Its logical name.</param>
/// <param name="Reason">Why it is not written; empty when the plan says it already.</param>
public sealed record PlannedOnlyResource(string Urn, string Type, string Name, string Reason = "");

/// <summary>A Helm release as it was written.</summary>
/// <param name="Cluster">The cluster that it belongs to.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Chart">The chart.</param>
/// <param name="Version">The chart's version; null for the newest.</param>
/// <param name="Repository">The chart's repository; null when the chart is an address or a path itself.</param>
/// <param name="IsFlux">Whether Flux delivers it; otherwise it is described for whoever runs Helm.</param>
/// <param name="Note">Why Flux does not deliver it although it was asked to; null when there is nothing to say.</param>
public sealed record RenderedRelease(string Cluster, string Namespace, string Name, string Chart, string? Version, string? Repository, bool IsFlux, string? Note);
