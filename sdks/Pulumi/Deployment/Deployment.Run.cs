using System.Collections.Immutable;

namespace Pulumi;

public sealed partial class Deployment
{
    private static readonly Task<IDictionary<string, object?>> NoOutputs =
        Task.FromResult<IDictionary<string, object?>>(ImmutableDictionary<string, object?>.Empty);

    /// <summary>Runs a program that declares its resources in a function.</summary>
    /// <returns>The exit code for the process: 0 if all went well.</returns>
    public static Task<int> RunAsync(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return RunAsync(() =>
        {
            action();
            return NoOutputs;
        });
    }

    /// <summary>Runs a program that declares its resources in a function and returns the stack's outputs.</summary>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return RunAsync(() => Task.FromResult(func()));
    }

    /// <summary>Runs a program that declares its resources in an asynchronous function.</summary>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<Task> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return RunAsync(async () =>
        {
            await func();
            return await NoOutputs;
        });
    }

    /// <summary>Runs a program that declares its resources in an asynchronous function and returns the stack's outputs.</summary>
    /// <param name="func">The program.</param>
    /// <param name="options">What applies to every resource; null for nothing.</param>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(func);
        return RunFromEnvironmentAsync(() => new Stack(func, options));
    }

    /// <summary>Runs a program that declares its resources in the constructor of its stack.</summary>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new() => RunFromEnvironmentAsync(() => new TStack());

    /// <summary>Runs a program that declares its resources in the constructor of its stack, which a service provider constructs.</summary>
    /// <param name="serviceProvider">Knows the type of the stack.</param>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        return RunFromEnvironmentAsync(() => Construct<TStack>(serviceProvider));
    }

    private static async Task<int> RunFromEnvironmentAsync(Func<Stack> construct)
    {
        var settings = DeploymentSettings.FromEnvironment();
        await WaitForDebuggerAsync();
        return await RunAsync(settings, EngineConnection.Open(settings), construct);
    }

    /// <summary>Runs a program against an engine, and lets go of the connection.</summary>
    internal static async Task<int> RunAsync(DeploymentSettings settings, EngineConnection engine, Func<Stack> construct)
    {
        var deployment = new Deployment(settings, engine);
        try
        {
            var outcome = await deployment.RunAsync(construct);
            var exitCode = await deployment.EndAsync(outcome);

            // In process the exit code is the host's business.
            if (!settings.IsInProcess)
            {
                Environment.ExitCode = exitCode;
            }
            return exitCode;
        }
        finally
        {
            await deployment.CloseAsync();
        }
    }

    // The CLI starts programs, so a debugger can only come later.
    private static async Task WaitForDebuggerAsync()
    {
        if (!string.Equals(Environment.GetEnvironmentVariable("PULUMI_ATTACH_DEBUGGER"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }
        while (!System.Diagnostics.Debugger.IsAttached)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static Stack Construct<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack => (TStack?)serviceProvider.GetService(typeof(TStack))
        ?? throw new InvalidOperationException($"The service provider does not know the stack {typeof(TStack)}; register the type with it first.");

}
