using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

/// <summary>Every program that a script calls fails once before it does its work and, if it changes anything, once after; the script is run again each time, as often as it takes.</summary>
internal static class Convergence
{
    /// <summary>Fails unless a script that is disturbed so ends with what it ends with when nothing disturbs it.</summary>
    /// <param name="start">The world to begin in, which stays as it is.</param>
    /// <param name="host">Where the script runs.</param>
    /// <param name="script">The script.</param>
    /// <param name="direction">Its direction.</param>
    /// <param name="watched">Programs of the system that fail, too.</param>
    public static async Task Of(World start, string host, MachineScript script, string direction = "up", params string[] watched)
    {
        using var undisturbed = start.Copy();
        using var disturbed = start.Copy();
        (await undisturbed.RunAsync(host, script, direction)).Succeeded();

        if (watched.Length > 0)
            disturbed.Watch(watched);
        disturbed.Write($"hosts/{host}/fail-each", "");
        var runs = 0;
        for (ChildProcess? run = null; run is not { ExitCode: 0 }; runs++)
        {
            Assert.True(runs < 100, $"it does not come to an end: {run?.Error}");
            run = await disturbed.RunAsync(host, script, direction);
        }

        Assert.True(runs > 5, $"only {runs} runs: nothing was made to fail");
        Assert.Equal(undisturbed.State(), disturbed.State());
    }
}
