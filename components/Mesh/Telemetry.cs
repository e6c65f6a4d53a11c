using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>What is told of traffic.</summary>
public sealed record Telemetry
{
    /// <summary>Which requests are written down by proxies.</summary>
    public AccessLogs AccessLogs { get; init; } = AccessLogs.Errors;

    /// <summary>How many requests are traced, in percent.</summary>
    /// <value>Null: none; there is nobody to send traces to.</value>
    public decimal? TracedPercent { get; init; }

    /// <summary>Where traces go, by OpenTelemetry's protocol (gRPC): a host and a port that pods of every cluster reach.</summary>
    public (string Host, int Port)? TraceCollector { get; init; }
}

/// <summary>Which requests are written down by proxies.</summary>
public enum AccessLogs
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those that failed.</summary>
    Errors,

    /// <summary>All.</summary>
    All,
}
