using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Monitoring;
using Infra.Components.Propagation;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Pulumi;

namespace Infra.Stacks.Addons;

/// <summary>An add-on and where it goes. It is checked before anything is planned, so it holds no secrets: those are asked for when the platform is built.</summary>
public sealed record PlacedAddon
{
    /// <summary>The add-on.</summary>
    public required Addon Addon { get; init; }

    /// <summary>The clusters that get it.</summary>
    /// <value>Null: none; it runs on the management cluster.</value>
    public ClusterSelection? On { get; init; }

    /// <summary>The value of the configuration that asks for it, at which mistakes are told.</summary>
    public required SpecPath Origin { get; init; }

    /// <summary>Whether <see cref="Origin"/> is an entry of <c>infra:addons</c>, so that each part of the add-on is a key of it.</summary>
    public bool IsWritten { get; init; }

    /// <summary>What is different on some clusters.</summary>
    public ImmutableArray<Override> Overrides { get; init; } = [];

    /// <summary>A version that is on its way.</summary>
    public AddonRollout? Rollout { get; init; }

    /// <summary>Whether changes are held back.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Whether it has secrets in its namespace.</summary>
    public bool HasSecrets { get; init; }

    /// <summary>The secrets of its namespace: by the secret's name, its keys and what they hold.</summary>
    public Func<AddonContext, ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, Input<string>>>> Secrets { get; init; } =
        _ => ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, Input<string>>>.Empty;

    /// <summary>The values of its chart that are secret, as YAML or JSON text; null for none.</summary>
    public Func<AddonContext, Input<string>?> SecretValues { get; init; } = _ => null;

    /// <summary>The mesh that it is a part of: it is delivered once every cluster of that has its certificate authority.</summary>
    /// <value>Null: none.</value>
    public string? Mesh { get; init; }

    /// <summary>Whether its namespace is there without it.</summary>
    public bool IsGuest { get; init; }

    /// <summary>Whether it brings objects of its own beside a chart, and so makes its namespace.</summary>
    public bool MakesNamespace => !IsGuest && (Addon.Content is AddonContent.Objects || HasSecrets);

    /// <summary>The add-ons after which it is delivered, and before which it is taken away: those that it requires, and in the order of all (<see cref="AddonSources.Of"/>) those too
    /// that bring the definitions of its objects. A cluster need not have each of them.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>Where a part of it is said.</summary>
    public SpecPath At(string key) => IsWritten ? Origin.Key(key) : Origin;
}

/// <summary>What an add-on may ask for when the platform is built.</summary>
/// <param name="Platform">The specification.</param>
/// <param name="Stack">The stack's name.</param>
/// <param name="Secret">What a secret of the configuration says.</param>
/// <param name="StackNamed">Another stack of the project, for what it hands on.</param>
public sealed record AddonContext(PlatformSpec Platform, string Stack, Func<SecretValue, Output<string>> Secret, Func<string, OtherStack> StackNamed)
{
    /// <summary>What members need to reach this stack's own hub of monitoring.</summary>
    /// <value>Null: it has none.</value>
    public MonitoringConnection? Monitoring { get; init; }

    /// <summary>What the parts of each mesh depend on, by the mesh's name.</summary>
    public ImmutableDictionary<string, ImmutableArray<Resource>> Meshes { get; init; } = ImmutableDictionary<string, ImmutableArray<Resource>>.Empty;
}

/// <summary>Where add-ons come from: a part of the configuration that asks for some.</summary>
public interface IAddonSource
{
    /// <summary>The add-ons that the specification asks for. It decides by the specification alone, and throws nothing.</summary>
    IEnumerable<PlacedAddon> AddonsOf(PlatformSpec platform);
}
