using System.Text.Json;
using Infra.Engine.Programs;

namespace Infra.Interop.Tests.Languages;

/// <summary>A program on Pulumi's own SDK for JavaScript, started as Pulumi's language host for Node starts one.</summary>
/// <param name="peers">The folder whose <c>node_modules</c> holds the SDK.</param>
/// <param name="folder">The program's folder.</param>
internal sealed class NodeProgram(string peers, string folder) : IProgram
{
    public async Task<int> RunAsync(ProgramContext context, CancellationToken cancellationToken)
    {
        var address = await context.ListenAsync(cancellationToken);
        var modules = Path.Combine(peers, "node_modules");
        var environment = context.Environment.ToDictionary(entry => entry.Key, entry => (string?)entry.Value, StringComparer.Ordinal);
        environment["NODE_PATH"] = modules;
        string[] arguments =
        [
            Path.Combine(modules, "@pulumi", "pulumi", "cmd", "run"),
            $"--monitor={address}",
            $"--engine={address}",
            $"--organization={context.Environment["PULUMI_ORGANIZATION"]}",
            $"--project={context.Environment["PULUMI_PROJECT"]}",
            $"--stack={context.Environment["PULUMI_STACK"]}",
            $"--parallel={context.Environment["PULUMI_PARALLEL"]}",
            $"--dry-run={context.Environment["PULUMI_DRY_RUN"]}",
            $"--pwd={folder}",
            .. JsonSerializer.Deserialize<Dictionary<string, string>>(context.Environment["PULUMI_CONFIG"])!.Select(entry => $"--config.{entry.Key}={entry.Value}"),
            folder,
        ];
        var program = await ChildProcess.RunAsync("node", arguments, folder, environment);
        TestContext.Current.TestOutputHelper?.WriteLine(program.Output + program.Error);
        return program.ExitCode;
    }
}
