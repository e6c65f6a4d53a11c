using Pulumirpc;

namespace Pulumi;

/// <summary>Tells the engine what the program has to say, one message after the other.</summary>
internal sealed class EngineLogger(Engine.EngineClient engine, Runner runner)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Whether an error was reported. Such a program does not succeed, even if nothing else went wrong.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Sends a message once those before it are sent.</summary>
    /// <returns>A task for the message's arrival; the program waits for it in any case.</returns>
    public Task LogAsync(LogSeverity severity, string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
    {
        Task sent;
        lock (_lock)
        {
            HasErrors |= severity == LogSeverity.Error;
            sent = _last = SendAfterAsync(_last, severity, message, resource, streamId, ephemeral);
        }
        runner.RegisterTask($"the log message '{message}'", sent);
        return sent;
    }

    private async Task SendAfterAsync(Task previous, LogSeverity severity, string message, Resource? resource, int? streamId, bool? ephemeral)
    {
        // Its own failure has been told where it was registered.
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var urn = resource is null ? "" : await UrnOrNothingAsync(resource);
        try
        {
            await engine.LogAsync(new LogRequest
            {
                Severity = severity,
                Message = message,
                Urn = urn,
                StreamId = streamId ?? 0,
                Ephemeral = ephemeral ?? false,
            });
        }
        catch (Exception error)
        {
            throw new LogException(error);
        }
    }

    // A message about a resource that could not be registered is still worth reading.
    private static async Task<string> UrnOrNothingAsync(Resource resource)
    {
        var urn = resource.Urn.DataTask;
        await ((Task)urn).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return urn.IsCompletedSuccessfully ? (await urn).Value : "";
    }
}
