using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Infra.Engine.Behaviors;
using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Bench;

/// <summary>How the program reaches the engine.</summary>
internal enum Transport
{
    /// <summary>By calling it.</summary>
    InProcess,

    /// <summary>Over gRPC, within this process.</summary>
    Loopback,

    /// <summary>Over gRPC, from a process of its own, whose start is counted.</summary>
    Child,
}

/// <summary>One measured run of the program.</summary>
/// <param name="Plan">What came of it.</param>
/// <param name="Elapsed">How long it took, from the session's making to the plan.</param>
/// <param name="Collecting">How much of it the program stood still for the garbage collector.</param>
/// <param name="LiveBytes">What was alive afterwards beyond what was before: program, session and plan.</param>
internal sealed record Run(Plan Plan, TimeSpan Elapsed, TimeSpan Collecting, long LiveBytes)
{
    /// <summary>Runs the program once.</summary>
    /// <param name="count">How many resources it registers.</param>
    /// <param name="transport">How it reaches the engine.</param>
    /// <param name="previous">What is recorded before.</param>
    public static async Task<Run> OnceAsync(int count, Transport transport, DeploymentSnapshot? previous = null)
    {
        ConfigMapProgram.Forget();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var collected = GC.GetTotalPauseDuration();
        var watch = Stopwatch.StartNew();
        await using var session = new EngineSession(
            new StackIdentity("organization", "bench", "bench"),
            previous ?? DeploymentSnapshot.Empty,
            ResourceBehaviors.BuiltIn(NoStacks.Instance),
            new SessionOptions { Config = ImmutableSortedDictionary<string, string>.Empty.Add(ConfigMapProgram.CountKey, count.ToString(CultureInfo.InvariantCulture)) });
        var plan = await session.PlanAsync(Program(transport));
        watch.Stop();
        var collecting = GC.GetTotalPauseDuration() - collected;
        if (plan.HasErrors)
        {
            throw new InvalidOperationException(string.Join('\n', plan.Diagnostics));
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(session);
        return new(plan, watch.Elapsed, collecting, after - before);
    }

    /// <summary>The run of median length among several. Of the others nothing is kept: what is alive makes every collection slower.</summary>
    public static async Task<(TimeSpan Elapsed, TimeSpan Collecting)> MedianAsync(int repetitions, Func<Task<Run>> once)
    {
        var runs = new List<(TimeSpan Elapsed, TimeSpan Collecting)>();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            var run = await once();
            runs.Add((run.Elapsed, run.Collecting));
        }

        return runs.OrderBy(run => run.Elapsed).ElementAt(repetitions / 2);
    }

    private static IProgram Program(Transport transport) => transport switch
    {
        Transport.InProcess => new InProcessProgram(ConfigMapProgram.RunAsync),
        Transport.Loopback => new InProcessProgram(ConfigMapProgram.RunAsync, usesLoopback: true),
        _ => new ChildProgram(Environment.ProcessPath!, [], AppContext.BaseDirectory),
    };
}
