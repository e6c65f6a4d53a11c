using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Components.Mesh;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>How callers treat a service.</summary>
public sealed record ServiceTrafficSpec
{
    /// <summary>How long a request may take with all its tries, in seconds; as long as it takes if not said.</summary>
    [Range(0.001, 86_400.0)]
    public decimal? TimeoutSeconds { get; init; }

    /// <summary>How failed requests are tried again; only those that never reached the service if not said.</summary>
    public RetriesSpec? Retries { get; init; }

    /// <summary>How much each caller's proxy sends at once. More is refused at once.</summary>
    public ConnectionLimitsSpec? Connections { get; init; }

    /// <summary>Requests that each pod takes; more are answered with 429.</summary>
    public LocalRateLimitSpec? LocalRateLimit { get; init; }

    /// <summary>Requests that all pods in all clusters take together. The mesh must say who counts them.</summary>
    public GlobalRateLimitSpec? GlobalRateLimit { get; init; }
}

/// <summary>How failed requests are tried again.</summary>
public sealed record RetriesSpec
{
    /// <summary>How often, after the first try.</summary>
    [Range(1, 10)]
    public int Attempts { get; init; } = 2;

    /// <summary>How long each try may take, in seconds; as long as the whole request if not said.</summary>
    [Range(0.001, 86_400.0)]
    public decimal? PerTrySeconds { get; init; }

    /// <summary>The methods that may be repeated, for they change nothing, or the same twice.</summary>
    [Form(Form.HttpMethod), Example("GET")]
    public ImmutableArray<string> Methods { get; init; } = ["GET", "HEAD", "OPTIONS"];

    /// <summary>The most that tries add to a service under load, in percent of the requests that are on their way.</summary>
    [Range(1, 100)]
    public int BudgetPercent { get; init; } = 20;
}

/// <summary>How much a caller's proxy sends at once.</summary>
public sealed record ConnectionLimitsSpec
{
    /// <summary>Connections; no limit if not said.</summary>
    [Range(1, 1_000_000)]
    public int? Connections { get; init; }

    /// <summary>Requests that wait for a connection; no limit if not said.</summary>
    [Range(1, 1_000_000)]
    public int? PendingRequests { get; init; }

    /// <summary>Requests on their way; no limit if not said.</summary>
    [Range(1, 1_000_000)]
    public int? Requests { get; init; }

    /// <summary>How long a connection may take to be made, in seconds; 10 as Istio has it if not said.</summary>
    [Range(0.001, 600.0)]
    public decimal? ConnectSeconds { get; init; }
}

/// <summary>Requests that each pod takes.</summary>
public sealed record LocalRateLimitSpec
{
    /// <summary>So many each second.</summary>
    [Range(1, 1_000_000)]
    public required int RequestsPerSecond { get; init; }

    /// <summary>So many at once after a quiet time; those of one second if not said.</summary>
    [Range(1, 1_000_000)]
    public int? Burst { get; init; }
}

/// <summary>Requests that all pods in all clusters take together.</summary>
public sealed record GlobalRateLimitSpec
{
    /// <summary>So many.</summary>
    [Range(1, 1_000_000_000)]
    public required int Requests { get; init; }

    /// <summary>In this time.</summary>
    public RateLimitUnit Per { get; init; } = RateLimitUnit.Second;

    /// <summary>Counted for each value of this header by itself; for all together if not said.</summary>
    [Form(Form.HeaderName), Example("x-user")]
    public string? Header { get; init; }
}
