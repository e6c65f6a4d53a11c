using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Rbac.V1;

namespace Infra.Components.Fleets;

/// <summary>Karmada's agent in a cluster that pulls: its account in Karmada, and a manifest that brings the agent into the cluster, which nothing here can reach.</summary>
/// <remarks>
/// What <c>karmadactl register</c> makes, but as declared resources: that command refuses a cluster that Karmada knows already, and here Karmada knows it first, labels and
/// fleets and all. The account may work for its own cluster and for no other, and Karmada gets no credential of the cluster in return. See karmada.io, "Cluster Registration".
/// </remarks>
public sealed class PullAgent : ComponentResource
{
    /// <summary>What is applied in the cluster, once: <c>kubectl apply -f</c>. A secret, for it holds the agent's token.</summary>
    public Output<string> Manifest { get; }

    /// <summary>What the agent needs while it works. The Cluster object depends on it, so that the agent can still take away what it brought when the cluster leaves.</summary>
    internal ImmutableArray<Resource> Rights { get; }

    /// <summary>Makes the agent's account.</summary>
    public PullAgent(string name, PullAgentArgs args, ComponentResourceOptions? options = null)
        : base("infra:fleets:PullAgent", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var karmada = new CustomResourceOptions { Parent = this, Provider = args.Karmada };
        var account = new ServiceAccount($"{name}-agent", PullAgentManifests.Account(args.Cluster), karmada);
        var after = karmada.After(account);
        var token = new Secret($"{name}-agent", PullAgentManifests.Token(args.Cluster), after);

        var role = new ClusterRole($"{name}-agent", PullAgentManifests.ClusterRole(args.Cluster), karmada);
        var binding = new ClusterRoleBinding($"{name}-agent", PullAgentManifests.ClusterRoleBinding(args.Cluster), karmada.After(role, account));
        var worker = new Role($"{name}-works", PullAgentManifests.WorkRole(args.Cluster), karmada);
        var workBinding = new RoleBinding($"{name}-works", PullAgentManifests.WorkRoleBinding(args.Cluster), karmada.After(worker, account));
        Manifest = Output.CreateSecret(Output.Tuple(args.KarmadaEndpoint, token.Data).Apply(found => PullAgentHandover.Manifest(new PullAgentCredential
        {
            Cluster = args.Cluster,
            Server = found.Item1,
            EncodedToken = found.Item2["token"],
            EncodedAuthority = found.Item2["ca.crt"],
        }, args.Image)));
        ImmutableArray<Resource> rights = [token, binding, workBinding];
        Rights = args.Machine is { } machine ? [.. rights, Apply(name, machine, rights)] : rights;
        RegisterOutputs(new Dictionary<string, object?> { ["cluster"] = args.Cluster });
    }

    // By standard input, so that the token is on no command line. It is taken away with its namespace, what it brought in before by Karmada.
    private Command Apply(string name, AgentMachine machine, ImmutableArray<Resource> rights) => new(
        $"{name}-agent",
        new CommandArgs
        {
            Connection = machine.Connection.Args(),
            Stdin = Manifest,
            Create = PullAgentHandover.ApplyCommand(machine),
            Delete = PullAgentHandover.RemoveCommand(machine),
            Logging = Logging.Stderr,
            // What the run before wrote is of no use to this one, and a manifest of some size would not fit beside it.
            AddPreviousOutputInEnv = false,
        },
        new CustomResourceOptions { Parent = this, DependsOn = { rights.ToArray() }, DeleteBeforeReplace = true });
}
