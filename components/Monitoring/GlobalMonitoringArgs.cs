using System.Collections.Immutable;
using Infra.Components.Clusters;
using Pulumi;

namespace Infra.Components.Monitoring;

/// <summary>What <see cref="GlobalMonitoring"/> needs to know.</summary>
public sealed record GlobalMonitoringArgs
{
    /// <summary>The way into the management cluster.</summary>
    public required ClusterAccess Management { get; init; }

    /// <summary>What the hub is to be.</summary>
    public required GlobalMonitoringPlan Plan { get; init; }

    /// <summary>The hub's way into the bucket: it reads, writes and deletes.</summary>
    public required ObjectStoreConnection ObjectStore { get; init; }

    /// <summary>The members' way into the bucket: they write and need delete nothing.</summary>
    public required ObjectStoreConnection MemberObjectStore { get; init; }

    /// <summary>What is secret of those who are told of alerts, by <see cref="AlertmanagerConfiguration.SecretKeys"/>.</summary>
    public ImmutableSortedDictionary<string, Output<string>> ReceiverSecrets { get; init; } = ImmutableSortedDictionary<string, Output<string>>.Empty;

    /// <summary>What Grafana shows the provider of identities.</summary>
    /// <value>Null: there is no such provider.</value>
    public Output<string>? LoginSecret { get; init; }

    /// <summary>What must be there first: cert-manager.</summary>
    /// <value>Empty: it is there.</value>
    public ImmutableArray<Resource> Needs { get; init; } = [];

    /// <summary>What becomes of a chart: another version, or a mirror of its repository.</summary>
    /// <value>Charts stay as <see cref="Versions"/> has them.</value>
    public Func<Chart, Chart> Charts { get; init; } = chart => chart;
}
