namespace Pulumi;

/// <summary>What happens to a program that formats an output as if it were its value.</summary>
internal static class OutputAsString
{
    private const string Advice =
        "An Output<T> cannot be turned into a string with ToString or string interpolation, because its value may not be there yet. " +
        "Use output.Apply(value => $\"prefix-{value}\") or Output.Format($\"prefix-{output}\") to get an Output<string> instead.";

    /// <summary>Warns and returns the advice, or throws it if the environment asks for that.</summary>
    public static string Refuse()
    {
        if (Environment.GetEnvironmentVariable("PULUMI_ERROR_OUTPUT_STRING") is { } setting && IsTrue(setting))
            throw new InvalidOperationException(Advice);
        if (Deployment.InternalInstance is not null)
            Log.Warn(Advice);
        return Advice;
    }

    private static bool IsTrue(string setting) => setting == "1" || string.Equals(setting, "true", StringComparison.OrdinalIgnoreCase);
}
