namespace Pulumi;

/// <summary>The engine could not be told something, so that a failure can only be shown on the error stream.</summary>
public class LogException : Exception
{
    /// <summary>A failure to log.</summary>
    /// <param name="exception">Why it failed.</param>
    public LogException(Exception exception)
        : base("The engine could not be told a message.", exception)
    {
    }
}
