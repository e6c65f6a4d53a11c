using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>Which requests go to which version of a service.</summary>
public sealed record ServiceRoutingSpec
{
    /// <summary>The versions, by name.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, ServiceVersionSpec> Versions { get; init; } = ImmutableSortedDictionary<string, ServiceVersionSpec>.Empty;

    /// <summary>The rules; the first that fits a request counts.</summary>
    public ImmutableArray<RouteRuleSpec> Rules { get; init; } = [];

    /// <summary>Where all other requests go: by version, how much of them, in percent. Together that is 100.</summary>
    [KeyForm(Form.Name), Range(0, 100)]
    public ImmutableSortedDictionary<string, int> Default { get; init; } = ImmutableSortedDictionary<string, int>.Empty;
}

/// <summary>A version of a service: pods that labels tell apart, or that have a Service of their own.</summary>
[ExactlyOneOf("labels", "service")]
public sealed record ServiceVersionSpec
{
    /// <summary>The labels that its pods have beside the service's.</summary>
    [KeyForm(Form.LabelKey), Form(Form.LabelValue)]
    public ImmutableSortedDictionary<string, string>? Labels { get; init; }

    /// <summary>The Service that is its own, in the same namespace.</summary>
    [Form(Form.Name), Example("recommender-v2")]
    public string? Service { get; init; }
}

/// <summary>A rule of routing.</summary>
public sealed record RouteRuleSpec
{
    /// <summary>The requests that are meant; all that is said must hold.</summary>
    public required RequestMatchSpec Match { get; init; }

    /// <summary>Where they go: by version, how much of them, in percent. Together that is 100.</summary>
    [KeyForm(Form.Name), Range(0, 100)]
    public ImmutableSortedDictionary<string, int> To { get; init; } = ImmutableSortedDictionary<string, int>.Empty;
}

/// <summary>Which requests are meant.</summary>
public sealed record RequestMatchSpec
{
    /// <summary>The path.</summary>
    public TextMatchSpec? Path { get; init; }

    /// <summary>Headers, by name.</summary>
    [KeyForm(Form.HeaderName)]
    public ImmutableSortedDictionary<string, TextMatchSpec> Headers { get; init; } = ImmutableSortedDictionary<string, TextMatchSpec>.Empty;

    /// <summary>Cookies, by name; the value that each must have.</summary>
    [KeyForm(Form.CookieName), Form(Form.CookieValue)]
    public ImmutableSortedDictionary<string, string> Cookies { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The method.</summary>
    [Form(Form.HttpMethod), Example("GET")]
    public string? Method { get; init; }

    /// <summary>The port that was called.</summary>
    [Range(1, 65_535)]
    public int? Port { get; init; }
}

/// <summary>What a text must be.</summary>
[ExactlyOneOf("exact", "prefix", "regex")]
public sealed record TextMatchSpec
{
    /// <summary>It is the same.</summary>
    [Form(Form.NotEmpty)]
    public string? Exact { get; init; }

    /// <summary>It begins so.</summary>
    [Form(Form.NotEmpty), Example("/v2")]
    public string? Prefix { get; init; }

    /// <summary>All of it fits the regular expression (RE2).</summary>
    [Form(Form.NotEmpty)]
    public string? Regex { get; init; }
}
