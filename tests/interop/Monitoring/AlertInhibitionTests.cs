using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Infra.Components.Kubernetes;
using Infra.Components.Monitoring;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>A real Alertmanager, on loopback, is told of alerts and says which of them it keeps to itself.</summary>
public sealed class AlertInhibitionTests
{
    [Fact]
    public async Task A_dead_cluster_is_one_alert_a_live_one_speaks_on_and_what_is_critical_is_not_also_a_warning()
    {
        var told = await NotSuppressedAsync(
            4,
            Alert("ClusterUnreachable", "critical", "shanghai-07", "members"),
            Alert("ClusterNodesNotReady", "warning", "shanghai-07", "members"),
            Alert("EdgeSiteSilent", "warning", "shanghai-07", "edge"),
            Alert("EdgeSiteSilent", "warning", "shanghai-09", "edge"),
            // It comes from the cluster itself, so the cluster lives and only Karmada does not reach it.
            Alert("NodeDown", "critical", "shanghai-07", "edge"),
            Alert("NodeDown", "critical", "shanghai-08", "edge"),
            Alert("ManyNodesNotReady", "critical", "shanghai-08", "edge"),
            Alert("NodeNotReady", "warning", "shanghai-08", "edge"),
            Alert("NodeNotReady", "warning", "prod-cloud", "prod"),
            Alert("VolumeFull", "critical", "prod-cloud", "prod", "shop"),
            Alert("VolumeFull", "warning", "prod-cloud", "prod", "shop"),
            Alert("VolumeFull", "warning", "prod-cloud", "prod", "billing"),
            Alert("PodRestarts", "warning", "prod-cloud", "prod", "shop"),
            Alert("Watchdog", "none", "kurator-mgmt", "management"));

        Assert.Equal(
            [
                "ClusterUnreachable critical shanghai-07",
                "EdgeSiteSilent warning shanghai-09",
                "ManyNodesNotReady critical shanghai-08",
                "NodeDown critical shanghai-07",
                "NodeDown critical shanghai-08",
                "NodeNotReady warning prod-cloud",
                "PodRestarts warning prod-cloud shop",
                "VolumeFull critical prod-cloud shop",
                "VolumeFull warning prod-cloud billing",
                "Watchdog none kurator-mgmt",
            ],
            told);
    }

    [Fact]
    public async Task Where_many_sites_are_silent_none_is_told_of_by_itself()
    {
        JsonObject[] alerts = [Alert("ManyEdgeSitesSilent", "critical", null, "edge"), Alert("EdgeSiteSilent", "warning", "shanghai-07", "edge"), Alert("EdgeSiteSilent", "warning", "oslo-01", "edge"), Alert("EdgeSiteSilent", "warning", "a", "cold")];
        foreach (var alert in alerts)
            alert["labels"]!["region"] = "cn";
        alerts[2]["labels"]!["region"] = "no";

        Assert.Equal(["EdgeSiteSilent warning a", "EdgeSiteSilent warning oslo-01", "ManyEdgeSitesSilent critical"], await NotSuppressedAsync(1, alerts));
    }

    private static JsonObject Alert(string name, string severity, string? cluster, string fleet, string? space = null)
    {
        var labels = new JsonObject { ["alertname"] = name, ["severity"] = severity, ["fleet"] = fleet, ["team"] = "platform" };
        if (cluster is not null)
            labels["cluster"] = cluster;
        if (space is not null)
            labels["namespace"] = space;
        return new JsonObject { ["labels"] = labels };
    }

    private static async Task<IReadOnlyList<string>> NotSuppressedAsync(int suppressed, params JsonObject[] alerts)
    {
        var program = Tools.Require("prometheus-alertmanager");
        var folder = Directory.CreateTempSubdirectory("infra-alertmanager-");
        var address = $"127.0.0.1:{FreePort()}";
        var file = Path.Combine(folder.FullName, "alertmanager.yml");
        await File.WriteAllTextAsync(file, PlainJson.Lines(new AlertmanagerConfiguration().Content()), TestContext.Current.CancellationToken);
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            program, [$"--config.file={file}", $"--storage.path={folder.FullName}", $"--web.listen-address={address}", "--cluster.listen-address=", "--log.level=error"]))!;
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://{address}/api/v2/") };
            await EventuallyAsync(async () => (await client.GetAsync("status", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
            (await client.PostAsJsonAsync("alerts", alerts, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

            // Which alerts silence others it learns a moment after it is told of them.
            IReadOnlyList<string> told = [];
            await EventuallyAsync(async () =>
            {
                var all = await client.GetFromJsonAsync<JsonArray>("alerts", TestContext.Current.CancellationToken);
                told = [.. all!.Where(alert => $"{alert!["status"]!["state"]}" != "suppressed").Select(alert => Name(alert!["labels"]!)).Order(StringComparer.Ordinal)];
                return all!.Count == alerts.Length && told.Count <= alerts.Length - suppressed;
            });
            return told;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }

    private static string Name(JsonNode labels) => $"{labels["alertname"]} {labels["severity"]} {labels["cluster"]} {labels["namespace"]}".TrimEnd();

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                if (await holds())
                    return;
            }
            catch (HttpRequestException)
            {
                // It is not there yet.
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail("Alertmanager did not come to it within ten seconds");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
