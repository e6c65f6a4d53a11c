using Infra.Documents;
using Infra.Engine;
using Infra.Engine.Programs;
using Infra.Presentation;
using Infra.Stacks.Addons;
using Infra.Stacks.Sites;

namespace Infra;

/// <summary>What a user can put right, as one message and exit code 1.</summary>
internal static class UserErrors
{
    /// <summary>Runs a command.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<int> GuardAsync(ConsoleOutput output, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is EngineException or InvalidDocumentException or UnknownNameException or UndrainableClusterException)
        {
            output.Error(e.Message);
        }
        catch (RunCanceledException e)
        {
            output.Error(e.Message); // It tells how far the run came.
        }
        catch (OperationCanceledException)
        {
            output.Error("Interrupted; what is recorded is as it was.");
        }

        return ExitCodes.Error;
    }
}
