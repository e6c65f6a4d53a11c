using System.Collections.Immutable;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>Who may call a service.</summary>
public sealed record ServiceAccessSpec
{
    /// <summary>The callers; nobody else gets in.</summary>
    public ImmutableArray<CallerSpec> Callers { get; init; } = [];

    /// <summary>What a request from outside of the mesh has to show; nothing if not said.</summary>
    public TokenSpec? Token { get; init; }
}

/// <summary>Who calls: a service of <c>infra:services</c>, or what runs in a namespace.</summary>
[ExactlyOneOf("service", "namespace")]
public sealed record CallerSpec
{
    /// <summary>The service, by its entry's name: what runs as its account, in its namespace.</summary>
    [Form(Form.Name), Example("storefront")]
    public string? Service { get; init; }

    /// <summary>The namespace.</summary>
    [Form(Form.Name), Example("shop")]
    public string? Namespace { get; init; }

    /// <summary>The account in that namespace; all of the namespace if not said.</summary>
    [Form(Form.ObjectName)]
    public string? Account { get; init; }

    /// <summary>The methods that it may use; any if not said.</summary>
    [Form(Form.HttpMethod), Example("GET")]
    public ImmutableArray<string> Methods { get; init; } = [];

    /// <summary>The paths that it may call, where a <c>*</c> at the end stands for anything; any if not said.</summary>
    [Form(Form.HttpPath), Example("/api/*")]
    public ImmutableArray<string> Paths { get; init; } = [];
}

/// <summary>A token that a request has to show at the entrance (JWT).</summary>
public sealed record TokenSpec
{
    /// <summary>Who must have issued it.</summary>
    [Form(Form.NotEmpty), Example("https://login.example.com")]
    public required string Issuer { get; init; }

    /// <summary>Where the issuer's keys are.</summary>
    [Form(Form.HttpsUrl), Example("https://login.example.com/keys")]
    public required string KeysUrl { get; init; }

    /// <summary>For whom it must be, any of these; for anyone if not said.</summary>
    [Form(Form.NotEmpty)]
    public ImmutableArray<string> Audiences { get; init; } = [];
}
