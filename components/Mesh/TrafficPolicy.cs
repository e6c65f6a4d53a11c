using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>How callers treat a service.</summary>
public sealed record TrafficPolicy
{
    /// <summary>How long a request may take with all its tries, in seconds.</summary>
    /// <value>Null: as long as it takes.</value>
    public decimal? TimeoutSeconds { get; init; }

    /// <summary>How failed requests are tried again.</summary>
    /// <value>Null: not at all; what Istio does by itself is switched off, for it repeats requests that may have had an effect.</value>
    public Retries? Retries { get; init; }

    /// <summary>How much a caller's proxy sends at once. More is refused at once, which breaks the circuit before the service breaks.</summary>
    public ConnectionLimits? Connections { get; init; }

    /// <summary>Requests that each pod takes.</summary>
    public LocalRateLimit? LocalRateLimit { get; init; }

    /// <summary>Requests that all pods in all clusters take together.</summary>
    public GlobalRateLimit? GlobalRateLimit { get; init; }
}

/// <summary>How failed requests are tried again.</summary>
public sealed record Retries
{
    /// <summary>How often, after the first try.</summary>
    public int Attempts { get; init; } = 2;

    /// <summary>How long each try may take, in seconds.</summary>
    /// <value>Null: as long as the whole request.</value>
    public decimal? PerTrySeconds { get; init; }

    /// <summary>The methods that may be repeated, for they change nothing, or the same twice.</summary>
    public ImmutableArray<string> Methods { get; init; } = ["GET", "HEAD", "OPTIONS"];

    /// <summary>The most that tries add to a service under load: so many, in percent of the requests that are on their way.</summary>
    public int BudgetPercent { get; init; } = 20;
}

/// <summary>How much a caller's proxy sends at once.</summary>
public sealed record ConnectionLimits
{
    /// <summary>Connections.</summary>
    public int? Connections { get; init; }

    /// <summary>Requests that wait for a connection.</summary>
    public int? PendingRequests { get; init; }

    /// <summary>Requests on their way.</summary>
    public int? Requests { get; init; }

    /// <summary>How long a connection may take to be made, in seconds.</summary>
    public decimal? ConnectSeconds { get; init; }
}

/// <summary>Requests that each pod takes; more are answered with 429.</summary>
/// <param name="RequestsPerSecond">So many each second.</param>
/// <param name="Burst">So many at once after a quiet time.</param>
public sealed record LocalRateLimit(int RequestsPerSecond, int Burst);

/// <summary>Requests that all pods in all clusters take together.</summary>
/// <param name="Requests">So many.</param>
/// <param name="Per">In this time.</param>
/// <param name="Header">Counted for each value of this header by itself; null for all together.</param>
public sealed record GlobalRateLimit(int Requests, RateLimitUnit Per, string? Header = null);

/// <summary>The time in which requests are counted.</summary>
public enum RateLimitUnit
{
    /// <summary>A second.</summary>
    Second,

    /// <summary>A minute.</summary>
    Minute,

    /// <summary>An hour.</summary>
    Hour,
}

/// <summary>The service that counts requests over all clusters, by Envoy's protocol (envoyproxy/ratelimit).</summary>
/// <param name="Host">Its host, reached from every cluster.</param>
/// <param name="Port">Its port.</param>
public sealed record RateLimiter(string Host, int Port);
