using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>The mesh itself: whether its clusters trust, know and reach one another, and who answers whom.</summary>
internal static class RulesOfMesh
{
    private const string Service = $"{Whose}, destination_service_namespace, destination_service_name";
    private const string Gateways = """namespace=~"istio-system|mesh-.+-ingress",deployment=~".*(eastwest|entrance).*" """;

    // As the sender counts, which alone knows of what never arrived.
    private const string Sent =
        $$"""sum by ({{Service}}, source_cluster, destination_cluster) (rate(istio_requests_total{reporter="source",source_cluster!="unknown",destination_cluster!="unknown"}[5m]))""";

    public static RuleGroup Group { get; } = new("mesh",
    [
        new RecordingRule("service:mesh_requests:rate5m", Sent),
        new RecordingRule(
            "service:mesh_requests_across:ratio_rate5m",
            // No label is compared to another: what stays within a cluster is found by a copy of the label, and taken away.
            $$"""
              sum by ({{Service}}) (
                service:mesh_requests:rate5m
                unless label_replace(service:mesh_requests:rate5m, "source_cluster", "$1", "destination_cluster", "(.+)")
              )
              / (sum by ({{Service}}) (service:mesh_requests:rate5m) > 0.1)
              """),
        new AlertRule(
            "MeshFailingOver",
            // Some services are answered by another cluster by intent; so what is told is that it was otherwise yesterday.
            $$"""
              service:mesh_requests_across:ratio_rate5m > 0.2
              and on ({{Service}}) (
                sum by ({{Service}}) (service:mesh_requests:rate5m offset 1d) > 0
                unless on ({{Service}}) service:mesh_requests_across:ratio_rate5m offset 1d > 0.05
              )
              """,
            Minutes(10),
            AlertSeverity.Warning,
            "{{ $labels.destination_service_namespace }}/{{ $labels.destination_service_name }} is answered by other clusters",
            "{{ $value | humanizePercentage }} of the requests to {{ $labels.destination_service_namespace }}/{{ $labels.destination_service_name }} are answered by another cluster than they come from; a day ago hardly any were."),
        new AlertRule(
            "MeshGatewayDown",
            $$"""
              max by ({{Whose}}, namespace, deployment) (kube_deployment_status_replicas_available{ {{Gateways}} }) == 0
              and on ({{Whose}}, namespace, deployment) max by ({{Whose}}, namespace, deployment) (kube_deployment_spec_replicas{ {{Gateways}} }) > 0
              """,
            Minutes(5),
            AlertSeverity.Critical,
            "The gateway {{ $labels.deployment }} of the mesh is down",
            "No replica of {{ $labels.namespace }}/{{ $labels.deployment }} has been available for 5 minutes: nothing comes into the cluster by it."),
        new AlertRule(
            "MeshRemoteClusterUnknown",
            // A status that says "closed" is left behind when credentials are replaced, and means nothing.
            // Nor does it mean anything with Istio 1.30, which waits for secrets of the other cluster that nobody is given: it says "timeout" for ever, and knows all that it needs.
            $$"""
              max by ({{Whose}}, remote_cluster) (istiod_remote_cluster_sync_status{status=~"syncing|timeout"}) == 1
              unless on ({{Whose}}) istio_build{component="pilot",tag=~"1[.]30[.].*"}
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "The mesh's control plane does not know what is in {{ $labels.remote_cluster }}",
            "Istiod has not been able to read the services and pods of {{ $labels.remote_cluster }} for 15 minutes: callers here are not sent there."),
        new AlertRule(
            "MeshAuthorityExpiring",
            // Renewed by then, if not by a machine then by nobody; and an authority that has ended signs nothing, so within a day every proxy is without a certificate.
            $$"""min by ({{Whose}}) (citadel_server_cert_chain_expiry_timestamp - time()) < 7 * 24 * 3600""",
            Minutes(15),
            AlertSeverity.Critical,
            "The authority that certifies the mesh's proxies is about to expire",
            "The certificate that istiod signs others with expires in {{ $value | humanizeDuration }}, and no newer one has come."),
        new AlertRule(
            "MeshRootExpiring",
            $$"""min by ({{Whose}}) (citadel_server_root_cert_expiry_timestamp - time()) < 60 * 24 * 3600""",
            Hours(1),
            AlertSeverity.Warning,
            "The root of the mesh's trust expires within two months",
            "The root certificate expires in {{ $value | humanizeDuration }}. To replace it takes several steps with days between them."),
    ]);
}
