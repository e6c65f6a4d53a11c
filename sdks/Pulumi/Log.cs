using Pulumirpc;

namespace Pulumi;

/// <summary>Messages that the engine shows beside the progress of the deployment.</summary>
public static class Log
{
    /// <summary>A message for whoever looks for a problem; not shown by default.</summary>
    /// <param name="message">The message.</param>
    /// <param name="resource">The resource that it is about.</param>
    /// <param name="streamId">Joins several messages into one.</param>
    /// <param name="ephemeral">Whether it is only of momentary interest.</param>
    public static void Debug(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Send(LogSeverity.Debug, message, resource, streamId, ephemeral);

    /// <summary>A message for the user.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Info(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Send(LogSeverity.Info, message, resource, streamId, ephemeral);

    /// <summary>A warning: something may be wrong.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Warn(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Send(LogSeverity.Warning, message, resource, streamId, ephemeral);

    /// <summary>An error: the program goes on, but the deployment fails at its end.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Error(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Send(LogSeverity.Error, message, resource, streamId, ephemeral);

    /// <summary>An error that an exception describes.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="resource">The resource that it is about.</param>
    /// <param name="streamId">Joins several messages into one.</param>
    /// <param name="ephemeral">Whether it is only of momentary interest.</param>
    public static void Exception(Exception exception, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Error(exception.Message, resource, streamId, ephemeral);
    }

    // The deployment waits for the message; the caller does not.
    private static void Send(LogSeverity severity, string message, Resource? resource, int? streamId, bool? ephemeral) =>
        _ = Deployment.RequiredInstance.Logger.LogAsync(severity, message, resource, streamId, ephemeral);
}
