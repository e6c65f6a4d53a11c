namespace Infra.Components.Mesh;

/// <summary>Something that failover of a service does not cover.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Cluster">The cluster that it is about; null where it is about the service.</param>
/// <param name="Words">It in words, as part of a sentence without its end.</param>
public sealed record FailoverGap(FailoverGapKind Kind, string? Cluster, string Words);

/// <summary>What failover may not cover.</summary>
public enum FailoverGapKind
{
    /// <summary>The service runs on one cluster, or on none.</summary>
    RunsNowhereElse,

    /// <summary>The service runs on several clusters, of which only one answers callers in others.</summary>
    OneLeft,

    /// <summary>A cluster is drained, so it answers nobody but its own callers, and those only when nobody else can.</summary>
    Drained,

    /// <summary>A cluster is drained, and yet it is the only one that its own callers reach.</summary>
    DrainedWithoutRelief,

    /// <summary>A cluster is a leaf, which answers its own callers only.</summary>
    Leaf,

    /// <summary>Callers in a cluster are answered by nobody.</summary>
    NobodyAnswers,

    /// <summary>Callers in a cluster reach only what that cluster has, so nobody else answers when it cannot.</summary>
    StaysAtHome,

    /// <summary>The region counts, and nobody knows that of a cluster.</summary>
    UnknownRegion,

    /// <summary>The cluster, or the region, that is to answer for all does not.</summary>
    NoPrimary,

    /// <summary>Not all endpoints may be left out at once, so a cluster that fails in all of them still gets requests.</summary>
    PartlyEjected,

    /// <summary>Only connections that cannot be made count as errors.</summary>
    ConnectionsOnly,

    /// <summary>The name leads callers from outside nowhere.</summary>
    NoDoor,

    /// <summary>Nobody of the platform writes the name's record, so callers from outside still come to a cluster that is drained.</summary>
    DnsIsElsewhere,
}
