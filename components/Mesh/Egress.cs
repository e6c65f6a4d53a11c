using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>What may be called outside of the mesh.</summary>
public sealed record Egress
{
    /// <summary>Whether everything may be called, or only what is listed.</summary>
    public bool AllowsAny { get; init; }

    /// <summary>What may be called, by name.</summary>
    public ImmutableSortedDictionary<string, ExternalService> Services { get; init; } = ImmutableSortedDictionary<string, ExternalService>.Empty;
}

/// <summary>A service outside of the mesh.</summary>
/// <param name="Hosts">Its hosts; one that begins with <c>*.</c> stands for all below it.</param>
/// <param name="Ports">Its ports.</param>
/// <param name="Namespaces">The namespaces that may call it; empty for all of the mesh.</param>
public sealed record ExternalService(ImmutableArray<string> Hosts, ImmutableArray<ExternalPort> Ports, ImmutableArray<string> Namespaces);

/// <summary>A port of a service outside of the mesh.</summary>
/// <param name="Number">The port.</param>
/// <param name="Protocol">What is spoken on it.</param>
public sealed record ExternalPort(int Number, ExternalProtocol Protocol);

/// <summary>What is spoken with a service outside of the mesh.</summary>
public enum ExternalProtocol
{
    /// <summary>TLS, which goes through as it is; the host is read from its greeting.</summary>
    Tls,

    /// <summary>HTTP without encryption.</summary>
    Http,

    /// <summary>Anything else.</summary>
    Tcp,
}
