using Infra.Components.Clusters;
using Pulumi;
using Pulumi.Kubernetes;

namespace Infra.Components.Fleets;

/// <summary>What <see cref="PullAgent"/> needs to know.</summary>
public sealed record PullAgentArgs
{
    /// <summary>The cluster's name in Karmada.</summary>
    public required string Cluster { get; init; }

    /// <summary>Talks to Karmada's API.</summary>
    public required Provider Karmada { get; init; }

    /// <summary>The address at which the cluster reaches Karmada's API, for example <c>https://karmada.example.com:5443</c>.</summary>
    public required Output<string> KarmadaEndpoint { get; init; }

    /// <summary>The agent's image.</summary>
    /// <value>That of <see cref="Versions.Karmada"/>.</value>
    public string Image { get; init; } = PullAgentHandover.ImageOf(Versions.Karmada.Version);

    /// <summary>A machine of the cluster on which the manifest is applied over SSH.</summary>
    /// <value>Null: it is handed to somebody who applies it.</value>
    public AgentMachine? Machine { get; init; }
}

/// <summary>A machine on which <c>kubectl</c> may administer a cluster that is otherwise out of reach.</summary>
public sealed record AgentMachine
{
    /// <summary>How it is reached.</summary>
    public required MachineConnection Connection { get; init; }

    /// <summary>The kubeconfig on the machine.</summary>
    /// <value>Null: where <c>kubectl</c> looks by itself.</value>
    public string? Kubeconfig { get; init; }
}
