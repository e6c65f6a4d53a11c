using Infra.Engine.Projects;
using Infra.Engine.Secrets;
using Infra.Presentation;
using Spectre.Console;
using Xunit;

namespace Infra.Tests.Runs;

/// <summary>A stack with a secret in its configuration: the passphrase is needed, and the secret is nowhere in plain text.</summary>
[Collection(Passphrases.Name)]
public sealed class SecretTests : IDisposable
{
    private const string Passphrase = "open sesame";

    // A kubeconfig in a single line, so that it would be found in any file that held it.
    private const string Canary = "{apiVersion: v1, kind: Config, users: [{name: u, user: {token: canary-4711}}]}";

    private readonly Project _project = new();
    private readonly string? _variable = Environment.GetEnvironmentVariable(PassphraseSource.Variable);

    public SecretTests()
    {
        Environment.SetEnvironmentVariable(PassphraseSource.Variable, Passphrase);
        var source = new PassphraseSource(Environment.GetEnvironmentVariable, new TerminalPassphrasePrompt(AnsiConsole.Console));
        using var secrets = new StackSecrets(ProjectFile.Find(_project.Folder).LoadStack("dev"), source);
        var ciphertext = secrets.Provider.Encrypt(Canary);
        _project.EditDev("        path: ~/.kube/members.config\n        context: member1\n", $"        content:\n          secure: {ciphertext}\n");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(PassphraseSource.Variable, _variable);
        _project.Dispose();
    }

    [Fact]
    public async Task A_secret_reaches_no_file_and_no_screen_in_plain_text()
    {
        var up = await _project.RunAsync("up", "-s", "dev", "--diff");
        Assert.True(up.ExitCode == 0, up.Messages);
        var json = await _project.RunAsync("preview", "-s", "dev", "--json");
        var export = await _project.RunAsync("stack", "export", "-s", "dev", "--file", _project.InFolder("export.json"));

        Assert.Equal((0, 0), (json.ExitCode, export.ExitCode));
        Assert.DoesNotContain("canary-4711", up.Out + up.Messages + json.Out + json.Messages, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_project.Folder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("canary-4711", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("\"ciphertext\": \"v1:", _project.Made()[".infra/state/dev.json"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_up_with_secrets_changes_no_byte()
    {
        await _project.RunAsync("up", "-s", "dev");
        var before = _project.Made();

        var again = await _project.RunAsync("up", "-s", "dev", "--expect-no-changes");

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(before, _project.Made());
    }

    [Fact]
    public async Task A_secret_is_exported_in_plain_text_only_on_demand()
    {
        await _project.RunAsync("up", "-s", "dev");
        var file = _project.InFolder("export.json");

        Assert.Equal(0, (await _project.RunAsync("stack", "export", "-s", "dev", "--file", file, "--show-secrets")).ExitCode);

        var exported = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains("canary-4711", exported, StringComparison.Ordinal);
        Assert.DoesNotContain("ciphertext", exported, StringComparison.Ordinal);
        Assert.Equal(0, (await _project.RunAsync("stack", "import", "-s", "dev", "--file", file)).ExitCode);
        Assert.DoesNotContain("canary-4711", _project.Made()[".infra/state/dev.json"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Set PULUMI_CONFIG_PASSPHRASE")]
    [InlineData("wrong", "PULUMI_CONFIG_PASSPHRASE")]
    public async Task Without_the_passphrase_nothing_changes(string? passphrase, string message)
    {
        await _project.RunAsync("up", "-s", "dev");
        var before = _project.Made();
        _project.EditDev("replicas: 2", "replicas: 3");
        Environment.SetEnvironmentVariable(PassphraseSource.Variable, passphrase);

        var up = await _project.RunAsync("up", "-s", "dev");

        Assert.Equal(ExitCodes.Error, up.ExitCode);
        Assert.Contains(message, up.Messages, StringComparison.Ordinal);
        Assert.Equal(before, _project.Made());
    }
}
