using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Infra.Components.Propagation;

namespace Infra.Components.Fleets;

/// <summary>A version of an add-on on its way through the clusters that have it, wave by wave. A wave is configuration, so a pull request moves it on.</summary>
/// <param name="Version">The version that is on its way; clusters that no reached wave has keep the add-on's own.</param>
/// <param name="Waves">The waves, first to last.</param>
/// <param name="Reached">How many waves have the version: 0 is none of them.</param>
public sealed record AddonRollout(string Version, ImmutableArray<AddonWave> Waves, int Reached)
{
    /// <summary>The waves that have the version.</summary>
    public IEnumerable<AddonWave> ReachedWaves => Waves.Take(Reached);

    /// <summary>The version that a cluster has.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="current">The version of clusters that no reached wave has.</param>
    public string VersionOn(ClusterFacts cluster, string current) => ReachedWaves.Any(wave => wave.Has(cluster)) ? Version : current;
}

/// <summary>The clusters of a wave: a selection, or a share of all of them.</summary>
public abstract record AddonWave
{
    private AddonWave()
    {
    }

    /// <summary>Clusters that are selected.</summary>
    public sealed record Selected(ClusterSelection On) : AddonWave;

    /// <summary>A share of all clusters, those of earlier shares among them.</summary>
    /// <param name="Percent">0 to 100.</param>
    public sealed record Share(int Percent) : AddonWave;

    /// <summary>The clusters, as overrides select them.</summary>
    public ClusterSelection Clusters => this switch
    {
        Selected selected => selected.On,
        Share { Percent: >= 100 } => ClusterSelection.All,
        Share share => ClusterSelection.All with
        {
            Requirements = [new LabelRequirement(Cohort.Label, LabelOperator.In, [.. Enumerable.Range(0, share.Percent).Select(Cohort.Text)])],
        },
        _ => throw new InvalidOperationException($"a wave of kind {GetType().Name} is unknown"),
    };

    /// <summary>Whether the wave has a cluster.</summary>
    public bool Has(ClusterFacts cluster) =>
        Clusters.Matches(cluster with { Labels = cluster.Labels.SetItem(Cohort.Label, Cohort.Text(Cohort.Of(cluster.Name))) });
}

/// <summary>A number from 0 to 99 that every cluster has by its name, so that a share of the clusters is the same each time and a new cluster moves no other.</summary>
public static class Cohort
{
    /// <summary>The label of Karmada's Cluster objects that holds it.</summary>
    public const string Label = "infra.internal/cohort";

    private const int Count = 100;

    /// <summary>The cohort of a cluster: its name's FNV-1a hash, mixed once more because names of sites differ in their last letters only.</summary>
    public static int Of(string cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var hash = Encoding.UTF8.GetBytes(cluster).Aggregate(2166136261u, (sum, letter) => unchecked((sum ^ letter) * 16777619u));
        hash = unchecked((hash ^ (hash >> 16)) * 0x85EBCA6Bu);
        hash = unchecked((hash ^ (hash >> 13)) * 0xC2B2AE35u);
        return (int)((hash ^ (hash >> 16)) % Count);
    }

    /// <summary>A cohort as the label's value.</summary>
    public static string Text(int cohort) => cohort.ToString(CultureInfo.InvariantCulture);
}
