namespace Pulumi.Command.Local;

/// <summary>Runs a command where the engine runs, at every preview and update, and gives its output.</summary>
public static class Run
{
    private const string Token = "command:local:run";

    /// <summary>Runs the command at once.</summary>
    public static Task<RunResult> InvokeAsync(RunArgs args, InvokeOptions? options = null) =>
        Deployment.Instance.InvokeAsync<RunResult>(Token, args, PackageOptions.Merge(options));

    /// <summary>Runs the command when its arguments are known.</summary>
    public static Output<RunResult> Invoke(RunInvokeArgs args, InvokeOptions? options = null) =>
        Deployment.Instance.Invoke<RunResult>(Token, args, PackageOptions.Merge(options));

    /// <summary>Runs the command when its arguments are known and what it depends on exists.</summary>
    public static Output<RunResult> Invoke(RunInvokeArgs args, InvokeOutputOptions options) =>
        Deployment.Instance.Invoke<RunResult>(Token, args, PackageOptions.Merge(options));
}
