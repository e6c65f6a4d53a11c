using System.Text.Json;
using Infra.Engine.Projects;
using Infra.Engine.Secrets;
using Infra.Presentation;
using Spectre.Console;
using Xunit;

namespace Infra.Tests.Runs;

/// <summary>The environments of this repository as they are monitored.</summary>
[Collection(Passphrases.Name)]
public sealed class MonitoringTests : IDisposable
{
    private readonly Project _project = new();
    private readonly Passphrases.Given _passphrase = new("open sesame");

    public void Dispose()
    {
        _passphrase.Dispose();
        _project.Dispose();
    }

    [Fact]
    public async Task Another_site_changes_its_own_membership_and_nothing_else()
    {
        await UpAsync("mgmt");
        await UpAsync("edge");
        Assert.Equal(ExitCodes.Success, (await _project.RunAsync("new", "site", "shanghai-09", "--class", "warehouse", "--region", "shanghai")).ExitCode);

        var preview = await _project.RunAsync("preview", "-s", "edge", "--json");

        Assert.Equal(ExitCodes.Success, preview.ExitCode);
        // What is in clusters and in Karmada; that a fleet lists its members is this program's own affair.
        var steps = JsonElement.Parse(preview.Out).GetProperty("steps").EnumerateArray()
            .Select(step => (Operation: step.GetProperty("op").GetString()!, Urn: step.GetProperty("urn").GetString()!))
            .Where(step => step.Operation != "same" && step.Urn.Contains("kubernetes:", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(steps);
        Assert.All(steps, step =>
        {
            Assert.Equal("create", step.Operation);
            Assert.Contains("::shanghai-09", step.Urn, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task What_members_show_the_hub_is_on_no_screen_and_in_no_file()
    {
        const string Canary = "canary-4712";
        using (var secrets = new StackSecrets(ProjectFile.Find(_project.Folder).LoadStack("dev"), new PassphraseSource(Environment.GetEnvironmentVariable, new TerminalPassphrasePrompt(AnsiConsole.Console))))
        {
            var secret = $"{{ secure: {secrets.Provider.Encrypt(Canary)} }}";
            _project.EditDev("  infra:applications:\n", $"""
                  infra:monitoring:
                    members:
                      local:
                        on: {"{}"}
                        hub:
                          given:
                            authority: {secret}
                            clientCertificate: {secret}
                            clientKey: {secret}
                            alertmanager: alerts.example.com:443
                            objectStore: {secret}
                  infra:applications:

                """);
        }

        var up = await UpAsync("dev");
        var preview = await _project.RunAsync("preview", "-s", "dev", "--diff");

        Assert.DoesNotContain(Canary, up.Out + up.Messages + preview.Out + preview.Messages, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_project.Folder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(Canary, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(_project.Made().Keys, file => file.EndsWith("helmrelease-dev-monitoring-local.yaml", StringComparison.Ordinal));
    }

    private async Task<Answer> UpAsync(string stack)
    {
        var up = await _project.RunAsync("up", "-s", stack);
        Assert.True(up.ExitCode == ExitCodes.Success, $"{stack}: {up.Messages}{up.Out}");
        return up;
    }
}
