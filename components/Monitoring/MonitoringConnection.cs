using Pulumi;

namespace Infra.Components.Monitoring;

/// <summary>What a member needs to reach the monitoring hub. The stack that has the hub gives it out as one secret output.</summary>
/// <param name="Authority">The hub's authority, PEM: the servers that a member calls show certificates that it signed, and a member that is called asks for one.</param>
/// <param name="ClientCertificate">What a member shows of itself, PEM. It is good for a server too, under the name <see cref="MemberServerName"/>.</param>
/// <param name="ClientKey">The key that belongs to it, PEM.</param>
/// <param name="WriteUrl">Where agents write to, for example <c>https://receive.example.com/api/v1/receive</c>.</param>
/// <param name="AlertmanagerAddress">Where alerts go, host and port.</param>
/// <param name="ObjectStore">The bucket as Thanos' file <c>objstore.yml</c> has it, for who uploads blocks.</param>
public sealed record MonitoringConnection(
    Output<string> Authority,
    Output<string> ClientCertificate,
    Output<string> ClientKey,
    Output<string> WriteUrl,
    Output<string> AlertmanagerAddress,
    Output<string> ObjectStore)
{
    /// <summary>The name in the members' certificate, by which the hub knows a member's store, whatever its address is.</summary>
    public const string MemberServerName = "member.monitoring.infra.internal";

    /// <summary>The keys of the map that the connection is given out as.</summary>
    public const string AuthorityKey = "authority";

    /// <inheritdoc cref="AuthorityKey"/>
    public const string ClientCertificateKey = "clientCertificate";

    /// <inheritdoc cref="AuthorityKey"/>
    public const string ClientKeyKey = "clientKey";

    /// <inheritdoc cref="AuthorityKey"/>
    public const string WriteUrlKey = "writeUrl";

    /// <inheritdoc cref="AuthorityKey"/>
    public const string AlertmanagerKey = "alertmanager";

    /// <inheritdoc cref="AuthorityKey"/>
    public const string ObjectStoreKey = "objectStore";
}
