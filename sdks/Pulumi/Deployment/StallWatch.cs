using System.Diagnostics;

namespace Pulumi;

/// <summary>Notices a program that waits for something that never comes, such as an output that nobody resolves.</summary>
/// <remarks>
/// It counts quiet checks instead of reading a clock, so that a machine that slept, or was busy with something else, is not taken for a stalled program.
/// </remarks>
internal sealed class StallWatch(Runner runner, EngineConnection engine, TimeSpan limit)
{
    private const int ChecksPerLimit = 6;
    private const int MostNamed = 10;

    /// <summary>Waits until nothing has happened for the limit: no task has ended, and the engine has not been asked for anything that it still works on.</summary>
    /// <returns>What to tell the user.</returns>
    public async Task<string> WaitForStallAsync(CancellationToken cancellationToken)
    {
        var ended = -1;
        for (var quiet = 0; quiet < ChecksPerLimit; quiet++)
        {
            await Task.Delay(limit / ChecksPerLimit, cancellationToken);
            if (ended != runner.Ended || engine.CallsInFlight > 0 || Debugger.IsAttached)
            {
                quiet = -1;
            }
            ended = runner.Ended;
        }
        return Describe();
    }

    private string Describe()
    {
        var pending = runner.Pending.GroupBy(description => description, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Count() == 1 ? group.Key : $"{group.Key} ({group.Count()} times)")
            .ToList();
        var more = pending.Count > MostNamed ? $"\n  - and {pending.Count - MostNamed} more" : "";
        return $"The program waits for something that never comes: for {limit.TotalSeconds:0.#} seconds nothing has ended, and the engine has no request left to answer. "
            + $"An output or a task that the following depend on is never completed:\n{string.Join('\n', pending.Take(MostNamed).Select(item => $"  - {item}"))}{more}";
    }
}
