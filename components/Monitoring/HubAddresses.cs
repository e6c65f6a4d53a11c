using System.Globalization;

namespace Infra.Components.Monitoring;

/// <summary>Where members reach the hub: from outside where it is exposed; and otherwise as it is known inside the management cluster, for clusters that share its network.</summary>
internal static class HubAddresses
{
    /// <summary>Where agents write to.</summary>
    public static string WriteUrl(GlobalMonitoringPlan plan) => plan.ReceiveEndpoint is { } endpoint
        ? $"https://{endpoint.Host}/api/v1/receive"
        : string.Create(CultureInfo.InvariantCulture, $"https://{HubNames.ReceiveService}.{HubNames.Namespace}.svc:{HubNames.WritePort}/api/v1/receive");

    /// <summary>Where alerts go, host and port.</summary>
    public static string Alertmanager(GlobalMonitoringPlan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"{plan.AlertmanagerEndpoint?.Host ?? $"{HubNames.AlertmanagerTlsService}.{HubNames.Namespace}.svc"}:{HubNames.ExposedPort}");
}
