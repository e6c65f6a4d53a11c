using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>Traffic through gateways of the mesh, as the gateways themselves saw it.</summary>
internal static class RulesOfTraffic
{
    private const string FromGateways = """reporter="source",source_workload=~".*(gateway|ingress|entrance).*" """;
    private const string Service = $"{Whose}, source_workload, destination_service_namespace, destination_service_name";

    public static RuleGroup Group { get; } = new("traffic",
    [
        new RecordingRule("service:gateway_requests:rate5m", $$"""sum by ({{Service}}) (rate(istio_requests_total{ {{FromGateways}} }[5m]))"""),
        new RecordingRule("service:gateway_request_errors:rate5m", $$"""sum by ({{Service}}) (rate(istio_requests_total{ {{FromGateways}} ,response_code=~"5.."}[5m]))"""),
        new AlertRule(
            "GatewayErrors",
            // A tenth of a request per second is where a share starts to mean something.
            """service:gateway_request_errors:rate5m / (service:gateway_requests:rate5m > 0.1) > 0.05""",
            Minutes(10),
            AlertSeverity.Critical,
            "{{ $labels.destination_service_namespace }}/{{ $labels.destination_service_name }} fails through {{ $labels.source_workload }}",
            "{{ $value | humanizePercentage }} of the requests through {{ $labels.source_workload }} to {{ $labels.destination_service_namespace }}/{{ $labels.destination_service_name }} ended in a 5xx."),
        new AlertRule(
            "MeshConfigurationRejected",
            $$"""sum by ({{Whose}}, type) (increase(pilot_total_xds_rejects[10m])) > 0""",
            Minutes(10),
            AlertSeverity.Warning,
            "Proxies refuse the mesh's configuration",
            "Proxies refused {{ $value | humanize }} updates of {{ $labels.type }} in 10 minutes, and go on with what they had."),
    ]);
}
