using System.Text;
using Infra.Engine.Behaviors;
using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.Projects;
using Infra.Engine.State;
using Infra.Engine.Values;
using Infra.Presentation;
using Infra.Stacks;
using Spectre.Console;

namespace Infra.Interop.Tests.Stacks;

/// <summary>A process's environment belongs to one program at a time, so nothing else runs beside these tests.</summary>
[CollectionDefinition(nameof(SamePlanTests), DisableParallelization = true)]
public sealed class Alone;

/// <summary>It makes no difference how a program reaches the engine.</summary>
[Collection(nameof(SamePlanTests))]
public sealed class SamePlanTests
{
    public static TheoryData<string> Stacks => [.. StackRuns.Names];

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task The_plan_is_the_same_in_process_and_over_gRPC(string stack)
    {
        var folder = await StackRuns.FolderOfAsync(stack);

        var inProcess = await PlanAsync(folder, stack, new InProcessProgram(PlatformProgram.RunAsync));
        var child = await PlanAsync(folder, stack, new ChildProgram("dotnet", [StackRuns.Program], folder));

        Assert.NotEmpty(inProcess.Steps);
        Assert.Equal(Report(inProcess), Report(child), ignoreCase: false);
        Assert.Equal(Json(inProcess), Json(child), ignoreCase: false);
        Assert.Equal(State(inProcess), State(child), ignoreCase: false);
    }

    private static async Task<Plan> PlanAsync(string folder, string stack, IProgram program)
    {
        var config = ProjectFile.Find(folder).LoadStack(stack).ForProgram(ReadableSecrets.Instance);
        var options = new SessionOptions { Config = config.Values, ConfigSecretKeys = config.SecretKeys, RootDirectory = folder, Time = new FixedTime() };
        var stacks = new RecordedFiles(folder);
        await using var session = new EngineSession(
            new StackIdentity("organization", "infra", stack), DeploymentSnapshot.Empty, ResourceBehaviors.BuiltIn(stacks), options);
        var plan = await session.PlanAsync(program, TestContext.Current.CancellationToken);
        Assert.False(plan.HasErrors, string.Join('\n', plan.Diagnostics));
        return plan;
    }

    private static string Report(Plan plan)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        new PlanReport(console).Write(plan, showDiff: true);
        return text.ToString();
    }

    private static string Json(Plan plan)
    {
        using var stream = new MemoryStream();
        PlanJson.Write(plan, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string State(Plan plan)
    {
        using var stream = new MemoryStream();
        DeploymentJson.Write(plan.Snapshot with { SecretsProvider = ReadableSecrets.Instance }, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>What was recorded when the stacks were brought up.</summary>
    private sealed class RecordedFiles(string folder) : IRecordedStacks
    {
        public string Project => "infra";

        public IReadOnlyList<string> Names => StackRuns.Names;

        public PropertyMap? OutputsOf(string stack)
        {
            var file = Path.Combine(folder, ".infra", "state", $"{stack}.json");
            return File.Exists(file) ? DeploymentJson.Read(File.ReadAllBytes(file), file, (_, _) => ReadableSecrets.Instance).StackOutputs : null;
        }
    }
}
