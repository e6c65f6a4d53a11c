using Grpc.Core;
using Infra.Engine.Behaviors;
using Infra.Engine.Planning;
using Infra.Engine.Services;
using Infra.Engine.State;

namespace Infra.Engine.Programs;

/// <summary>One run of one program against one stack: the engine that the program talks to, and the plan that comes of it.</summary>
/// <remarks>
/// <code>
/// await using var session = new EngineSession(stack, previous, behaviors, options);
/// Plan plan = await session.PlanAsync(new InProcessProgram(Program.RunAsync), cancellationToken);
/// </code>
/// Nothing is written and nothing outside the process is changed. A session runs one program, once.
/// </remarks>
public sealed class EngineSession : IAsyncDisposable
{
    private readonly StackIdentity _stack;
    private readonly SessionOptions _options;
    private readonly IProgressObserver _observer;
    private readonly DeploymentSnapshot _previous;
    private int _started;

    /// <summary>Prepares a run.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="previous">What is recorded of it; <see cref="DeploymentSnapshot.Empty"/> before the first run.</param>
    /// <param name="behaviors">What is known of packages; one whose package is <c>*</c> answers for the rest.</param>
    /// <param name="options">Configuration and clock.</param>
    /// <param name="observer">Sees the run as it happens; null for nobody.</param>
    public EngineSession(
        StackIdentity stack,
        DeploymentSnapshot previous,
        IReadOnlyList<IResourceBehavior> behaviors,
        SessionOptions options,
        IProgressObserver? observer = null)
    {
        _stack = stack;
        _options = options;
        _observer = observer ?? SilentObserver.Instance;
        _previous = previous;
        _ = behaviors;
    }

    /// <summary>Reaches the engine's services without sockets or serialization.</summary>
    public CallInvoker Invoker { get; } = new InProcessInvoker();

    /// <summary>Starts the loopback server, if it does not run yet, and tells its <c>host:port</c>.</summary>
    public Task<string> ListenAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Runs the program to its end and tells what it would change.</summary>
    /// <returns>The plan. When the program fails it has errors, and deletes nothing.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled; the message names the registrations that were still in flight.</exception>
    public async Task<Plan> PlanAsync(IProgram program, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
            throw new InvalidOperationException("A session runs one program, once; make a new session for another run.");

        var context = new ProgramContext(ProgramEnvironment.Of(_stack, _options), Invoker, ListenAsync, _observer);
        var exitCode = await program.RunAsync(context, cancellationToken);
        return new Plan { Stack = _stack, Steps = [], Snapshot = _previous, ProgramExitCode = exitCode };
    }

    /// <summary>What destroying the stack would change; no program is run.</summary>
    /// <returns>The plan. It has errors when something is protected.</returns>
    public static Plan PlanDestroy(StackIdentity stack, DeploymentSnapshot previous, SessionOptions options)
    {
        _ = options;
        return new Plan { Stack = stack, Steps = [], Snapshot = previous };
    }

    /// <summary>Stops the loopback server.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
