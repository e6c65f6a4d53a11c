using System.Text.Json;
using Infra.Engine.Projects;
using Infra.Engine.Secrets;
using Infra.Presentation;
using Spectre.Console;
using Xunit;

namespace Infra.Tests.Runs;

/// <summary>The cluster of machines of production, planned, recorded and removed.</summary>
[Collection(Passphrases.Name)]
public sealed class OnPremStackTests : IDisposable
{
    private const string Cluster = "    on-prem:\n      kind: onprem\n";

    private readonly Project _project = new();
    private readonly string? _variable = Environment.GetEnvironmentVariable(PassphraseSource.Variable);

    // The kubeconfig is a secret, even where it is not known yet.
    public OnPremStackTests() => Environment.SetEnvironmentVariable(PassphraseSource.Variable, "open sesame");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(PassphraseSource.Variable, _variable);
        _project.Dispose();
    }

    [Fact]
    public async Task Its_steps_are_planned_and_listed_and_never_said_to_be_done()
    {
        await _project.RunAsync("up", "-s", "mgmt");

        var up = await _project.RunAsync("up", "-s", "prod");

        Assert.Equal((ExitCodes.Success, ""), (up.ExitCode, up.Messages));
        foreach (var machine in Machines)
        {
            Assert.Contains($"on-prem/{machine}  create", up.Out, StringComparison.Ordinal);
            Assert.Contains($"on-prem/{machine}/join  planned only", up.Out, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("/join  create", up.Out, StringComparison.Ordinal);
        var recorded = JsonElement.Parse(_project.Made()[".infra/state/prod.json"]).GetProperty("deployment");
        Assert.DoesNotContain(recorded.GetProperty("resources").EnumerateArray(), IsCommand);
        // Pulumi does what is pending, given this state.
        var pending = recorded.GetProperty("pending_operations").EnumerateArray().Where(operation => IsCommand(operation.GetProperty("resource"))).ToList();
        Assert.Equal(48, pending.Count);
        Assert.All(pending, operation => Assert.Equal("creating", operation.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task It_leaves_once_it_was_made_absent()
    {
        _project.Edit("prod", Cluster, $"{Cluster}      protected: false\n");
        await UpAsync();
        _project.Edit("prod", Cluster, $"{Cluster}      state: absent\n");

        var up = await _project.RunAsync("up", "-s", "prod");

        Assert.Equal((ExitCodes.Success, ""), (up.ExitCode, up.Messages));
        Assert.DoesNotContain("on-prem/", _project.Made()[".infra/state/prod.json"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_to_its_machines_is_on_no_screen_and_in_no_file()
    {
        using (var secrets = new StackSecrets(ProjectFile.Find(_project.Folder).LoadStack("prod"), new PassphraseSource(Environment.GetEnvironmentVariable, new TerminalPassphrasePrompt(AnsiConsole.Console))))
            _project.Edit("prod", "        user: platform\n", $"        key: {{ secure: \"{secrets.Provider.Encrypt("canary-4711")}\" }}\n");
        await _project.RunAsync("up", "-s", "mgmt");

        var preview = await _project.RunAsync("preview", "-s", "prod", "--diff");
        var json = await _project.RunAsync("preview", "-s", "prod", "--json");
        var up = await _project.RunAsync("up", "-s", "prod");

        Assert.Equal((ExitCodes.Success, ExitCodes.Success, ExitCodes.Success), (preview.ExitCode, json.ExitCode, up.ExitCode));
        Assert.Contains("on-prem/worker-5/join", json.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-4711", preview.Out + preview.Messages + json.Out + json.Messages + up.Out + up.Messages, StringComparison.Ordinal);
        Assert.All(_project.Made().Values, text => Assert.DoesNotContain("canary-4711", text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Machines => ["control-1", "control-2", "control-3", "worker-1", "worker-2", "worker-3", "worker-4", "worker-5"];

    private static bool IsCommand(JsonElement resource) => resource.GetProperty("type").GetString() == "command:remote:Command";

    private async Task UpAsync()
    {
        await _project.RunAsync("up", "-s", "mgmt");
        Assert.Equal(ExitCodes.Success, (await _project.RunAsync("up", "-s", "prod")).ExitCode);
    }
}
