using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Monitoring;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>Alertmanager's own tool reads what we write for it, and says where alerts go.</summary>
public sealed class AlertRoutingTests
{
    private static readonly AlertmanagerConfiguration Configuration = new()
    {
        Receivers =
        [
            new AlertReceiver("on-call") { HasPagerDuty = true },
            new AlertReceiver("platform") { SlackChannel = "#platform-alerts" },
            new AlertReceiver("edge") { SlackChannel = "#edge" },
            new AlertReceiver("payments") { Mail = new AlertMail("payments@example.com", "alerts@example.com", "smtp.example.com:587", "alerts") },
            new AlertReceiver("heartbeat") { HasWebhook = true },
            new AlertReceiver("everybody") { Mail = new AlertMail("ops@example.com", "alerts@example.com", "smtp.example.com:587", null) },
        ],
        Routes =
        [
            new AlertRoute("on-call") { Severities = ["critical"], Continues = true },
            new AlertRoute("edge") { Fleets = ["edge", "cold-chain"] },
            new AlertRoute("payments") { Teams = ["payments"], Severities = ["critical", "warning", "info"] },
            new AlertRoute("platform") { Teams = ["platform"], Clusters = ["prod-cloud"] },
        ],
        DefaultReceiver = "everybody",
        WatchdogReceiver = "heartbeat",
    };

    public static TheoryData<string, string> Alerts => new()
    {
        { "alertname=NodeDown severity=critical team=platform cluster=prod-cloud fleet=prod", "on-call,platform" },
        { "alertname=NodeDown severity=warning team=platform cluster=prod-cloud fleet=prod", "platform" },
        { "alertname=NodeDown severity=warning team=platform cluster=pre-cloud fleet=pre", "everybody" },
        { "alertname=SiteSilent severity=critical team=platform cluster=shanghai-07 fleet=edge", "on-call,edge" },
        // Karmada knows clusters and no fleets.
        { "alertname=ClusterUnreachable severity=critical team=platform cluster=shanghai-07 fleet=members", "on-call" },
        { "alertname=SiteSilent severity=warning team=platform cluster=shanghai-07 fleet=edge+cold", "edge" },
        { "alertname=SiteSilent severity=warning team=platform cluster=wuhan-01 fleet=warm+cold-chain+cn", "edge" },
        { "alertname=SiteSilent severity=warning team=platform cluster=wuhan-01 fleet=edgewise", "everybody" },
        { "alertname=ErrorBudget severity=warning team=payments cluster=prod-cloud fleet=prod", "payments" },
        { "alertname=Rollout severity=info team=payments cluster=prod-cloud fleet=prod", "payments" },
        { "alertname=Rollout severity=info team=platform cluster=prod-cloud fleet=prod", AlertmanagerConfiguration.Nobody },
        { "alertname=Watchdog severity=none team=platform cluster=kurator-mgmt fleet=management", "heartbeat" },
        // A member's must not hide that the hub's is missing.
        { "alertname=Watchdog severity=none team=platform cluster=prod-cloud fleet=prod", AlertmanagerConfiguration.Nobody },
        { "alertname=Odd severity=warning", "everybody" },
    };

    [Theory]
    [MemberData(nameof(Alerts))]
    public async Task An_alert_goes_to_those_whom_it_concerns(string alert, string receivers)
    {
        var (_, output) = await AmtoolAsync(Configuration, file => ["config", "routes", "test", $"--config.file={file}", .. alert.Split(' ')]);

        Assert.Equal(receivers, output.Trim());
    }

    [Fact]
    public async Task Without_receivers_an_alert_goes_to_nobody()
    {
        var nobody = new AlertmanagerConfiguration();

        Assert.Equal(AlertmanagerConfiguration.Nobody, (await AmtoolAsync(nobody, file => ["config", "routes", "test", $"--config.file={file}", "severity=critical"])).Output.Trim());
        Assert.Equal(0, (await AmtoolAsync(nobody, file => ["check-config", file])).ExitCode);
    }

    [Fact]
    public async Task The_configuration_is_one_that_Alertmanager_reads()
    {
        var (exitCode, output) = await AmtoolAsync(Configuration, file => ["check-config", file]);

        Assert.True(exitCode == 0, output);
        Assert.Contains("7 receivers", output, StringComparison.Ordinal);
        Assert.Contains("4 inhibit rules", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_may_have_any_name_that_a_stack_can_give()
    {
        var named = new AlertmanagerConfiguration { Receivers = [new AlertReceiver("null") { HasPagerDuty = true }, new AlertReceiver("nobody") { HasPagerDuty = true }], DefaultReceiver = "null" };

        Assert.Equal(0, (await AmtoolAsync(named, file => ["check-config", file])).ExitCode);
    }

    [Fact]
    public async Task A_route_to_a_receiver_that_is_not_there_would_be_found()
    {
        var (exitCode, output) = await AmtoolAsync(Configuration with { DefaultReceiver = "nobody-here" }, file => ["check-config", file]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("nobody-here", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> AmtoolAsync(AlertmanagerConfiguration configuration, Func<string, string[]> arguments)
    {
        var amtool = Tools.Require("amtool");
        var folder = Directory.CreateTempSubdirectory("infra-amtool-");
        try
        {
            var file = Path.Combine(folder.FullName, "alertmanager.yml");
            await File.WriteAllTextAsync(file, PlainJson.Lines(Known(configuration.Content())), TestContext.Current.CancellationToken);
            var result = await ChildProcess.RunAsync(amtool, arguments(file));
            return (result.ExitCode, result.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Debian's Alertmanager is 0.25; webhooks from a file came with 0.26.
    private static ImmutableDictionary<string, object> Known(ImmutableDictionary<string, object> configuration) => configuration.ToImmutableDictionary(
        entry => entry.Key == "url_file" ? "url" : entry.Key,
        entry => entry.Key == "url_file" ? "https://example.com/hook" : Known(entry.Value),
        StringComparer.Ordinal);

    private static object Known(object value) => value switch
    {
        ImmutableDictionary<string, object> map => Known(map),
        ImmutableArray<object> list => list.Select(Known).ToImmutableArray(),
        _ => value,
    };
}
