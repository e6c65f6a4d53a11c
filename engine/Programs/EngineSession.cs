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
    private readonly DeploymentSnapshot _previous;
    private readonly SessionOptions _options;
    private readonly Planner _planner;
    private readonly MonitorService _monitor;
    private readonly EngineService _engine;
    private readonly CallbackClient _callbacks = new();
    private readonly SemaphoreSlim _listening = new(1, 1);
    private LoopbackServer? _server;
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
        _previous = previous;
        _options = options;
        _planner = new Planner(stack, previous, behaviors, options, observer ?? SilentObserver.Instance);
        _monitor = new MonitorService(stack, options, _planner, _callbacks);
        _engine = new EngineService(_planner.Log);
        Invoker = new InProcessInvoker(ServiceMethods.Of(_monitor, _engine));
    }

    /// <summary>Reaches the engine's services without sockets or serialization.</summary>
    public CallInvoker Invoker { get; }

    /// <summary>Starts the loopback server, if it does not run yet, and tells its <c>host:port</c>.</summary>
    public async Task<string> ListenAsync(CancellationToken cancellationToken = default)
    {
        await _listening.WaitAsync(cancellationToken);
        try
        {
            _server ??= await LoopbackServer.StartAsync(_monitor, _engine, cancellationToken);
            return _server.Address;
        }
        finally
        {
            _listening.Release();
        }
    }

    /// <summary>Runs the program to its end and tells what it would change.</summary>
    /// <returns>The plan. When the program fails it has errors, and deletes nothing.</returns>
    /// <exception cref="RunCanceledException">The run was cancelled; the message tells how far it came and what was still in flight.</exception>
    public async Task<Plan> PlanAsync(IProgram program, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
            throw new InvalidOperationException("A session runs one program, once; make a new session for another run.");

        var exitCode = await RunAsync(program, cancellationToken);
        if (exitCode != 0 && !_planner.Log.HasErrors)
            _planner.Log.Error($"The program ended with exit code {exitCode}.", urn: null);
        if (exitCode == 0 && _planner.Table.Stack?.State is null)
            _planner.Log.Error("The program ended without registering its stack, so it seems to be no Pulumi program, or did not await its deployment.", urn: null);

        return new PlanAssembly(_stack, _previous, _planner).Assemble(exitCode);
    }

    /// <summary>What destroying the stack would change; no program is run.</summary>
    /// <returns>The plan. It has errors when something is protected.</returns>
    public static Plan PlanDestroy(StackIdentity stack, DeploymentSnapshot previous, IReadOnlyList<IResourceBehavior> behaviors, SessionOptions options)
    {
        var planner = new Planner(stack, previous, behaviors, options, SilentObserver.Instance);
        return new PlanAssembly(stack, previous, planner).Assemble(exitCode: 0);
    }

    /// <summary>Stops the loopback server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _callbacks.Dispose();
        _listening.Dispose();
    }

    private async Task<int> RunAsync(IProgram program, CancellationToken cancellationToken)
    {
        var context = new ProgramContext(ProgramEnvironment.Of(_stack, _options), Invoker, ListenAsync, _planner.Log.Wrote);
        try
        {
            return await program.RunAsync(context, cancellationToken);
        }
        catch (OperationCanceledException canceled) when (cancellationToken.IsCancellationRequested)
        {
            throw new RunCanceledException(DescribeProgress(), canceled, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _planner.Log.Error($"The program failed: {error.Message}", urn: null);
            _planner.Log.FromProgram(new Diagnostic(DiagnosticSeverity.Debug, error.ToString()));
            return 1;
        }
    }

    private string DescribeProgress()
    {
        var inFlight = _monitor.Unanswered.ToList();
        var last = _planner.Table.Last is { } resource ? $", the last of them {resource.Urn}" : "";
        var waiting = inFlight.Count > 0 ? $"waiting for an answer: {string.Join(", ", inFlight)}"
            : _monitor.HasSignalled ? "everything was answered and the program was about to end"
            : "every request was answered, so the program waits for something of its own, such as an output that nobody resolves";
        return $"The run was cancelled after {_planner.Table.Count} resources{last}; {waiting}. Nothing was written.";
    }
}

/// <summary>A run was cancelled; the message tells how far it came.</summary>
public sealed class RunCanceledException(string message, Exception inner, CancellationToken cancellationToken)
    : OperationCanceledException(message, inner, cancellationToken);
