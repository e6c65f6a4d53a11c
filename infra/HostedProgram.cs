using Infra.Stacks;

namespace Infra;

/// <summary>This program as an engine runs it: it registers one stack's resources and ends.</summary>
internal static class HostedProgram
{
    /// <summary>Runs the stack that the environment names.</summary>
    public static async Task<int> RunAsync()
    {
        try
        {
            return await StackCatalog.Find(Environment.GetEnvironmentVariable("PULUMI_STACK") ?? "")();
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.Error;
        }
    }
}
