using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>Which requests go to which version of a service.</summary>
public sealed record RequestRouting
{
    /// <summary>The versions by name: the labels that their pods have beside the service's, or the Service that is theirs alone.</summary>
    public required ImmutableSortedDictionary<string, ServiceVersion> Versions { get; init; }

    /// <summary>The rules; the first that fits a request counts.</summary>
    public ImmutableArray<RouteRule> Rules { get; init; } = [];

    /// <summary>Where all other requests go.</summary>
    public required ImmutableArray<RouteShare> Default { get; init; }
}

/// <summary>A version of a service.</summary>
/// <param name="Labels">The labels of its pods; empty where it has a Service of its own.</param>
/// <param name="Service">The Service of its own, in the same namespace; null where labels tell its pods apart. Ambient mode needs one.</param>
public sealed record ServiceVersion(ImmutableSortedDictionary<string, string> Labels, string? Service = null)
{
    /// <summary>The labels of the pods behind its own Service, which may be others than the service's: rules for what comes in have to hold for them too.</summary>
    /// <value>Empty: not known, or it has no Service of its own.</value>
    public ImmutableSortedDictionary<string, string> PodLabels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>A rule of routing.</summary>
/// <param name="Match">The requests that are meant; all that is said must hold.</param>
/// <param name="To">Where they go; the shares are 100 together.</param>
public sealed record RouteRule(RequestMatch Match, ImmutableArray<RouteShare> To);

/// <summary>Which requests are meant.</summary>
public sealed record RequestMatch
{
    /// <summary>The path. A prefix ends where a part of it does: <c>/v2</c> means itself and <c>/v2/…</c>, not <c>/v20</c>.</summary>
    public TextMatch? Path { get; init; }

    /// <summary>Headers, by name.</summary>
    public ImmutableSortedDictionary<string, TextMatch> Headers { get; init; } = ImmutableSortedDictionary<string, TextMatch>.Empty;

    /// <summary>Cookies, by name; the value that each must have.</summary>
    public ImmutableSortedDictionary<string, string> Cookies { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The method.</summary>
    public string? Method { get; init; }

    /// <summary>The port that was called.</summary>
    public int? Port { get; init; }
}

/// <summary>What a text must be.</summary>
/// <param name="Kind">How it is compared.</param>
/// <param name="Value">What it is compared with.</param>
public sealed record TextMatch(TextMatchKind Kind, string Value);

/// <summary>How a text is compared.</summary>
public enum TextMatchKind
{
    /// <summary>It is the same.</summary>
    Exact,

    /// <summary>It begins so.</summary>
    Prefix,

    /// <summary>All of it fits the regular expression (RE2).</summary>
    Regex,
}

/// <summary>A share of requests.</summary>
/// <param name="Version">The version that gets it.</param>
/// <param name="Weight">How much, in percent.</param>
public sealed record RouteShare(string Version, int Weight);
