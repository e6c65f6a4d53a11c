using Pulumi;
using Pulumi.Command.Remote.Inputs;
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
    /// <summary>Its address.</summary>
    public required string Address { get; init; }

    /// <summary>The port of SSH.</summary>
    /// <value>22.</value>
    public int Port { get; init; } = 22;

    /// <summary>The user.</summary>
    /// <value><c>root</c>.</value>
    public string User { get; init; } = "root";

    /// <summary>The private key, a secret.</summary>
    /// <value>Null: the keys of the SSH agent where the program runs.</value>
    public Output<string>? Key { get; init; }

    /// <summary>Its public host key; a machine that shows another is refused.</summary>
    public required string HostKey { get; init; }

    /// <summary>The kubeconfig on the machine.</summary>
    /// <value>Null: where <c>kubectl</c> looks by itself.</value>
    public string? Kubeconfig { get; init; }

    internal ConnectionArgs Connection()
    {
        var connection = new ConnectionArgs { Host = Address, Port = Port, User = User, HostKey = HostKey };
        if (Key is { } key)
            connection.PrivateKey = key;
        return connection;
    }
}
