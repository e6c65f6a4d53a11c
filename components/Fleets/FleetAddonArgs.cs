using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Propagation;
using Pulumi;
using Pulumi.Kubernetes;

namespace Infra.Components.Fleets;

/// <summary>What <see cref="FleetAddon"/> needs to know.</summary>
public sealed record FleetAddonArgs
{
    /// <summary>What is delivered.</summary>
    public required Addon Addon { get; init; }

    /// <summary>The clusters that get it, now and later. Not asked where it runs on the management cluster alone.</summary>
    public ClusterSelection On { get; init; } = ClusterSelection.All;

    /// <summary>Begins the names of what is written to Karmada, which several stacks share: the stack's name.</summary>
    public required string Scope { get; init; }

    /// <summary>Talks to Karmada's API.</summary>
    public required Provider Karmada { get; init; }

    /// <summary>The management cluster.</summary>
    /// <value>Null: none; nothing may run there then.</value>
    public ClusterAccess? Hub { get; init; }

    /// <summary>What is different on some clusters.</summary>
    /// <value>Empty: nothing.</value>
    public ImmutableArray<Override> Overrides { get; init; } = [];

    /// <summary>A version that is on its way.</summary>
    /// <value>Null: all clusters have the add-on's version.</value>
    public AddonRollout? Rollout { get; init; }

    /// <summary>Whether changes are held back: clusters that have it keep it as it is, and others do not get it.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Whether the add-on makes its namespace in Karmada, where it brings objects of its own.</summary>
    /// <value>True; false where a fleet shares the namespace.</value>
    public bool MakesNamespace { get; init; } = true;

    /// <summary>Secrets of the add-on's namespace: by the secret's name, its keys and what they hold.</summary>
    /// <value>Empty: none.</value>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, Input<string>>> Secrets { get; init; } =
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, Input<string>>>.Empty;

    /// <summary>Values of the chart that are secret, as YAML or JSON text. They reach the member in a Secret and are merged with the others.</summary>
    /// <value>Null: none.</value>
    public Input<string>? SecretValues { get; init; }

    /// <summary>The add-ons, by name, that Flux waits for in each member: those required ones that are charts.</summary>
    /// <value>Empty: none.</value>
    public ImmutableArray<string> WaitsFor { get; init; } = [];

    /// <summary>What must be there first: the delivery, and the add-ons that this one requires.</summary>
    public ImmutableArray<Resource> Needs { get; init; } = [];
}
