using System.Diagnostics;
using System.Globalization;
using Infra.Engine.Rendering;
using Infra.Engine.State;

namespace Infra.Bench;

/// <summary>What can be measured; each prints rows of one table.</summary>
internal sealed class Scenarios(IReadOnlyList<int> counts, int repetitions, TextWriter output)
{
    private const int MostSites = 20_000;

    /// <summary>The scenarios by name.</summary>
    public static IReadOnlyDictionary<string, Func<Scenarios, Task>> ByName { get; } = new SortedDictionary<string, Func<Scenarios, Task>>(StringComparer.Ordinal)
    {
        ["register"] = scenarios => scenarios.RegisterAsync("register", Transport.InProcess, isRepeated: false),
        ["register-grpc"] = scenarios => scenarios.RegisterAsync("register, over gRPC", Transport.Loopback, isRepeated: false),
        ["register-child"] = scenarios => scenarios.RegisterAsync("register, over gRPC, process started", Transport.Child, isRepeated: false),
        ["repeat"] = scenarios => scenarios.RegisterAsync("no change", Transport.InProcess, isRepeated: true),
        ["repeat-child"] = scenarios => scenarios.RegisterAsync("no change, over gRPC, process started", Transport.Child, isRepeated: true),
        ["memory"] = scenarios => scenarios.MemoryAsync(),
        ["state"] = scenarios => scenarios.StateAsync(),
        ["render"] = scenarios => scenarios.RenderAsync(),
        ["fleet"] = scenarios => scenarios.FleetAsync(),
        ["sites"] = scenarios => scenarios.SitesAsync(),
    };

    /// <summary>Prints the head of the table.</summary>
    public void Head()
    {
        output.WriteLine("| scenario | resources | seconds | resources/s | µs each | of which collecting | live KiB each |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
    }

    /// <summary>Runs everything once, so that what is measured is compiled.</summary>
    public static async Task WarmUpAsync()
    {
        for (var repetition = 0; repetition < 3; repetition++)
        {
            var first = await Run.OnceAsync(2_000, Transport.InProcess);
            await Run.OnceAsync(2_000, Transport.InProcess, first.Plan.Snapshot);
        }

        await Run.OnceAsync(2_000, Transport.Loopback);
        await Run.OnceAsync(2_000, Transport.Child);
    }

    private async Task RegisterAsync(string title, Transport transport, bool isRepeated)
    {
        foreach (var count in counts)
        {
            var previous = isRepeated ? (await Run.OnceAsync(count, Transport.InProcess)).Plan.Snapshot : null;
            var (elapsed, collecting) = await Run.MedianAsync(repetitions, async () =>
            {
                var run = await Run.OnceAsync(count, transport, previous);
                return isRepeated && run.Plan.HasChanges ? throw new InvalidOperationException("the second run changes something") : run;
            });

            Row(title, count, elapsed, collecting);
        }
    }

    // The run before is a small one, and gone when memory is measured: what it left behind must not be counted for or against this one.
    private async Task MemoryAsync()
    {
        foreach (var count in counts)
        {
            await Run.OnceAsync(1, Transport.InProcess);
            var run = await Run.OnceAsync(count, Transport.InProcess);
            Row("alive after registering", count, run.Elapsed, run.Collecting, run.LiveBytes);
        }
    }

    private async Task StateAsync()
    {
        foreach (var count in counts)
        {
            var snapshot = (await Run.OnceAsync(count, Transport.InProcess)).Plan.Snapshot;
            using var stream = new MemoryStream();
            var write = Stopwatch.StartNew();
            DeploymentJson.Write(snapshot, stream);
            Row("write the state", count, write.Elapsed);

            var bytes = stream.ToArray();
            var read = Stopwatch.StartNew();
            DeploymentJson.Read(bytes, "the state", (_, _) => null);
            Row("read the state", count, read.Elapsed);
        }
    }

    private async Task RenderAsync()
    {
        foreach (var count in counts)
        {
            var snapshot = (await Run.OnceAsync(count, Transport.InProcess)).Plan.Snapshot;
            var folder = Directory.CreateTempSubdirectory("infra-bench-").FullName;
            try
            {
                var render = Stopwatch.StartNew();
                var tree = Manifests.Render(snapshot.Resources);
                Row("render", count, render.Elapsed);

                var rendered = new RenderedFolder(Path.Combine(folder, "rendered"), "rendered");
                var write = Stopwatch.StartNew();
                rendered.Apply(tree);
                Row("write what was rendered", count, write.Elapsed);

                var again = Stopwatch.StartNew();
                rendered.Apply(tree);
                Row("write it again, nothing changed", count, again.Elapsed);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    // The sizes from which and to which the reading of sites has to be linear. The first run of each size is the one that compiles.
    private Task SitesAsync()
    {
        foreach (var count in counts.Where(count => count <= MostSites))
        {
            using var project = new SiteProject(count);
            var (first, firstCollecting) = SiteRun.Validate(project, count);
            Row("read, layer, check and assign sites, first run", count, first, firstCollecting);
            var (elapsed, collecting) = Median(() => SiteRun.Validate(project, count));
            Row("read, layer, check and assign sites", count, elapsed, collecting);
            var (explained, explainedCollecting) = Median(() => SiteRun.Explain(project, count));
            Row("explain one site among all", count, explained, explainedCollecting);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| the process's peak so far: {SiteRun.PeakMiB()} MiB | | | | | | |"));
        }

        return Task.CompletedTask;
    }

    private async Task FleetAsync()
    {
        const int Addons = 10;
        const int MostClusters = 2_000;
        foreach (var count in counts.Where(count => count <= MostClusters))
        {
            using var project = new SiteProject(count, Addons, hasPolicies: true);
            await FleetRun.OnceAsync(project, Addons);
            var run = await FleetRun.OnceAsync(project, Addons);
            Row(string.Create(CultureInfo.InvariantCulture, $"plan a fleet of {count:N0} with {Addons} add-ons: {run.OfAddons} resources and {run.StateBytes / 1024.0:0.0} KiB of state for these, {run.OfPolicies} and {run.PolicyStateBytes / 1024.0:0.0} for policies"), run.Resources, run.Elapsed);
        }
    }

    private (TimeSpan Elapsed, TimeSpan Collecting) Median(Func<(TimeSpan Elapsed, TimeSpan Collecting)> once) =>
        Enumerable.Range(0, repetitions).Select(_ => once()).OrderBy(run => run.Elapsed).ElementAt(repetitions / 2);

    private void Row(string title, int count, TimeSpan elapsed, TimeSpan? collecting = null, long? live = null)
    {
        var culture = CultureInfo.InvariantCulture;
        var memory = live is { } bytes ? (bytes / 1024.0 / count).ToString("0.0", culture) : "";
        var pause = collecting is { } time ? (time.TotalMicroseconds / count).ToString("0.0", culture) : "";
        output.WriteLine(string.Create(
            culture, $"| {title} | {count:N0} | {elapsed.TotalSeconds:0.00} | {count / elapsed.TotalSeconds:N0} | {elapsed.TotalMicroseconds / count:0.0} | {pause} | {memory} |"));
    }
}
