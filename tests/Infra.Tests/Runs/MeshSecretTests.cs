using System.Text;
using Infra.Engine.Behaviors;
using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.Projects;
using Infra.Engine.Rendering;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Presentation;
using Infra.Stacks;
using Spectre.Console;
using Xunit;

namespace Infra.Tests.Runs;

/// <summary>A mesh whose clusters tell their secrets, as they do in earnest: the keys of authorities and the tokens of readers are nowhere in plain text.</summary>
[Collection(Passphrases.Name)]
public sealed class MeshSecretTests : IDisposable
{
    private const string Canary = "canary-4711";

    private static readonly string Encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary));

    private readonly Project _project = new();
    private readonly Passphrases.Given _passphrase = new("open sesame");

    public MeshSecretTests() => _project.EditDev("  infra:clusters:\n", """
          infra:managementCluster: hub
          infra:management: { certManager: install }
          infra:meshes:
            shop: { on: { clusters: [member1, member2, site] }, leaves: { clusters: [site] } }
          infra:clusters:
            hub:
              kind: attached
              kubeconfig: { path: ~/.kube/hub.config }
              apiEndpoint: https://hub:6443
            site: { kind: attached, mode: pull }

        """);

    public void Dispose()
    {
        _passphrase.Dispose();
        _project.Dispose();
    }

    [Fact]
    public async Task A_key_and_a_token_are_on_no_screen_and_in_no_file()
    {
        using var secrets = new StackSecrets(ProjectFile.Find(_project.Folder).LoadStack("dev"), new PassphraseSource(Environment.GetEnvironmentVariable, new TerminalPassphrasePrompt(AnsiConsole.Console)));
        var plan = await PlanAsync(secrets);

        // They are there, or nothing would be shown by this; and they got to where they are needed.
        var texts = string.Join('\n', plan.Snapshot.Resources.Where(resource => resource.Inputs.ContainsSecrets).Select(resource => resource.Urn));
        Assert.Contains("shop/member1/Secret/cacerts", texts, StringComparison.Ordinal);
        Assert.Contains("shop/site/Work", texts, StringComparison.Ordinal);
        Assert.Contains("mesh-discovery/member1", texts, StringComparison.Ordinal);
        Assert.Contains(Canary, State(plan, secrets, showSecrets: true), StringComparison.Ordinal);

        Hidden(Report(plan));
        Hidden(Json(plan));
        Hidden(State(plan, secrets, showSecrets: false));
        Hidden(string.Join('\n', plan.Diagnostics));
        foreach (var (file, content) in Manifests.Render(plan.Snapshot.Resources).Files)
            Hidden($"{file}\n{Encoding.UTF8.GetString(content.Span)}");
    }

    [Fact]
    public async Task A_run_after_it_shows_none_either()
    {
        using (var secrets = new StackSecrets(ProjectFile.Find(_project.Folder).LoadStack("dev"), new PassphraseSource(Environment.GetEnvironmentVariable, new TerminalPassphrasePrompt(AnsiConsole.Console))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_project.DevState)!);
            await File.WriteAllTextAsync(_project.DevState, State(await PlanAsync(secrets), secrets, showSecrets: false), TestContext.Current.CancellationToken);
        }

        foreach (string[] command in (string[][])[["preview", "--diff"], ["preview", "--json"], ["up", "--diff"]])
        {
            var answer = await _project.RunAsync([.. command, "-s", "dev"]);
            Assert.True(answer.ExitCode == ExitCodes.Success, answer.Messages + answer.Out);
            Hidden(answer.Messages + answer.Out);
        }

        Assert.NotEmpty(_project.Made());
        Assert.All(_project.Made().Values, Hidden);
    }

    private async Task<Plan> PlanAsync(StackSecrets secrets)
    {
        var config = ProjectFile.Find(_project.Folder).LoadStack("dev").ForProgram(secrets.Provider);
        var options = new SessionOptions { Config = config.Values, ConfigSecretKeys = config.SecretKeys, RootDirectory = _project.Folder };
        await using var session = new EngineSession(
            new StackIdentity("organization", "infra", "dev"), DeploymentSnapshot.Empty, [new TellingKubernetes(Canary), new PlanOnlyBehavior(), new StackReferenceBehavior(new NothingRecorded())], options);
        var plan = await session.PlanAsync(new InProcessProgram(PlatformProgram.RunAsync, usesLoopback: !EngineConnection.SdkCallsInProcess), TestContext.Current.CancellationToken);
        Assert.False(plan.HasErrors, string.Join('\n', plan.Diagnostics));
        return plan;
    }

    private static void Hidden(string text)
    {
        Assert.DoesNotContain(Canary, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Encoded, text, StringComparison.Ordinal);
    }

    private static string Report(Plan plan)
    {
        using var text = new StringWriter();
        new PlanReport(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) })).Write(plan, showDiff: true);
        return text.ToString();
    }

    private static string Json(Plan plan)
    {
        using var stream = new MemoryStream();
        PlanJson.Write(plan, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string State(Plan plan, StackSecrets secrets, bool showSecrets)
    {
        using var stream = new MemoryStream();
        DeploymentJson.Write(plan.Snapshot with { SecretsProvider = secrets.Provider }, stream, showSecrets);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
