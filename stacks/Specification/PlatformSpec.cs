using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>One environment of the platform: what a stack's file and the site files that belong to it say.</summary>
/// <remarks>Each property is a key of the stack's configuration: <c>infra:clusters</c>, <c>infra:fleets</c> and so on.</remarks>
public sealed record PlatformSpec
{
    /// <summary>What the environment is for.</summary>
    public EnvironmentSpec Environment { get; init; } = new();

    /// <summary>Where Karmada comes from, which orchestrates the clusters.</summary>
    public required KarmadaSpec Karmada { get; init; }

    /// <summary>The name of the cluster that control planes are installed on. It manages and is not itself managed: no fleet has it as a member.</summary>
    [Form(Form.ClusterName), Example("kurator-mgmt")]
    public string? ManagementCluster { get; init; }

    /// <summary>What is installed on the management cluster beside Karmada; certificates and GitOps if not said otherwise.</summary>
    public ManagementSpec? Management { get; init; }

    /// <summary>The clusters, by name; those of site files are added to these.</summary>
    [KeyForm(Form.ClusterName)]
    public ImmutableSortedDictionary<string, ClusterSpec> Clusters { get; init; } = ImmutableSortedDictionary<string, ClusterSpec>.Empty;

    /// <summary>What every cluster of the environment says unless its region or the cluster itself says otherwise.</summary>
    public ClusterLayer? ClusterDefaults { get; init; }

    /// <summary>The site files that belong to the environment.</summary>
    public SitesSpec Sites { get; init; } = new();

    /// <summary>Ranges of addresses that new sites are given blocks of, by name.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, AddressPoolSpec> AddressPools { get; init; } = ImmutableSortedDictionary<string, AddressPoolSpec>.Empty;

    /// <summary>The fleets, by name: groups of clusters that share what is delivered to the group.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, FleetSpec> Fleets { get; init; } = ImmutableSortedDictionary<string, FleetSpec>.Empty;

    /// <summary>The applications, by name.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, ApplicationSpec> Applications { get; init; } = ImmutableSortedDictionary<string, ApplicationSpec>.Empty;

    /// <summary>What is installed on clusters beyond Kubernetes itself, by name.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, AddonSpec> Addons { get; init; } = ImmutableSortedDictionary<string, AddonSpec>.Empty;

    /// <summary>One view of all metrics.</summary>
    public MonitoringSpec? Monitoring { get; init; }

    /// <summary>What may run in clusters, by policies; anything that Kubernetes takes if not said.</summary>
    [SaysSomething("{} for all packs")]
    public PoliciesSpec? Policies { get; init; }

    /// <summary>The service meshes, by name: clusters whose services reach one another under one root of trust.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, MeshSpec> Meshes { get; init; } = ImmutableSortedDictionary<string, MeshSpec>.Empty;

    /// <summary>The services of meshes that something is said of, by name: what happens to requests for them.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, ServiceSpec> Services { get; init; } = ImmutableSortedDictionary<string, ServiceSpec>.Empty;

    /// <summary>The networks across clusters, by name: clusters whose pods and services reach one another by address.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, ConnectionSpec> ClusterNetworks { get; init; } = ImmutableSortedDictionary<string, ConnectionSpec>.Empty;

    /// <summary>Where charts and images are fetched from instead of their public homes.</summary>
    public MirrorsSpec Mirrors { get; init; } = new();

    /// <summary>Versions that differ from those the platform was tested with.</summary>
    public VersionsSpec Versions { get; init; } = new();

    /// <summary>Secrets by name, for what cannot hold one itself, such as site files.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, SecretValue> Secrets { get; init; } = ImmutableSortedDictionary<string, SecretValue>.Empty;

    /// <summary>Whether a fleet shares a namespace, and so makes it.</summary>
    public bool IsShared(string @namespace) => Fleets.Values.Any(fleet => fleet.Namespaces.ContainsKey(@namespace));

    /// <summary>Whether a cluster is kept from leaving: as it says itself, or else as the environment's tier says.</summary>
    public bool IsProtected(string cluster) => Clusters[cluster].Protected ?? Environment.Tier == EnvironmentTier.Production;
}

/// <summary>What an environment is for.</summary>
public sealed record EnvironmentSpec
{
    /// <summary>How much depends on it. In production, clusters are protected unless they say otherwise, and every fleet needs a policy.</summary>
    public EnvironmentTier Tier { get; init; } = EnvironmentTier.Development;
}

/// <summary>How much depends on an environment.</summary>
public enum EnvironmentTier
{
    /// <summary>Nothing: it is for trying things out.</summary>
    Development,

    /// <summary>What production will get is rehearsed here.</summary>
    PreProduction,

    /// <summary>Users.</summary>
    Production,
}

/// <summary>Where Karmada comes from.</summary>
[ExactlyOneOf("existing", "stack", "install")]
public sealed record KarmadaSpec
{
    /// <summary>A Karmada that already runs.</summary>
    public ExistingKarmadaSpec? Existing { get; init; }

    /// <summary>The stack that installed it; its kubeconfig comes from there.</summary>
    [Form(Form.NotEmpty), Example("mgmt")]
    public string? Stack { get; init; }

    /// <summary>Installed by this stack on <c>infra:managementCluster</c>.</summary>
    public KarmadaInstallationSpec? Install { get; init; }

    // The kinds that the other stack's configuration names; null where there is none, or nobody could read it.
    internal ImmutableArray<KindSpec>? KindsOfStack { get; init; }
}

/// <summary>A Karmada that already runs.</summary>
public sealed record ExistingKarmadaSpec
{
    /// <summary>A credential for its API.</summary>
    public required KubeconfigSpec Kubeconfig { get; init; }

    /// <summary>The address of its API, as clusters that pull reach it; the one in the kubeconfig if not said. Needed where their agents are installed from here and the kubeconfig is a file.</summary>
    [Form(Form.HttpsUrl), Example("https://karmada.example.com:5443")]
    public string? ApiEndpoint { get; init; }

    /// <summary>Flux in every member, by which charts are delivered, and what Karmada must know of it; once for each Karmada.</summary>
    public Provision Delivery { get; init; } = Provision.Existing;

    /// <summary>Custom kinds of which objects stand among manifests, beside those that the platform knows; made with the delivery, or there already where that is.</summary>
    public ImmutableArray<KindSpec> Kinds { get; init; } = [];
}

/// <summary>A Karmada to install.</summary>
public sealed record KarmadaInstallationSpec
{
    /// <summary>The address of its API from outside; the API's certificate carries it.</summary>
    [Form(Form.HttpsUrl), Example("https://karmada.example.com:5443")]
    public required string ApiEndpoint { get; init; }

    /// <summary>Replicas of every part, etcd among them: 3 survive the loss of one node, 5 of two.</summary>
    [Range(1, 7)]
    public int Replicas { get; init; } = 3;

    /// <summary>The storage class of etcd's volumes; the cluster's default one if not said.</summary>
    [Form(Form.Name)]
    public string? StorageClass { get; init; }

    /// <summary>The size of each of etcd's volumes, in GiB.</summary>
    [Range(1, 1024)]
    public int StorageGiB { get; init; } = 10;

    /// <summary>Flux in every member, by which charts are delivered, and what Karmada must know of it.</summary>
    public Provision Delivery { get; init; } = Provision.Install;

    /// <summary>Custom kinds of which objects stand among manifests, beside those that the platform knows; made with the delivery, or there already where that is.</summary>
    public ImmutableArray<KindSpec> Kinds { get; init; } = [];

    /// <summary>When etcd is saved, and where the snapshots are kept.</summary>
    public KarmadaBackupSpec Backup { get; init; } = new();
}

/// <summary>Snapshots of Karmada's etcd, on a volume of the management cluster.</summary>
public sealed record KarmadaBackupSpec
{
    /// <summary>When they are taken, as five fields of cron in UTC.</summary>
    [Form(Form.Cron), Example("17 */6 * * *")]
    public string Schedule { get; init; } = "17 */6 * * *";

    /// <summary>How many are kept.</summary>
    [Range(1, 1000)]
    public int Keep { get; init; } = 28;

    /// <summary>The size of the volume, in GiB.</summary>
    [Range(1, 1024)]
    public int StorageGiB { get; init; } = 20;

    /// <summary>The storage class of the volume; the cluster's default one if not said.</summary>
    [Form(Form.Name)]
    public string? StorageClass { get; init; }
}

/// <summary>A secret, encrypted in the stack's file or kept under a name in <c>infra:secrets</c>.</summary>
public sealed record SecretValue
{
    private readonly string? _plaintext;

    internal SecretValue(string? name, string? plaintext) => (Name, _plaintext) = (name, plaintext);

    /// <summary>The name in <c>infra:secrets</c>; null when it stands where it is used.</summary>
    public string? Name { get; }

    /// <summary>What it says; null when it is a name, or when nobody decrypted it.</summary>
    public string? Reveal() => _plaintext;

    /// <summary>Never what it says.</summary>
    public override string ToString() => Name is null ? "[secret]" : $"[secret {Name}]";
}

/// <summary>Content of any shape.</summary>
/// <param name="Values">As Kubernetes objects are made of it: maps, lists, texts, numbers and booleans.</param>
public sealed record Tree(ImmutableDictionary<string, object> Values);

/// <summary>A value of any type.</summary>
/// <param name="Value">A map, list, text, number or boolean.</param>
public sealed record AnyValue(object Value);
