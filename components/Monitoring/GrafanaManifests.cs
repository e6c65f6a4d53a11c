using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>What decides about Grafana on the hub: the values of its chart, which is a part of kube-prometheus-stack.</summary>
internal static class GrafanaManifests
{
    private const string SecretVariable = "GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET";

    /// <summary>The values.</summary>
    public static ImmutableDictionary<string, object> Values(GlobalMonitoringPlan plan) => Fields.Of(
        ("enabled", true),
        ("replicas", plan.SizeOf.Replicas(MonitoringPart.Grafana)),
        ("image", Image(plan, "docker.io")),
        ("resources", plan.SizeOf.Resources(MonitoringPart.Grafana)),
        // The chart makes a password, once, and keeps it in its own secret.
        ("testFramework", Fields.Of(("enabled", false))),
        ("initChownData", Fields.Of(("enabled", false))),
        ("persistence", Fields.Of(
            ("enabled", true), ("size", plan.SizeOf.Storage(MonitoringPart.Grafana)), ("storageClassName", plan.StorageClass))),
        // A volume has one user at a time.
        ("deploymentStrategy", Fields.Of(("type", "Recreate"))),
        // Ours are there instead.
        ("defaultDashboardsEnabled", false),
        ("sidecar", Fields.Of(
            ("image", Image(plan, "quay.io")),
            ("dashboards", Fields.Of(
                ("enabled", true),
                ("label", "grafana_dashboard"),
                ("labelValue", "1"),
                ("searchNamespace", HubNames.Namespace),
                ("folderAnnotation", "grafana_folder"),
                ("provider", Fields.Of(("foldersFromFilesStructure", true), ("allowUiUpdates", false))))),
            ("datasources", Fields.Of(
                ("enabled", true),
                ("defaultDatasourceEnabled", false),
                ("isDefaultDatasource", false),
                ("searchNamespace", HubNames.Namespace),
                ("alertmanager", Fields.Of(("enabled", false))))))),
        ("additionalDataSources", Fields.List(new[]
        {
            Fields.Of(
                ("name", "Thanos"),
                ("uid", "thanos"),
                ("type", "prometheus"),
                ("access", "proxy"),
                ("url", HubNames.QueryUrl),
                ("isDefault", true),
                ("jsonData", Fields.Of(("httpMethod", "POST"), ("prometheusType", "Thanos"), ("timeInterval", "30s")))),
            Fields.Of(
                ("name", "Alertmanager"),
                ("uid", "alertmanager"),
                ("type", "alertmanager"),
                ("access", "proxy"),
                ("url", HubNames.AlertmanagerUrl),
                ("jsonData", Fields.Of(("implementation", "prometheus"), ("handleGrafanaManagedAlerts", false)))),
        })),
        ("ingress", Ingress(plan.Grafana)),
        ("route", Route(plan.Grafana)),
        ("grafana.ini", Settings(plan.Grafana)),
        ("envValueFrom", plan.Grafana.Login is null
            ? null
            : Fields.Of((SecretVariable, Fields.Of(("secretKeyRef", Fields.Of(("name", HubNames.LoginSecret), ("key", HubNames.LoginKey))))))));

    private static ImmutableDictionary<string, object>? Image(GlobalMonitoringPlan plan, string registry) =>
        plan.Mirrors.Of(registry) is { } mirror ? Fields.Of(("registry", mirror)) : null;

    private static ImmutableDictionary<string, object>? Ingress(GrafanaPlan grafana) => grafana is { Host: { } host, Gateway: null }
        ? Fields.Of(
            ("enabled", true),
            ("ingressClassName", grafana.IngressClass),
            ("annotations", Fields.MapOrNone(grafana.IngressAnnotations)),
            ("hosts", new[] { host }),
            ("tls", Fields.List(new[] { Fields.Of(("secretName", "grafana-tls"), ("hosts", new[] { host })) })))
        : null;

    private static ImmutableDictionary<string, object>? Route(GrafanaPlan grafana) => grafana is { Host: { } host, Gateway: { } gateway }
        ? Fields.Of(("main", Fields.Of(
            ("enabled", true),
            ("hostnames", new[] { host }),
            ("parentRefs", Fields.List(new[] { Fields.Of(("name", gateway.Name), ("namespace", gateway.Namespace)) })))))
        : null;

    private static ImmutableDictionary<string, object> Settings(GrafanaPlan grafana) => Fields.Of(
        ("server", grafana.Host is { } host ? Fields.Of(("root_url", $"https://{host}")) : null),
        ("analytics", Fields.Of(("check_for_updates", false), ("check_for_plugin_updates", false), ("reporting_enabled", false))),
        ("security", grafana.Host is null ? null : Fields.Of(("cookie_secure", true), ("strict_transport_security", true))),
        ("users", Fields.Of(("allow_sign_up", false), ("viewers_can_edit", false))),
        ("auth.generic_oauth", grafana.Login is { } login ? Login(login) : null));

    // The client's secret is not here: Grafana takes it from its environment, and that from a Secret.
    private static ImmutableDictionary<string, object> Login(OpenIdConnectPlan login) => Fields.Of(
        ("enabled", true),
        ("name", login.Name),
        ("client_id", login.ClientId),
        ("auth_url", login.AuthorizationUrl),
        ("token_url", login.TokenUrl),
        ("api_url", login.UserInfoUrl),
        ("scopes", string.Join(' ', login.Scopes)),
        ("role_attribute_path", login.RolePath),
        // Whoever has none of the roles does not come in.
        ("role_attribute_strict", true),
        ("allow_sign_up", true),
        ("use_pkce", true),
        ("use_refresh_token", true));
}
