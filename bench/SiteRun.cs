using System.Diagnostics;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Sites;

namespace Infra.Bench;

/// <summary>One reading of a project of many sites.</summary>
internal static class SiteRun
{
    /// <summary>Reads, layers, checks and assigns all sites to fleets.</summary>
    public static (TimeSpan Elapsed, TimeSpan Collecting) Validate(SiteProject project, int sites)
    {
        var collected = GC.GetTotalPauseDuration();
        var watch = Stopwatch.StartNew();
        var reading = new SpecificationLoader(new ProjectFiles(project.Root)).FromFiles(SiteProject.Stack);
        var members = reading.Platform is { } platform ? Membership.Of(platform).MembersOf("all").Length : 0;
        watch.Stop();
        if (reading.HasErrors || members != sites)
            throw new InvalidOperationException($"{members} sites in the fleet; {string.Join('\n', reading.Findings.Take(5))}");
        return (watch.Elapsed, GC.GetTotalPauseDuration() - collected);
    }

    /// <summary>Explains one site.</summary>
    public static (TimeSpan Elapsed, TimeSpan Collecting) Explain(SiteProject project, int sites)
    {
        var collected = GC.GetTotalPauseDuration();
        var watch = Stopwatch.StartNew();
        var explanation = ClusterExplainer.Explain(new ProjectFiles(project.Root), SiteProject.Stack, SiteProject.Name(sites / 2), only: null);
        watch.Stop();
        if (!explanation.Findings.IsEmpty)
            throw new InvalidOperationException(string.Join('\n', explanation.Findings));
        return (watch.Elapsed, GC.GetTotalPauseDuration() - collected);
    }

    /// <summary>The most memory that the process ever had, in MiB.</summary>
    public static long PeakMiB()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 >> 20;
    }
}
