using System.Collections.Immutable;
using Infra.Components.Mesh;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>What may be called outside of a mesh.</summary>
public sealed record MeshEgressSpec
{
    /// <summary>Whether everything may be called, or only what is listed.</summary>
    public EgressMode Mode { get; init; } = EgressMode.Listed;

    /// <summary>What may be called, by name.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, ExternalServiceSpec> Services { get; init; } = ImmutableSortedDictionary<string, ExternalServiceSpec>.Empty;
}

/// <summary>What may be called outside of a mesh.</summary>
public enum EgressMode
{
    /// <summary>Only what is listed.</summary>
    Listed,

    /// <summary>Everything.</summary>
    Any,
}

/// <summary>A service outside of a mesh.</summary>
public sealed record ExternalServiceSpec
{
    /// <summary>Its hosts; one that begins with <c>*.</c> stands for all below it.</summary>
    [Form(Form.DnsPattern), Example("api.pay.example.com")]
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Its ports, and what is spoken on each; 443 with TLS if not said.</summary>
    [KeyForm(Form.Port)]
    public ImmutableSortedDictionary<string, ExternalProtocol> Ports { get; init; } = ImmutableSortedDictionary<string, ExternalProtocol>.Empty;

    /// <summary>The namespaces that may call it; all of the mesh if not said.</summary>
    [Form(Form.Namespace)]
    public ImmutableArray<string> Namespaces { get; init; } = [];
}
