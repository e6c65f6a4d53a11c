using Infra.Components.Clusters;
using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Rbac.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Infra.Components.Fleets;

/// <summary>Makes one cluster a member of the platform: what <c>karmadactl join</c> does, as declared resources.</summary>
/// <remarks>
/// Karmada pushes to a member that can be reached, with an account of its own; one that cannot be reached pulls by an agent. See karmada.io,
/// "Cluster Registration". Either way the Cluster object is the same resource, so a member that changes from one to the other is not taken out meanwhile.
/// </remarks>
public sealed class FleetMembership : ComponentResource
{
    /// <summary>The name under which Karmada knows the cluster.</summary>
    public string ClusterName { get; }

    /// <summary>The cluster that joined.</summary>
    public MemberCluster Member { get; }

    /// <summary>Karmada's Cluster object. What is placed on the member depends on it, so that it leaves before the member does.</summary>
    public Resource Cluster { get; }

    /// <summary>The agent of a cluster that pulls.</summary>
    /// <value>Null: somebody else installs it, or Karmada pushes.</value>
    public PullAgent? Agent { get; private set; }

    /// <summary>Joins the cluster.</summary>
    public FleetMembership(string name, FleetMembershipArgs args, ComponentResourceOptions? options = null)
        : base("infra:fleets:FleetMembership", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        ClusterName = args.Cluster.Name;
        Member = args.Cluster;

        var karmada = new CustomResourceOptions { Parent = this, Provider = args.Karmada };
        Cluster = args.Cluster.Access is { } access ? JoinByPush(name, args, access, karmada) : JoinByPull(name, args, karmada);
        RegisterOutputs(new Dictionary<string, object?> { ["clusterName"] = ClusterName });
    }

    private CustomObject JoinByPush(string name, FleetMembershipArgs args, ClusterAccess access, CustomResourceOptions karmada)
    {
        // In the member: an account by which Karmada writes, one by which it acts for a person, and a token of each.
        var member = new CustomResourceOptions { Parent = this, Provider = access.Connection };
        var accounts = new Namespace($"{name}-accounts", FleetMembershipManifests.Namespace(MembershipNames.ClusterNamespace), member);
        var inAccounts = member.After(accounts);
        var account = new ServiceAccount($"{name}-account", FleetMembershipManifests.Account(MembershipNames.Account(ClusterName)), inAccounts);
        var impersonator = new ServiceAccount($"{name}-impersonator", FleetMembershipManifests.Account(MembershipNames.Impersonator), inAccounts);
        var role = new ClusterRole($"{name}-role", FleetMembershipManifests.Role(ClusterName), member);
        var binding = new ClusterRoleBinding(
            $"{name}-role-binding",
            FleetMembershipManifests.RoleBinding(ClusterName),
            member.After(role, account));
        var token = new Secret(
            $"{name}-token",
            FleetMembershipManifests.Token(MembershipNames.Account(ClusterName)),
            member.After(account));
        var impersonatorToken = new Secret(
            $"{name}-impersonator-token",
            FleetMembershipManifests.Token(MembershipNames.Impersonator),
            member.After(impersonator));

        // Also in the member: who it is, for everything that is delivered to it.
        var system = new Namespace($"{name}-system", FleetMembershipManifests.Namespace(MembershipNames.SystemNamespace), member);
        _ = new ConfigMap(
            $"{name}-identity",
            FleetMembershipManifests.Identity(args),
            member.After(system));

        // In Karmada: the credentials, then the cluster that points to them. It comes last, because Karmada connects at once.
        var credential = new Secret($"{name}-credential", FleetMembershipManifests.Credential(ClusterName, token.Data), karmada);
        var impersonatorCredential = new Secret(
            $"{name}-impersonator-credential", FleetMembershipManifests.ImpersonatorCredential(ClusterName, impersonatorToken.Data), karmada);
        return new CustomObject(
            $"{name}-cluster",
            FleetMembershipManifests.PushedCluster(args, access.ApiEndpoint),
            karmada.After(binding, credential, impersonatorCredential));
    }

    // Only in Karmada, for nothing else can be reached. The agent finds the cluster there when it registers, labels and all, and adds what it knows.
    private CustomObject JoinByPull(string name, FleetMembershipArgs args, CustomResourceOptions karmada)
    {
        // Karmada makes this namespace too when it learns of the cluster; whoever is first, the other one takes it as it is.
        var works = new Namespace($"{name}-works", FleetMembershipManifests.Works(ClusterName), karmada);
        Agent = args.Agent is { } agent ? new PullAgent(name, agent, new ComponentResourceOptions { Parent = this, DependsOn = { works } }) : null;
        var cluster = new CustomObject(
            $"{name}-cluster",
            FleetMembershipManifests.PulledCluster(args),
            karmada.After([works, .. Agent?.Rights ?? []]));

        // Who it is, for everything that is delivered to it, goes the way of all its work.
        _ = new CustomObject(
            $"{name}-identity", FleetMembershipManifests.IdentityWork(args), karmada.After(cluster));
        return cluster;
    }
}
