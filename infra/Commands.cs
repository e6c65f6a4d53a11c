using Infra.CommandLine;
using Infra.Engine;
using Infra.Engine.Planning;
using Infra.Engine.State;
using Infra.Engine.Storage;
using Infra.Presentation;

namespace Infra;

/// <summary>What each command does, as the command line asks for it.</summary>
/// <remarks>Whatever a user can put right comes as one message and exit code 1; what is recorded is then as it was.</remarks>
internal sealed class Commands(ConsoleOutput output) : ICommands
{
    /// <inheritdoc />
    public Task<int> PreviewAsync(RunSettings settings, CancellationToken cancellation) => UserErrors.GuardAsync(output, async () =>
    {
        using var stack = Open(settings.Directory).Stack(settings.Stack);
        var plan = await PlanAsync(stack, $"Previewing {stack.Name}", cancellation);
        Print(plan, settings);
        return Verdict(plan, settings);
    });

    /// <inheritdoc />
    public Task<int> UpAsync(RunSettings settings, CancellationToken cancellation) => UserErrors.GuardAsync(output, async () =>
    {
        using var stack = Open(settings.Directory).Stack(settings.Stack);
        using var run = Lock(stack, "up");
        var plan = await PlanAsync(stack, $"Planning {stack.Name}", cancellation);
        return CarryOut(stack, plan, settings, cancellation);
    });

    /// <inheritdoc />
    public Task<int> DestroyAsync(RunSettings settings, CancellationToken cancellation) => UserErrors.GuardAsync(output, () =>
    {
        using var stack = Open(settings.Directory).Stack(settings.Stack);
        using var run = Lock(stack, "destroy");
        return Task.FromResult(CarryOut(stack, stack.PlanDestroy(), settings, cancellation));
    });

    /// <inheritdoc />
    public Task<int> ListStacksAsync(StackSettings settings, CancellationToken cancellation) => UserErrors.GuardAsync(output, () =>
    {
        var workspace = Open(settings.Directory);
        StackReport.List(output, [.. workspace.Project.StackNames.Select(name => StackSummary.Of(workspace, name))], settings.Json);
        return Task.FromResult(ExitCodes.Success);
    });

    /// <inheritdoc />
    public Task<int> ShowOutputsAsync(StackSettings settings, string? name, CancellationToken cancellation) => UserErrors.GuardAsync(output, () =>
    {
        using var stack = Open(settings.Directory).Stack(settings.Stack);
        StackReport.Outputs(output, stack.Name, stack.Read().StackOutputs, name, settings);
        return Task.FromResult(ExitCodes.Success);
    });

    /// <inheritdoc />
    public Task<int> ExportAsync(StackSettings settings, string? file, CancellationToken cancellation) => UserErrors.GuardAsync(output, async () =>
    {
        using var stack = Open(settings.Directory).Stack(settings.Stack);
        await TextStream.WriteAsync(file, stack.Serialize(stack.Read(), settings.ShowSecrets), cancellation);
        return ExitCodes.Success;
    });

    /// <inheritdoc />
    public Task<int> ImportAsync(StackSettings settings, string? file, CancellationToken cancellation) => UserErrors.GuardAsync(output, async () =>
    {
        using var stack = Open(settings.Directory).Stack(settings.Stack);
        using var run = Lock(stack, "import");
        var snapshot = stack.Parse(await TextStream.ReadAsync(file, cancellation), file ?? "standard input");
        stack.Record(snapshot, stack.Serialize(snapshot));
        output.Line($"Recorded {snapshot.Resources.Length} resources of {stack.Name}.");
        return ExitCodes.Success;
    });

    private Workspace Open(string directory) => Workspace.Open(directory, new TerminalPassphrasePrompt(output.Messages));

    private StackLock Lock(StackWorkspace stack, string operation)
    {
        var taken = stack.Lock(operation);
        if (taken.Note is { } note)
            output.Note(note);

        return taken;
    }

    private Task<Plan> PlanAsync(StackWorkspace stack, string title, CancellationToken cancellation) =>
        new Progress(output).WatchAsync(title, observer => stack.PlanAsync(observer, cancellation));

    private void Print(Plan plan, RunSettings settings)
    {
        if (settings.Json)
            PlanJson.Write(plan, output.RawOut);
        else
            new PlanReport(output.Out).Write(plan, settings.ShowDiff);
    }

    private static int Verdict(Plan plan, RunSettings settings) =>
        plan.HasErrors ? ExitCodes.Error
        : settings.ExpectNoChanges && plan.HasChanges ? ExitCodes.ChangesFound
        : ExitCodes.Success;

    // Whatever can fail for a reason of the user's, such as a passphrase, comes before the first write; the record comes last.
    private int CarryOut(StackWorkspace stack, Plan plan, RunSettings settings, CancellationToken cancellation)
    {
        Print(plan, settings);
        var verdict = Verdict(plan, settings);
        if (verdict != ExitCodes.Success)
            return verdict;

        cancellation.ThrowIfCancellationRequested();
        var record = plan.ChangesRecord ? stack.Serialize(plan.Snapshot) : null;
        var rendering = stack.Render(plan.Snapshot);
        if (record is not null)
            stack.Record(plan.Snapshot, record);
        if (!settings.Json)
            new RenderingReport(output.Out).Write(stack.RenderedPlace, rendering);
        return ExitCodes.Success;
    }
}
