using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>Certificates: those that cert-manager keeps, the kubelets' own, and those that people and machines show the API server.</summary>
internal static class RulesOfCertificates
{
    private static readonly string Expires = OwnNamespace("certmanager_certificate_expiration_timestamp_seconds");

    // Zero where it was never issued.
    private static readonly string Renews = OwnNamespace("(certmanager_certificate_renewal_timestamp_seconds > 0)");

    public static RuleGroup Group { get; } = new("certificates",
    [
        new AlertRule(
            "CertificateNotReady",
            $$"""max by ({{Whose}}, namespace, name) ({{OwnNamespace("""certmanager_certificate_ready_status{condition="True"}""")}}) == 0""",
            Minutes(15),
            AlertSeverity.Warning,
            "Certificate {{ $labels.namespace }}/{{ $labels.name }} is not ready",
            "cert-manager has not been able to issue {{ $labels.namespace }}/{{ $labels.name }} for 15 minutes."),
        new AlertRule(
            "CertificateRenewalLate",
            $$"""max by ({{Whose}}, namespace, name) (time() - {{Renews}}) > 3600""",
            Minutes(15),
            AlertSeverity.Warning,
            "Certificate {{ $labels.namespace }}/{{ $labels.name }} was not renewed in time",
            "cert-manager should have renewed {{ $labels.namespace }}/{{ $labels.name }} {{ $value | humanizeDuration }} ago."),
        new AlertRule(
            "CertificateExpiring",
            // Measured by the certificate itself, for its life may be a day or a year: a quarter is left of the time between renewal and end.
            $$"""
              min by ({{Whose}}, namespace, name) ({{Expires}} - time())
              < 0.25 * min by ({{Whose}}, namespace, name) ({{Expires}} - {{Renews}})
              """,
            Minutes(5),
            AlertSeverity.Critical,
            "Certificate {{ $labels.namespace }}/{{ $labels.name }} is about to expire",
            "{{ $labels.namespace }}/{{ $labels.name }} expires in {{ $value | humanizeDuration }}, and cert-manager has failed to renew it for most of the time that it had."),
        new AlertRule(
            "KubeletCertificateExpiring",
            // They are renewed when a fifth of their year is left; a kubelet whose certificate has ended is a node that is gone.
            $$"""
              min by ({{Whose}}, node) (
                kubelet_certificate_manager_client_ttl_seconds < 7 * 24 * 3600
                or kubelet_certificate_manager_server_ttl_seconds < 7 * 24 * 3600
              )
              """,
            Minutes(15),
            AlertSeverity.Critical,
            "A certificate of the kubelet on {{ $labels.node }} is about to expire",
            "A certificate of the kubelet on {{ $labels.node }} expires in {{ $value | humanizeDuration }}; it should have been renewed weeks ago."),
        new AlertRule(
            "ClientCertificateExpiring",
            $$"""
              histogram_quantile(0.01, sum by ({{Whose}}, job, le) (rate(apiserver_client_certificate_expiration_seconds_bucket[15m]))) < 7 * 24 * 3600
              and on ({{Whose}}, job) sum by ({{Whose}}, job) (rate(apiserver_client_certificate_expiration_seconds_count[15m])) > 0
              """,
            Hours(1),
            AlertSeverity.Warning,
            "Someone shows the API server a certificate that is about to expire",
            "One request of a hundred to {{ $labels.job }} came with a certificate that ends within {{ $value | humanizeDuration }}."),
    ]);
}
