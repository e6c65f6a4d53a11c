using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infra.Components.Clusters;

/// <summary>What decides about a cluster of EKS.</summary>
internal static class EksClusterPlan
{
    /// <summary>Every log that the control plane can write.</summary>
    public static readonly ImmutableArray<string> Logs = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

    /// <summary>For how long they are kept.</summary>
    public const int LogRetentionDays = 90;

    /// <summary>For how long the key of the secrets can be had back after it was removed; the longest that AWS offers, for without it a backup of etcd is worth nothing.</summary>
    public const int KeyDeletionDays = 30;

    public const string ControlPlanePolicy = "AmazonEKSClusterPolicy";

    public const string AdministratorPolicy = "AmazonEKSClusterAdminPolicy";

    private const string NetworkPolicy = "AmazonEKS_CNI_Policy";

    /// <summary>The policy of the driver of disks.</summary>
    public const string DisksPolicy = "service-role/AmazonEBSCSIDriverPolicy";

    /// <summary>What the machines may do: join and fetch images. Where pods take no roles, the machines also do for them what network and disks need.</summary>
    public static ImmutableArray<string> NodePolicies(bool allowsPodRoles)
    {
        ImmutableArray<string> joining = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"];
        return allowsPodRoles ? joining : [.. joining, NetworkPolicy, DisksPolicy];
    }

    /// <summary>What nodes need to become ready: their pods' addresses, roles and services.</summary>
    /// <remarks>All are daemon sets, which are complete where there is no node yet; what has replicas would wait for nodes that wait for it.</remarks>
    public static ImmutableArray<EksAddon> AddonsBeforeNodes(bool allowsPodRoles)
    {
        EksAddon network = new("vpc-cni") { Account = allowsPodRoles ? new EksAddonAccount("aws-node", "cni", NetworkPolicy) : null };
        return allowsPodRoles ? [new("eks-pod-identity-agent"), new("kube-proxy"), network] : [new("kube-proxy"), network];
    }

    /// <summary>What needs nodes.</summary>
    public static ImmutableArray<EksAddon> AddonsAfterNodes(bool allowsPodRoles) =>
    [
        new("coredns"),
        new("aws-ebs-csi-driver")
        {
            Account = allowsPodRoles ? new EksAddonAccount("ebs-csi-controller-sa", "ebs-csi", DisksPolicy) : null,
            // EKS makes no default class itself, and a claim that names none, such as those of Karmada's etcd, would wait for ever.
            Configuration = new JsonObject { ["defaultStorageClass"] = new JsonObject { ["enabled"] = true } }.ToJsonString(),
        },
    ];

    /// <summary>The roles that are let in, each once. The one that makes the cluster is in already, and AWS refuses to let it in twice.</summary>
    public static ImmutableArray<string> Administrators(EksClusterArgs args) =>
        [.. args.AdministratorRoles.Where(role => role != args.Role).Distinct(StringComparer.Ordinal)];

    /// <summary>A kubeconfig that holds no credential: whoever uses it asks AWS for a token, as the role that made the cluster.</summary>
    public static string Kubeconfig(string cluster, string endpoint, string certificateAuthority, string region, string? role)
    {
        var arguments = new JsonArray("eks", "get-token", "--output", "json", "--cluster-name", cluster, "--region", region);
        if (role is not null)
        {
            arguments.Add("--role-arn");
            arguments.Add(role);
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["clusters"] = Named(cluster, "cluster", new JsonObject { ["server"] = endpoint, ["certificate-authority-data"] = certificateAuthority }),
            ["users"] = Named(cluster, "user", new JsonObject
            {
                ["exec"] = new JsonObject
                {
                    ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
                    ["command"] = "aws",
                    ["args"] = arguments,
                    ["interactiveMode"] = "Never",
                },
            }),
            ["contexts"] = Named(cluster, "context", new JsonObject { ["cluster"] = cluster, ["user"] = cluster }),
            ["current-context"] = cluster,
        }.ToJsonString();
    }

    private static JsonArray Named(string name, string what, JsonObject value) => new(new JsonObject { ["name"] = name, [what] = value });
}

/// <summary>An add-on of EKS.</summary>
/// <remarks>Its version is EKS' default for the cluster's version. One that is pinned here would sooner or later be one that the cluster's version does not have.</remarks>
/// <param name="Name">Its name.</param>
internal sealed record EksAddon(string Name)
{
    /// <summary>The account of its pods that needs a role; null when none does.</summary>
    public EksAddonAccount? Account { get; init; }

    /// <summary>Its configuration, as JSON; null for its defaults.</summary>
    public string? Configuration { get; init; }
}

/// <summary>An account of an add-on's pods.</summary>
/// <param name="Name">Its name, in <c>kube-system</c>.</param>
/// <param name="RoleSuffix">What its role's name ends with; short, for a role's name is.</param>
/// <param name="Policy">What it may do.</param>
internal sealed record EksAddonAccount(string Name, string RoleSuffix, string Policy);
