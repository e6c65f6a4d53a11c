using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Policies;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>What may run in clusters: packs of policies, how strict they are in each fleet, and what is excepted from them. A fleet's profile is its <c>policy</c>.</summary>
public sealed record PoliciesSpec : PolicyChoiceSpec
{
    /// <summary>Kyverno, which asks the policies in every cluster.</summary>
    public PolicyEngineSpec Engine { get; init; } = new();

    /// <summary>What is different in some fleets, by the fleet's name.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, FleetPolicySpec> Fleets { get; init; } = ImmutableSortedDictionary<string, FleetPolicySpec>.Empty;

    /// <summary>Policies of the management cluster, which is in no fleet; none if not said.</summary>
    public ManagementPolicySpec? Management { get; init; }

    /// <summary>What is let be although policies forbid it, by name.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, PolicyExceptionSpec> Exceptions { get; init; } = ImmutableSortedDictionary<string, PolicyExceptionSpec>.Empty;

    // The packs that the project has. They are files of their own, beside the stack's.
    internal PolicyLibrary Library { get; init; } = PolicyLibrary.Empty;
}

/// <summary>Which policies there are and what they do, as far as severity does not decide it.</summary>
public abstract record PolicyChoiceSpec
{
    /// <summary>The packs, folders of <c>policies/</c>. Those that the stack says if not said, and all if it says none.</summary>
    [Form(Form.Name)]
    public ImmutableArray<string> Packs { get; init; } = [];

    /// <summary>What parameters of the packs are, by name; those not said are as the stack says, or as the packs have them.</summary>
    [KeyForm(Form.NotEmpty)]
    public ImmutableSortedDictionary<string, AnyValue> Parameters { get; init; } = ImmutableSortedDictionary<string, AnyValue>.Empty;

    /// <summary>Policies that do something else than the profile says, by id.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, PolicyAction> Overrides { get; init; } = ImmutableSortedDictionary<string, PolicyAction>.Empty;

    /// <summary>The version of a pack from which on its new policies are audited only, so that an update of the packs refuses nothing unseen; all are as the profile says if nobody says it.</summary>
    [Form(Form.ExactVersion), Example("1.1.0")]
    public string? AuditSince { get; init; }
}

/// <summary>Kyverno in the clusters of a stack.</summary>
public sealed record PolicyEngineSpec
{
    /// <summary>Whether the platform installs it; otherwise it is there already, and looks for exceptions in the namespace <c>infra-system</c>.</summary>
    public Provision Provision { get; init; } = Provision.Install;

    /// <summary>How many answer for each cluster: 3 in production and 1 elsewhere if not said. With 1, nothing of high severity can be created while it restarts.</summary>
    [Range(1, 5)]
    public int? Replicas { get; init; }

    /// <summary>How large the clusters are, which decides how much memory it takes and how often it looks at what is there already; <c>cluster</c> if not said.</summary>
    public PolicyEngineSize Size { get; init; } = PolicyEngineSize.Cluster;

    /// <summary>Certificates of the authorities that registries of images show, as PEM, in place of the public ones.</summary>
    [Form(Form.NotEmpty)]
    public string? Authorities { get; init; }

    /// <summary>Secrets of its namespace with which it reads private registries to verify images; it reads them as anybody, or as the nodes' cloud identity, if not said.</summary>
    [Form(Form.Name)]
    public ImmutableArray<string> PullSecrets { get; init; } = [];

    /// <summary>The Sigstore that keyless signatures are of; the public one if not said.</summary>
    public SigstoreSpec? Sigstore { get; init; }

    /// <summary>A version of the chart that is on its way, wave by wave. When all have it, it becomes that of <c>infra:versions.kyverno</c>.</summary>
    public AddonRolloutSpec? Rollout { get; init; }
}

/// <summary>A Sigstore of one's own, which The Update Framework tells of.</summary>
public sealed record SigstoreSpec
{
    /// <summary>Where its metadata is fetched from.</summary>
    [Form(Form.HttpsUrl), Example("https://tuf.example.com")]
    public required string Mirror { get; init; }

    /// <summary>Where the metadata of its root is.</summary>
    [Form(Form.HttpsUrl), Example("https://tuf.example.com/root.json")]
    public required string Root { get; init; }
}

/// <summary>How large clusters are.</summary>
public enum PolicyEngineSize
{
    /// <summary>A site of a few nodes.</summary>
    Site,

    /// <summary>Up to some thousand pods.</summary>
    Cluster,

    /// <summary>Many thousand pods.</summary>
    Large,
}

/// <summary>What is different about the policies of a fleet.</summary>
public sealed record FleetPolicySpec : PolicyChoiceSpec
{
    /// <summary>Another profile, or other actions, on their way through the fleet's clusters.</summary>
    public PolicyRolloutSpec? Rollout { get; init; }
}

/// <summary>The policies of the management cluster.</summary>
public sealed record ManagementPolicySpec : PolicyChoiceSpec
{
    /// <summary>How strict they are.</summary>
    public required PolicyProfile Profile { get; init; }
}

/// <summary>Actions of policies that go through a fleet's clusters in waves. When all have them, they become the fleet's <c>policy</c> or the <c>overrides</c>, and the rollout is removed.</summary>
public sealed record PolicyRolloutSpec
{
    /// <summary>The profile that is on its way.</summary>
    public PolicyProfile? Profile { get; init; }

    /// <summary>Policies whose action is on its way, by id.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, PolicyAction> Overrides { get; init; } = ImmutableSortedDictionary<string, PolicyAction>.Empty;

    /// <summary>The waves, first to last.</summary>
    public ImmutableArray<AddonWaveSpec> Waves { get; init; } = [];

    /// <summary>How many of the waves have the new actions; raise it to go on, lower it to go back.</summary>
    [Range(0, 100)]
    public int Reached { get; init; }
}

/// <summary>Something that may be although policies forbid it.</summary>
public sealed record PolicyExceptionSpec
{
    /// <summary>The policies that it is from, by id; at least one.</summary>
    [Form(Form.Name), Example("disallow-host-path")]
    public ImmutableArray<string> Policies { get; init; } = [];

    /// <summary>The fleets that it holds in; all if not said.</summary>
    [Form(Form.Name)]
    public ImmutableArray<string> Fleets { get; init; } = [];

    /// <summary>The namespaces that it is for; at least one.</summary>
    [Form(Form.Name)]
    public ImmutableArray<string> Namespaces { get; init; } = [];

    /// <summary>The workloads that it is for, by name, with their pods; all of the namespaces if not said.</summary>
    [Form(Form.Name)]
    public ImmutableArray<string> Workloads { get; init; } = [];

    /// <summary>The kinds that it is for, with the pods that are made for them; all if not said.</summary>
    [Form(Form.Kind), Example("DaemonSet")]
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>Who answers for it: a team or a person.</summary>
    [Form(Form.NotEmpty), Example("team-storage")]
    public required string Who { get; init; }

    /// <summary>Why it is needed.</summary>
    [Form(Form.NotEmpty)]
    public required string Why { get; init; }

    /// <summary>The last day on which it holds, in UTC. After it the configuration is refused until it is removed or renewed.</summary>
    [Example("2027-06-30")]
    public required CalendarDate Until { get; init; }
}
