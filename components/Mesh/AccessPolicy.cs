using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>Who may call a service. Identities are those of the mesh: an address proves nothing.</summary>
public sealed record AccessPolicy
{
    /// <summary>The callers; nobody else gets in.</summary>
    public ImmutableArray<Caller> Callers { get; init; } = [];

    /// <summary>What a request from outside has to show.</summary>
    /// <value>Null: nothing.</value>
    public TokenRequirement? Token { get; init; }
}

/// <summary>Who calls.</summary>
/// <param name="Namespace">The namespace that the caller is in.</param>
/// <param name="ServiceAccount">Its account; null for all of the namespace.</param>
public sealed record Caller(string Namespace, string? ServiceAccount)
{
    /// <summary>The methods that it may use.</summary>
    /// <value>Empty: any.</value>
    public ImmutableArray<string> Methods { get; init; } = [];

    /// <summary>The paths that it may call; a <c>*</c> at the end stands for anything.</summary>
    /// <value>Empty: any.</value>
    public ImmutableArray<string> Paths { get; init; } = [];
}

/// <summary>A token that a request has to show at the entrance (JWT).</summary>
/// <param name="Issuer">Who must have issued it.</param>
/// <param name="KeysUrl">Where the issuer's keys are, <c>https://</c>.</param>
/// <param name="Audiences">For whom it must be, any of these; empty for anyone.</param>
public sealed record TokenRequirement(string Issuer, string KeysUrl, ImmutableArray<string> Audiences);
