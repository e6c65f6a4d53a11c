using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Components.Monitoring;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>What collects metrics in some clusters. It is delivered once, and a cluster gets it by matching.</summary>
public sealed record MonitoringMemberSpec
{
    /// <summary>The clusters. A cluster is monitored once.</summary>
    public required TargetSpec On { get; init; }

    /// <summary>What they do with what they measure: keep it and judge it themselves, or send it to the hub at once.</summary>
    public MemberMode Mode { get; init; } = MemberMode.Server;

    /// <summary>Where the hub is; in this stack if not said.</summary>
    public MonitoringSourceSpec? Hub { get; init; }

    /// <summary>How many servers measure the same, so that the loss of a node leaves no gap. 2 in production and 1 elsewhere if not said.</summary>
    [Range(1, 2)]
    public int? Replicas { get; init; }

    /// <summary>How often everything is looked at, in seconds. 30 for a server and 60 for an agent if not said. Rules look five minutes back and want some samples there.</summary>
    [Range(10, 120)]
    public int? ScrapeSeconds { get; init; }

    /// <summary>How long a server keeps what it measured, in days: that much of an outage of the object store is bridged. 7 if not said.</summary>
    [Range(1, 90)]
    public int? RetentionDays { get; init; }

    /// <summary>Where it is kept.</summary>
    public MonitoringStorageSpec Storage { get; init; } = new();

    /// <summary>The most memory that each Prometheus may take, in MiB. 4096 for a server and 400 for an agent if not said.</summary>
    [Range(128, 1_048_576)]
    public int? MemoryMiB { get; init; }

    /// <summary>Whether etcd, the scheduler and the controller manager are scraped. They must have been told to answer to other machines; on EKS nobody sees them.</summary>
    public bool ControlPlane { get; init; }

    /// <summary>A way by which the hub asks servers directly for what they have not uploaded yet; none if not said. List what it becomes under the hub's <c>liveStores</c>.</summary>
    public MonitoringStoreApiSpec? StoreApi { get; init; }

    /// <summary>A version of the chart that is on its way, wave by wave. When all have it, it becomes that of <c>infra:versions.kubePrometheusStack</c>.</summary>
    public AddonRolloutSpec? Rollout { get; init; }
}

/// <summary>Where the hub of monitoring is.</summary>
[ExactlyOneOf("stack", "given")]
public sealed record MonitoringSourceSpec
{
    /// <summary>The stack that has it; addresses and credential come from there.</summary>
    [Form(Form.NotEmpty), Example("mgmt")]
    public string? Stack { get; init; }

    /// <summary>A hub that none of our stacks has.</summary>
    public MonitoringConnectionSpec? Given { get; init; }
}

/// <summary>What is needed to reach a hub.</summary>
public sealed record MonitoringConnectionSpec
{
    /// <summary>The certificate of the authority that signed those of the hub's servers, PEM.</summary>
    public required SecretValue Authority { get; init; }

    /// <summary>The certificate that members show, PEM. For a store that the hub asks directly it is the server's too.</summary>
    public required SecretValue ClientCertificate { get; init; }

    /// <summary>Its key, PEM.</summary>
    public required SecretValue ClientKey { get; init; }

    /// <summary>Where agents write to. Agents need it.</summary>
    [Form(Form.HttpsUrl), Example("https://receive.example.com/api/v1/receive")]
    public string? WriteUrl { get; init; }

    /// <summary>The hub's Alertmanager, behind TLS. Servers need it.</summary>
    [Example("alerts.example.com:443")]
    public HostPort? Alertmanager { get; init; }

    /// <summary>The bucket, as Thanos' file <c>objstore.yml</c> has it. Servers need it.</summary>
    public SecretValue? ObjectStore { get; init; }
}

/// <summary>Where a Prometheus keeps what it measured.</summary>
public sealed record MonitoringStorageSpec
{
    /// <summary>Whether it outlives the pod, on a volume of its own; otherwise it is in a folder of the node. Servers do if not said, and agents do not.</summary>
    public bool? Persistent { get; init; }

    /// <summary>Its size, in GiB. 50 for a server and 2 for an agent if not said.</summary>
    [Range(1, 4096)]
    public int? SizeGiB { get; init; }

    /// <summary>The storage class of the volume; the cluster's default one if not said.</summary>
    [Form(Form.Name)]
    public string? StorageClass { get; init; }
}

/// <summary>A load balancer in front of a server's store, which asks for the hub's certificate.</summary>
public sealed record MonitoringStoreApiSpec
{
    /// <summary>What is said to the load balancer, as annotations of its Service.</summary>
    [KeyForm(Form.LabelKey)]
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The ranges of addresses that may connect; all if not said.</summary>
    public ImmutableArray<Cidr> AllowedSources { get; init; } = [];
}
