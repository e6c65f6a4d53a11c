using System.Reflection;
using Grpc.Core;
using Pulumirpc;

namespace Pulumi;

public sealed partial class Deployment
{
    private const int Succeeded = 0;
    private const int Failed = 1;

    // Tells the CLI that the program has reported its failure, so that nothing need be added.
    private const int FailedAndReported = 32;

    /// <summary>Runs a program to its end: until nothing that it started is in flight, or something has failed.</summary>
    private async Task<ProgramOutcome> RunAsync(Func<Stack> construct)
    {
        if (Current.Value is not null)
        {
            throw new InvalidOperationException("A program is running already; a program cannot run another one inside it.");
        }

        // Holds for everything that the program starts, and ends with this method.
        Current.Value = this;
        try
        {
            Output<IDictionary<string, object?>>? outputs = null;
            try
            {
                outputs = construct().Complete();
            }
            catch (Exception error)
            {
                return new ProgramOutcome([error], outputs);
            }
            return new ProgramOutcome(await WaitAsync(), outputs);
        }
        finally
        {
            Current.Value = null;
        }
    }

    private async Task<IReadOnlyList<Exception>> WaitAsync()
    {
        using var ended = new CancellationTokenSource();
        var watch = WatchAsync(ended.Token);
        var errors = await _runner.WaitAsync();
        await ended.CancelAsync();
        await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return errors;
    }

    private async Task WatchAsync(CancellationToken ended)
    {
        var message = await new StallWatch(_runner, Engine, Settings.StallLimit).WaitForStallAsync(ended);
        if (Settings.IsInProcess)
        {
            // Nothing is deployed from here, so nothing takes that long; and whoever waits for this process has no progress to look at.
            _runner.Fail(new RunException(message));
        }
        else
        {
            await Logger.LogAsync(LogSeverity.Warning, message);
        }
    }

    /// <summary>Reports how a program ended, and waits for the engine if that is still worthwhile.</summary>
    /// <returns>The exit code.</returns>
    private async Task<int> EndAsync(ProgramOutcome outcome)
    {
        try
        {
            foreach (var error in outcome.Errors)
            {
                await ReportAsync(error);
            }
        }
        catch (LogException error)
        {
            return await GiveUpAsync(error);
        }
        if (outcome.Errors.Count > 0)
        {
            return FailedAndReported;
        }
        if (Logger.HasErrors)
        {
            return Failed;
        }
        await SignalAndWaitForShutdownAsync();
        return Succeeded;
    }

    private Task ReportAsync(Exception error) => error switch
    {
        LogException => throw error,
        TargetInvocationException { InnerException: { } inner } => ReportAsync(inner),
        AggregateException aggregate => Task.WhenAll(aggregate.Flatten().InnerExceptions.Select(ReportAsync)),
        RunException => Logger.LogAsync(LogSeverity.Error, error.Message),
        ResourceException resource => Logger.LogAsync(LogSeverity.Error, resource.HideStack ? resource.Message : resource.ToString(), resource.Resource),
        _ => Logger.LogAsync(LogSeverity.Error, $"Running program '{ProgramPath}' failed with an unhandled exception:\n{error}"),
    };

    private static string ProgramPath => Assembly.GetEntryAssembly()?.Location ?? "";

    // Without the engine's ear only the error stream is left.
    private static async Task<int> GiveUpAsync(LogException error)
    {
        await Console.Error.WriteLineAsync($"{error.Message}\n{error.InnerException}");
        return Failed;
    }

    // Engines before this call existed end when the program ends.
    private async Task SignalAndWaitForShutdownAsync()
    {
        try
        {
            await Engine.Monitor.SignalAndWaitForShutdownAsync(new Google.Protobuf.WellKnownTypes.Empty());
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Unimplemented)
        {
        }
    }
}
