namespace Infra.Components.Monitoring;

/// <summary>The names of what is on the hub. The charts make most of them from the names of their releases.</summary>
internal static class HubNames
{
    /// <summary>The namespace of everything.</summary>
    public const string Namespace = "monitoring";

    /// <summary>The fleet that the hub's own metrics are of.</summary>
    public const string Fleet = "management";

    /// <summary>The release of Prometheus, Alertmanager and Grafana.</summary>
    public const string Stack = "monitoring";

    /// <summary>The release of Thanos.</summary>
    public const string Thanos = "thanos";

    /// <summary>The release of the Query that sees what agents write, and nothing else.</summary>
    public const string RulerThanos = "thanos-agents";

    /// <summary>The release of the Query that asks members directly.</summary>
    public const string LiveThanos = "thanos-live";

    /// <summary>The secret that has the bucket, and its key.</summary>
    public const string ObjectStoreSecret = "thanos-objstore";

    /// <inheritdoc cref="ObjectStoreSecret"/>
    public const string ObjectStoreKey = "objstore.yml";

    /// <summary>The secret that has what Grafana shows the provider of identities, and its key.</summary>
    public const string LoginSecret = "grafana-login";

    /// <inheritdoc cref="LoginSecret"/>
    public const string LoginKey = "clientSecret";

    /// <summary>The rule files of the Ruler.</summary>
    public const string RulerRules = "thanos-ruler-rules";

    /// <summary>The certificate that Receive shows to agents.</summary>
    public const string ReceiveCertificate = "thanos-receive-server";

    /// <summary>The certificate that Alertmanager's door shows to members.</summary>
    public const string AlertmanagerCertificate = "alertmanager-server";

    /// <summary>The certificate that Query shows to the stores of members.</summary>
    public const string LiveCertificate = "thanos-live-client";

    /// <summary>The certificate that members show, and the name in it.</summary>
    public const string MemberCertificate = "monitoring-member";

    /// <summary>The port on which Receive takes what agents write.</summary>
    public const int WritePort = 19291;

    /// <summary>The port of the StoreAPI.</summary>
    public const int StorePort = 10901;

    /// <summary>The port of Query and its Frontend.</summary>
    public const int QueryPort = 9090;

    /// <summary>The port of Alertmanager.</summary>
    public const int AlertmanagerPort = 9093;

    /// <summary>The port of the door before Alertmanager, which asks for certificates.</summary>
    public const int AlertmanagerTlsPort = 9443;

    /// <summary>The port on which what is exposed is reached from outside.</summary>
    public const int ExposedPort = 443;

    /// <summary>The Service of Receive that the chart makes.</summary>
    public const string ReceiveService = $"{Thanos}-receive";

    /// <summary>The Service of Alertmanager for members.</summary>
    public const string AlertmanagerTlsService = "alertmanager-members";

    /// <summary>The Service of Receive for agents outside.</summary>
    public const string ReceiveTlsService = "thanos-receive-agents";

    /// <summary>How the operator calls Alertmanager's pods: the name of its object.</summary>
    public const string AlertmanagerObject = $"{Stack}-alertmanager";

    /// <summary>What Grafana's data source asks.</summary>
    public const string QueryUrl = $"http://{Thanos}-query-frontend.{Namespace}.svc:9090";

    /// <summary>What Grafana and people ask Alertmanager by.</summary>
    public const string AlertmanagerUrl = $"http://{AlertmanagerObject}.{Namespace}.svc:9093";

    /// <summary>The names of a Service inside the cluster.</summary>
    public static IEnumerable<string> HostsOf(string service) => [$"{service}.{Namespace}.svc", $"{service}.{Namespace}.svc.cluster.local"];

    /// <summary>Each pod behind a headless Service that serves a StoreAPI, as Thanos finds them.</summary>
    public static string StoresOf(string service) => $"dnssrv+_grpc._tcp.{service}.{Namespace}.svc.cluster.local";
}
