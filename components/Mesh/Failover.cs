using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>Which clusters answer first, and which when those cannot. What cannot answer is found by its errors, so a service that fails over is watched (<see cref="OutlierDetection"/>).</summary>
public abstract record Failover
{
    private Failover()
    {
    }

    /// <summary>When an endpoint counts as failed.</summary>
    public OutlierDetection Detection { get; init; } = new();

    /// <summary>All clusters answer: each caller's own one first, then others of its region, then any.</summary>
    public sealed record ActiveActive : Failover
    {
        /// <summary>Whether a caller's own cluster answers as long as it can. Otherwise all clusters share all requests, wherever they come from.</summary>
        public bool PrefersOwnCluster { get; init; } = true;
    }

    /// <summary>One cluster, or the clusters of one region, answer for all; the others stand by.</summary>
    /// <param name="Cluster">The primary cluster; null where it is a region.</param>
    /// <param name="Region">The primary region. With a cluster too: the cluster first, then the rest of its region, then any.</param>
    public sealed record PrimaryStandby(string? Cluster, string? Region) : Failover;

    /// <summary>The clusters of a caller's region share its requests; others answer only when the whole region cannot.</summary>
    /// <remarks>What is often called active-active within a city, where a city is a region.</remarks>
    public sealed record SameRegion : Failover;
}

/// <summary>When an endpoint counts as failed, and is left out for a while.</summary>
public sealed record OutlierDetection
{
    /// <summary>After so many errors of 500 and above in a row, or connections that could not be made.</summary>
    public int ConsecutiveErrors { get; init; } = 5;

    /// <summary>How often that is looked at, in seconds.</summary>
    public int IntervalSeconds { get; init; } = 10;

    /// <summary>How long it is left out the first time, in seconds; each time again as long.</summary>
    public int EjectionSeconds { get; init; } = 30;

    /// <summary>How many of the endpoints may be left out at once, in percent: all of a cluster, or it would not fail over.</summary>
    public int MaximumEjectedPercent { get; init; } = 100;
}
