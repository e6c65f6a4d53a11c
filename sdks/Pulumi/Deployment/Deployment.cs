namespace Pulumi;

/// <summary>One run of a program against an engine.</summary>
public sealed partial class Deployment
{
    // Each asynchronous flow has its own deployment, so that tests can run side by side.
    private static readonly AsyncLocal<Deployment?> Current = new();

    private readonly Runner _runner = new();
    private readonly Runner _registrations = new();
    private readonly Registrar _registrar;
    private readonly DeploymentInstance _instance;

    private Deployment(DeploymentSettings settings, EngineConnection engine)
    {
        Settings = settings;
        Engine = engine;
        Logger = new EngineLogger(engine.Engine, _runner);
        Features = new Features(engine.Monitor);
        Packages = new Packages(engine.Monitor, Features);
        Callbacks = new CallbacksServer(this);
        Hooks = new Hooks(this);
        Functions = new Functions(this);
        _registrar = new Registrar(this);
        _instance = new DeploymentInstance(this);
    }

    /// <summary>The run that the calling code takes part in.</summary>
    /// <exception cref="InvalidOperationException">It takes part in none.</exception>
    public static DeploymentInstance Instance => RequiredInstance._instance;

    /// <summary>The deployment that the calling code runs in, or null outside of one.</summary>
    internal static Deployment? InternalInstance => Current.Value;

    internal static Deployment RequiredInstance => Current.Value ?? throw new InvalidOperationException(
        "There is no deployment here: resources, configuration and logs belong into a program that Deployment.RunAsync runs, or a test inside Deployment.TestAsync.");

    internal DeploymentSettings Settings { get; }

    internal EngineConnection Engine { get; }

    internal EngineLogger Logger { get; }

    internal Features Features { get; }

    internal Packages Packages { get; }

    internal CallbacksServer Callbacks { get; }

    internal Functions Functions { get; }

    internal IRunner Runner => _runner;

    internal Hooks Hooks { get; }

    /// <summary>Notes resources as they are registered; only tests want that.</summary>
    internal ResourceRecorder? Recorder { get; init; }

    /// <summary>The root of the resources; null until it is constructed.</summary>
    internal Stack? Stack { get; private set; }

    /// <summary>The logical name of the root.</summary>
    internal string RootName => $"{Settings.Project}-{Settings.Stack}";

    /// <summary>Asks the engine to refuse to go on unless the CLI's version lies in a range.</summary>
    /// <param name="pulumiVersionRange">A range such as <c>&gt;=3.100.0</c>.</param>
    public static async Task RequirePulumiVersionAsync(string pulumiVersionRange) =>
        await RequiredInstance.Engine.Engine.RequirePulumiVersionAsync(new Pulumirpc.RequirePulumiVersionRequest { PulumiVersionRange = pulumiVersionRange });

    /// <summary>Waits until every resource constructed so far, and by what waits for them, is registered. Failures are reported elsewhere.</summary>
    public async Task AwaitPendingRegistrations() => await _registrations.WaitAsync();

    /// <summary>Whether the engine calls invoke transforms.</summary>
    public Task<bool> MonitorSupportsInvokeTransforms() => Features.SupportsAsync(Features.InvokeTransforms);

    /// <summary>Whether the engine calls resource hooks.</summary>
    public Task<bool> MonitorSupportsResourceHooks() => Features.SupportsAsync(Features.ResourceHooks);

    /// <summary>Has the engine pass the calls of provider functions through a function of the program.</summary>
    public void RegisterInvokeTransform(InvokeTransform transform) =>
        _runner.RegisterTask("the registration of an invoke transform", RegisterInvokeTransformAsync(transform));

    /// <summary>Lets go of what the run held: the callbacks' port, the connection to the engine.</summary>
    private async ValueTask CloseAsync()
    {
        await Callbacks.DisposeAsync();
        Engine.Dispose();
    }

    internal void SetStack(Stack stack) =>
        Stack = Stack is null ? stack : throw new InvalidOperationException("A program has one stack, and this one has constructed a second.");

    internal Task RegisterResourceHook(ResourceHook hook) => Track($"the registration of the hook '{hook.Name}'", Hooks.RegisterAsync(hook));

    internal Task RegisterErrorHook(ErrorHook hook) => Track($"the registration of the error hook '{hook.Name}'", Hooks.RegisterAsync(hook));

    /// <summary>Runs code that the engine calls as part of this deployment.</summary>
    internal async Task<T> EnterAsync<T>(Func<Task<T>> call)
    {
        // Ends with this method, as every change of the asynchronous context does.
        Current.Value = this;
        return await call();
    }

    internal void ReadOrRegister(ResourceRequest request)
    {
        var registration = _registrar.RunAsync(request);
        if (!registration.IsCompletedSuccessfully)
        {
            var description = $"the resource {request.Label}";
            _registrations.RegisterTask(description, registration);
            _runner.RegisterTask(description, registration);
        }
    }

    internal void RegisterOutputs(ComponentResource component, Output<IDictionary<string, object?>> outputs) =>
        _runner.RegisterTask($"the outputs of '{component.GetResourceName()}' ({component.GetResourceType()})", _registrar.RegisterOutputsAsync(component, outputs));

    private Task Track(string description, Task task)
    {
        _runner.RegisterTask(description, task);
        return task;
    }

    private async Task RegisterInvokeTransformAsync(InvokeTransform transform)
    {
        await Features.RequireAsync(Features.InvokeTransforms, "invoke transforms");
        await Engine.Monitor.RegisterStackInvokeTransformAsync(await Callbacks.AddAsync(new InvokeTransformCallback(transform, this)));
    }
}
