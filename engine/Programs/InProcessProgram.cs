namespace Infra.Engine.Programs;

/// <summary>A program that runs in this process, as a call of its entry point.</summary>
/// <remarks>
/// The Pulumi SDK takes its environment from the process, so only one runs at a time: others wait. The variables are put back afterwards.
/// </remarks>
/// <param name="run">Runs the program and tells its exit code, as <c>Deployment.RunAsync</c> does.</param>
/// <param name="usesLoopback">Whether the program reaches the engine by gRPC, as the published SDK must; by default it is handed the engine itself.</param>
public sealed class InProcessProgram(Func<Task<int>> run, bool usesLoopback = false) : IProgram
{
    /// <summary>Where the SDK finds the invoker: the name under which <see cref="AppContext"/> keeps it.</summary>
    public const string InvokerDataName = "Pulumi.InProcessEngine";

    /// <summary>The address that tells the SDK to use the invoker.</summary>
    public const string InProcessAddress = "in-process";

    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <inheritdoc />
    public async Task<int> RunAsync(ProgramContext context, CancellationToken cancellationToken)
    {
        var address = usesLoopback ? await context.ListenAsync(cancellationToken) : InProcessAddress;
        await OneAtATime.WaitAsync(cancellationToken);
        var previous = new Dictionary<string, string?>(StringComparer.Ordinal);
        try
        {
            foreach (var (name, value) in context.Environment)
                Set(previous, name, value);
            Set(previous, "PULUMI_MONITOR", address);
            Set(previous, "PULUMI_ENGINE", address);
            AppContext.SetData(InvokerDataName, context.Invoker);

            // On the pool, so that a program that blocks its first thread can still be given up.
            return await Task.Run(run, cancellationToken).WaitAsync(cancellationToken);
        }
        finally
        {
            AppContext.SetData(InvokerDataName, null);
            foreach (var (name, value) in previous)
                Environment.SetEnvironmentVariable(name, value);
            OneAtATime.Release();
        }
    }

    private static void Set(Dictionary<string, string?> previous, string name, string value)
    {
        previous[name] = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
    }
}
