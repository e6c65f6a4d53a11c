using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>The certificates by which hub and members know one another, made by cert-manager on the management cluster.</summary>
/// <remarks>
/// One authority that signs itself, and four certificates that it signs. What runs on the hub reads new certificates as they come. Members have a copy of theirs, which each
/// deployment of their stack refreshes: it is good for two years and new after one, so a stack that is deployed once a year never shows an old one. The authority's key stays
/// when its certificate is renewed, so a copy of the old one still knows what the new one signs, until it ends.
/// </remarks>
internal static class MonitoringCertificates
{
    private const string Bootstrap = "monitoring-self-signed";
    private const string Authority = "monitoring-authority";

    // In hours, as cert-manager writes durations; a year has 8760.
    private const string TenYears = "87600h0m0s";
    private const string ThreeYears = "26280h0m0s";
    private const string TwoYears = "17520h0m0s";
    private const string OneYear = "8760h0m0s";
    private const string NinetyDays = "2160h0m0s";
    private const string ThirtyDays = "720h0m0s";

    /// <summary>The authority: first what signs the authority's own certificate, then that certificate, then what signs with it.</summary>
    public static ImmutableArray<KubernetesObject> AuthorityChain =>
    [
        CertificateObjects.Awaited("Issuer", Bootstrap, Fields.Of(("selfSigned", ImmutableDictionary<string, object>.Empty))),
        CertificateObjects.Awaited("Certificate", Authority, Fields.Of(
            ("secretName", Authority),
            ("isCA", true),
            ("commonName", "Monitoring of the platform"),
            ("duration", TenYears),
            ("renewBefore", ThreeYears),
            ("privateKey", CertificateObjects.Key("Never")),
            ("issuerRef", CertificateObjects.Issuer(Bootstrap)))),
        CertificateObjects.Awaited("Issuer", Authority, Fields.Of(("ca", Fields.Of(("secretName", Authority))))),
    ];

    /// <summary>What the authority signs.</summary>
    public static ImmutableArray<KubernetesObject> Signed(GlobalMonitoringPlan plan)
    {
        var certificates = ImmutableArray.CreateBuilder<KubernetesObject>();
        certificates.Add(Server(HubNames.ReceiveCertificate, Hosts(HubNames.ReceiveService, plan.ReceiveEndpoint)));
        certificates.Add(Server(HubNames.AlertmanagerCertificate, Hosts(HubNames.AlertmanagerTlsService, plan.AlertmanagerEndpoint)));
        certificates.Add(Certificate(HubNames.MemberCertificate, TwoYears, OneYear, ["client auth", "server auth"], [MonitoringConnection.MemberServerName]));
        if (!plan.LiveStores.IsEmpty)
            certificates.Add(Certificate(HubNames.LiveCertificate, NinetyDays, ThirtyDays, ["client auth"], ["query.monitoring.infra.internal"]));
        return certificates.ToImmutable();
    }

    private static IEnumerable<string> Hosts(string service, HubEndpoint? endpoint) =>
        endpoint is null ? HubNames.HostsOf(service) : HubNames.HostsOf(service).Append(endpoint.Host);

    private static KubernetesObject Server(string name, IEnumerable<string> hosts) => Certificate(name, NinetyDays, ThirtyDays, ["server auth"], hosts);

    private static KubernetesObject Certificate(string name, string duration, string renewBefore, string[] usages, IEnumerable<string> hosts) => CertificateObjects.Awaited("Certificate", name, Fields.Of(
        ("secretName", name),
        ("dnsNames", hosts),
        ("duration", duration),
        ("renewBefore", renewBefore),
        ("usages", usages),
        ("privateKey", CertificateObjects.Key("Always")),
        ("issuerRef", CertificateObjects.Issuer(Authority))));
}
