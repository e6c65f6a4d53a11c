using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>A cluster, of whichever kind. Every kind enters fleets in the same way.</summary>
[Variant("attached", typeof(AttachedClusterSpec))]
[Variant("aws", typeof(AwsClusterSpec))]
[Variant("eks", typeof(EksClusterSpec))]
[Variant("onprem", typeof(OnPremClusterSpec))]
[Variant("edge", typeof(EdgeClusterSpec))]
public abstract record ClusterSpec
{
    /// <summary>The class whose values the cluster starts from: <c>stacks/classes/&lt;class&gt;.yaml</c>.</summary>
    [Form(Form.Name), Example("warehouse")]
    public string? Class { get; init; }

    /// <summary>Whether the cluster is to be there. A cluster is first made <c>absent</c>, and taken out of the files once that was carried out.</summary>
    public ClusterState State { get; init; } = ClusterState.Present;

    /// <summary>Whether the cluster is kept from leaving by a slip; by default as the environment's tier says.</summary>
    public bool? Protected { get; init; }

    /// <summary>The region, by which placements find the cluster; its values are in <c>stacks/regions/&lt;region&gt;.yaml</c>.</summary>
    [Form(Form.LabelValue), Example("shanghai")]
    public string? Region { get; init; }

    /// <summary>Who runs the machines, by which placements find the cluster.</summary>
    [Form(Form.LabelValue), Example("huaweicloud")]
    public string? Provider { get; init; }

    /// <summary>The failure zones that the cluster spans.</summary>
    [Form(Form.LabelValue)]
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>The cluster's labels, by which fleets and placements find it.</summary>
    [KeyForm(Form.LabelKey), Form(Form.LabelValue)]
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The architectures of its nodes' processors, against which add-ons are checked; not checked if not said.</summary>
    public ImmutableArray<Architecture> Architectures { get; init; } = [];

    /// <summary>The addresses of the cluster.</summary>
    public abstract IClusterAddresses Addresses { get; }

    /// <summary>The version of its control plane; null where the platform does not decide it.</summary>
    public virtual KubernetesVersion? ControlPlaneVersion => null;
}

/// <summary>Whether a cluster is to be there.</summary>
public enum ClusterState
{
    /// <summary>It is.</summary>
    Present,

    /// <summary>It is not: it leaves its fleets, and what the platform made of it is removed.</summary>
    Absent,
}

/// <summary>A conformant cluster that already exists. The platform uses it and never creates or deletes it.</summary>
public sealed record AttachedClusterSpec : ClusterSpec
{
    /// <summary>Whether Karmada reaches out to the cluster, or an agent in the cluster reaches out to Karmada.</summary>
    public ClusterMode Mode { get; init; } = ClusterMode.Push;

    /// <summary>A credential that may administer the cluster; needed to push.</summary>
    public KubeconfigSpec? Kubeconfig { get; init; }

    /// <summary>The address at which Karmada reaches the cluster's API, which is not always the one that people use; needed to push.</summary>
    [Form(Form.HttpsUrl), Example("https://10.64.7.10:6443")]
    public string? ApiEndpoint { get; init; }

    /// <summary>Where Karmada's agent comes from, of a cluster that pulls.</summary>
    public AgentOrigin Agent { get; init; } = AgentOrigin.Existing;

    /// <summary>The machine of the cluster on which its agent is installed; needed for <c>agent: ssh</c>.</summary>
    public AgentMachineSpec? Ssh { get; init; }

    /// <summary>The cluster's addresses, as far as they matter to others.</summary>
    public AttachedNetworkSpec Network { get; init; } = new();

    /// <inheritdoc/>
    public override IClusterAddresses Addresses => Network;
}

/// <summary>Where the agent of a cluster that pulls comes from.</summary>
public enum AgentOrigin
{
    /// <summary>Somebody else installs it, with a credential that Karmada knows.</summary>
    Existing,

    /// <summary>The stack's output <c>agents</c> has it, complete and with a credential of its own, for somebody at the site to apply.</summary>
    Manifest,

    /// <summary>It is installed over SSH.</summary>
    Ssh,
}

/// <summary>A machine on which <c>kubectl</c> may administer the cluster.</summary>
public sealed record AgentMachineSpec
{
    /// <summary>Its address.</summary>
    [Form(Form.Host), Example("10.64.7.2")]
    public required string Address { get; init; }

    /// <summary>The port of SSH.</summary>
    [Range(1, 65_535)]
    public int Port { get; init; } = 22;

    /// <summary>The user; it may use sudo.</summary>
    [Form(Form.UserName)]
    public string User { get; init; } = "root";

    /// <summary>The private key, a secret. If not said, the keys of the SSH agent where the program runs (<c>SSH_AUTH_SOCK</c>), of which nothing is recorded.</summary>
    public SecretValue? Key { get; init; }

    /// <summary>The machine's public host key, as <c>ssh-keyscan</c> prints it without the host. A machine that shows another is refused.</summary>
    [Form(Form.HostKey)]
    public required string HostKey { get; init; }

    /// <summary>The kubeconfig on the machine; where <c>kubectl</c> looks by itself if not said.</summary>
    [Form(Form.FilePath), Example("/etc/rancher/k3s/k3s.yaml")]
    public string? Kubeconfig { get; init; }
}

/// <summary>Who reaches out to whom.</summary>
public enum ClusterMode
{
    /// <summary>Karmada connects to the cluster.</summary>
    Push,

    /// <summary>An agent in the cluster connects to Karmada: for sites that nothing can reach, and for thousands of them.</summary>
    Pull,
}

/// <summary>Where a kubeconfig is.</summary>
[ExactlyOneOf("path", "content")]
public sealed record KubeconfigSpec
{
    /// <summary>A file on the machine that runs the plan.</summary>
    [Form(Form.NotEmpty), Example("~/.kube/prod-cloud.config")]
    public string? Path { get; init; }

    /// <summary>The kubeconfig itself, a secret.</summary>
    public SecretValue? Content { get; init; }

    /// <summary>The context to use; the kubeconfig's current one if not said.</summary>
    [Form(Form.NotEmpty)]
    public string? Context { get; init; }
}

/// <summary>A layer under clusters: any keys of a cluster, none of them required.</summary>
/// <param name="Values">What it says.</param>
public sealed record ClusterLayer(YamlMap Values);
