using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Fleets;
using Infra.Components.Propagation;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Waves of a version: that there are some, that they grow, and that each has a cluster.</summary>
internal static class RolloutChecks
{
    /// <summary>Checks a version that is on its way.</summary>
    /// <param name="context">The specification.</param>
    /// <param name="rollout">The version and its waves.</param>
    /// <param name="current">The version that clusters have which no wave reached.</param>
    /// <param name="clusters">The clusters that have the add-on; empty where that is not known.</param>
    /// <param name="path">Where the rollout is.</param>
    public static void Run(CheckContext context, AddonRolloutSpec rollout, string? current, ImmutableArray<ClusterFacts> clusters, SpecPath path)
    {
        if (!context.IsRead(path))
            return;
        if (current is not null && Same(rollout.Version, current))
            context.Report(Rules.Waves, path.Key("version"), $"'{rollout.Version}' is the version that all clusters have; the rollout is over, so remove it");
        else if (current is not null && ReleaseNumbers.Of(rollout.Version) is { } next && next < ReleaseNumbers.Of(current))
            context.Report(Rules.OlderPatch, path.Key("version"), $"found {rollout.Version}, older than {current}, which clusters have");
        Waves(context, rollout.Waves, rollout.Reached, clusters, path);
    }

    /// <summary>Checks the waves of whatever is on its way.</summary>
    public static void Waves(CheckContext context, ImmutableArray<AddonWaveSpec> waves, int reached, ImmutableArray<ClusterFacts> clusters, SpecPath path)
    {
        if (waves.IsEmpty)
            context.Report(Rules.Waves, path.Key("waves"), "there are no waves; say at least one, by 'on' or 'percent'");
        if (reached > waves.Length)
            context.Report(Rules.Waves, path.Key("reached"), $"found {reached}; allowed: 0 to {waves.Length}, the number of waves");
        var most = 0;
        foreach (var (index, wave) in waves.Index())
        {
            var at = path.Key("waves").Item(index);
            if (wave.On is { } on)
                SelectionChecks.Run(context, on, at.Key("on"), clusters.IsEmpty ? null : clusters);
            if (wave.Percent is not { } percent)
                continue;
            if (percent <= most)
                context.Report(Rules.Waves, at.Key("percent"), $"found {percent}; allowed: more than {most}, the share of an earlier wave, whose clusters are in this one too");
            most = Math.Max(most, percent);
            if (!clusters.IsEmpty && !clusters.Any(cluster => new AddonWave.Share(percent).Has(cluster)))
                context.Report(Rules.MatchesSomething, at.Key("percent"), $"none of its {clusters.Length} clusters is among these {percent} percent; say more, or name clusters by 'on'");
        }
    }

    // Helm finds a chart with and without the letter.
    private static bool Same(string version, string other) => WithoutLetter(version) == WithoutLetter(other);

    private static string WithoutLetter(string version) => version.TrimStart('v');
}
