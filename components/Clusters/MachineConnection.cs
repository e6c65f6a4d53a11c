using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;

namespace Infra.Components.Clusters;

/// <summary>How a machine is reached over SSH.</summary>
public sealed record MachineConnection
{
    // A machine that restarts is back within minutes; one that is not there should be told of soon.
    private const int Attempts = 6;
    private const int SecondsForEach = 15;

    /// <summary>Its name or address.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    /// <value>22.</value>
    public int Port { get; init; } = 22;

    /// <summary>The user; everybody but <c>root</c> needs <c>sudo</c> without a password.</summary>
    /// <value><c>root</c>.</value>
    public string User { get; init; } = "root";

    /// <summary>The machine's public key, <c>ssh-ed25519 AAAA…</c>: one that shows another is refused.</summary>
    public required string HostKey { get; init; }

    /// <summary>The private key; a secret from here on, whatever it was before.</summary>
    /// <value>Null: the keys of the SSH agent where the provider of commands runs, of which nothing is recorded.</value>
    public Output<string>? PrivateKey { get; init; }

    /// <summary>As the provider of commands wants it.</summary>
    internal ConnectionArgs Args() => new()
    {
        Host = Host,
        Port = Port,
        User = User,
        HostKey = HostKey,
        PrivateKey = PrivateKey is null ? (Input<string>?)null : PrivateKey,
        DialErrorLimit = Attempts,
        PerDialTimeout = SecondsForEach,
    };
}
