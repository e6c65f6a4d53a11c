using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Propagation;

namespace Infra.Stacks.Configuration;

/// <summary>What one stack's configuration (<c>infra:platform</c>) says, checked.</summary>
public sealed record PlatformConfiguration
{
    /// <summary>Where Karmada comes from.</summary>
    public required KarmadaConfiguration Karmada { get; init; }

    /// <summary>The clusters that join.</summary>
    public ImmutableArray<ClusterConfiguration> Clusters { get; init; } = [];

    /// <summary>The fleets that they form.</summary>
    public ImmutableArray<FleetConfiguration> Fleets { get; init; } = [];

    /// <summary>The applications that run on them.</summary>
    public ImmutableArray<ApplicationConfiguration> Applications { get; init; } = [];

    /// <summary>The facts by which placements find a cluster, its fleets among them.</summary>
    public ClusterFacts FactsOf(ClusterConfiguration cluster)
    {
        var facts = cluster.FactsWithoutFleets;
        return facts with { Fleets = [.. Fleets.Where(fleet => fleet.Members.Matches(facts)).Select(fleet => fleet.Name)] };
    }

    /// <summary>The names of a fleet's members, in the clusters' order.</summary>
    public IEnumerable<string> MembersOf(FleetConfiguration fleet) =>
        Clusters.Where(cluster => fleet.Members.Matches(cluster.FactsWithoutFleets)).Select(cluster => cluster.Name);
}

/// <summary>Where Karmada comes from: exactly one of the three.</summary>
public abstract record KarmadaConfiguration
{
    private KarmadaConfiguration()
    {
    }

    /// <summary>A Karmada that already runs.</summary>
    public sealed record Existing(KubeconfigConfiguration Kubeconfig) : KarmadaConfiguration;

    /// <summary>The Karmada that another stack installed.</summary>
    public sealed record FromStack(string Stack) : KarmadaConfiguration;

    /// <summary>A Karmada that this stack installs on a management cluster.</summary>
    public sealed record Install(ClusterConfiguration ManagementCluster, Components.Management.KarmadaInstallation Installation) : KarmadaConfiguration;
}

/// <summary>Where a kubeconfig is.</summary>
public abstract record KubeconfigConfiguration
{
    private KubeconfigConfiguration(string? context) => Context = context;

    /// <summary>The context to use; null for the kubeconfig's current one.</summary>
    public string? Context { get; }

    /// <summary>In a file on the machine that runs the plan.</summary>
    public sealed record File(string Path, string? FileContext) : KubeconfigConfiguration(FileContext);

    /// <summary>In the stack's configuration, encrypted, under a key of its own.</summary>
    public sealed record Secret(string Key, string? SecretContext) : KubeconfigConfiguration(SecretContext);
}

/// <summary>A cluster that joins.</summary>
public sealed record ClusterConfiguration
{
    /// <summary>The name by which the platform knows the cluster.</summary>
    public required string Name { get; init; }

    /// <summary>A credential that may administer the cluster.</summary>
    public required KubeconfigConfiguration Kubeconfig { get; init; }

    /// <summary>The address at which Karmada reaches the cluster's API.</summary>
    public required string ApiEndpoint { get; init; }

    /// <summary>The region; null when not said.</summary>
    public string? Region { get; init; }

    /// <summary>Who runs the machines; null when not said.</summary>
    public string? Provider { get; init; }

    /// <summary>The failure zones.</summary>
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>The cluster's labels in Karmada.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether the cluster is kept from leaving; null for what the environment does.</summary>
    public bool? IsProtected { get; init; }

    /// <summary>Pulumi's protection: on, or not said; never off, which would lift what a parent asks for.</summary>
    public bool? Protection(bool byEnvironment) => IsProtected ?? byEnvironment ? true : null;

    /// <summary>What is known of the cluster before fleets are formed.</summary>
    public ClusterFacts FactsWithoutFleets => new(Name, Region, Provider, Labels, []);
}

/// <summary>A fleet.</summary>
/// <param name="Name">The fleet's name.</param>
/// <param name="Members">The clusters that are in it.</param>
/// <param name="Namespaces">The namespaces that it shares.</param>
public sealed record FleetConfiguration(string Name, ClusterSelection Members, ImmutableArray<SharedNamespace> Namespaces);

/// <summary>An application.</summary>
/// <param name="Name">The application's name.</param>
/// <param name="Namespace">The namespace, one that a fleet shares.</param>
/// <param name="Content">What it consists of.</param>
/// <param name="Placement">Where it runs.</param>
/// <param name="Overrides">What is different on some clusters.</param>
public sealed record ApplicationConfiguration(
    string Name, string Namespace, ApplicationContent Content, Placement Placement, ImmutableArray<Override> Overrides);
