using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace Infra.Components.Fleets;

/// <summary>What an agent has in Karmada: an account, and the rights to work for its own cluster.</summary>
/// <remarks>
/// The rights are those that <c>karmadactl register</c> of Karmada 1.18 gives, and the names are its names, so that <c>karmadactl unregister</c> finds them; with two differences. The
/// agent may change its own cluster, which it finds there, and may create none. And it has nothing to do with secrets in Karmada, because it reports none.
/// </remarks>
internal static class PullAgentManifests
{
    private const string RbacGroup = "rbac.authorization.k8s.io";
    private const string ClusterGroup = "cluster.karmada.io";
    private const string WorkGroup = "work.karmada.io";

    public static ServiceAccountArgs Account(string cluster) => new() { Metadata = InClusterNamespace(AccountName(cluster)) };

    /// <summary>A token that does not expire: a site may be without a line for longer than any term.</summary>
    public static SecretArgs Token(string cluster)
    {
        var metadata = InClusterNamespace(AccountName(cluster));
        metadata.Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["kubernetes.io/service-account.name"] = AccountName(cluster) };
        return new SecretArgs { Type = "kubernetes.io/service-account-token", Metadata = metadata };
    }

    public static ClusterRoleArgs ClusterRole(string cluster) => new()
    {
        Metadata = new ObjectMetaArgs { Name = RoleName(cluster) },
        Rules =
        {
            new PolicyRuleArgs { ApiGroups = { ClusterGroup }, Resources = { "clusters" }, ResourceNames = { cluster }, Verbs = { "get", "update", "patch" } },
            new PolicyRuleArgs { ApiGroups = { ClusterGroup }, Resources = { "clusters/status" }, ResourceNames = { cluster }, Verbs = { "update", "patch" } },
            // Its own is all it needs, but neither can be asked for by name.
            new PolicyRuleArgs { ApiGroups = { ClusterGroup }, Resources = { "clusters" }, Verbs = { "list", "watch" } },
            new PolicyRuleArgs
            {
                ApiGroups = { "config.karmada.io" },
                Resources = { "resourceinterpreterwebhookconfigurations", "resourceinterpretercustomizations" },
                Verbs = { "get", "list", "watch" },
            },
            new PolicyRuleArgs { ApiGroups = { "" }, Resources = { "namespaces" }, Verbs = { "get" } },
            new PolicyRuleArgs { ApiGroups = { "" }, Resources = { "services" }, Verbs = { "list", "watch" } },
            new PolicyRuleArgs { ApiGroups = { "" }, Resources = { "events" }, Verbs = { "create", "patch", "update" } },
            new PolicyRuleArgs { ApiGroups = { "coordination.k8s.io" }, Resources = { "leases" }, Verbs = { "get", "create", "update" } },
        },
    };

    public static ClusterRoleBindingArgs ClusterRoleBinding(string cluster) => new()
    {
        Metadata = new ObjectMetaArgs { Name = RoleName(cluster) },
        RoleRef = new RoleRefArgs { ApiGroup = RbacGroup, Kind = "ClusterRole", Name = RoleName(cluster) },
        Subjects = { Subject(cluster) },
    };

    public static RoleArgs WorkRole(string cluster) => new()
    {
        Metadata = new ObjectMetaArgs { Name = WorkRoleName(cluster), Namespace = MembershipNames.Works(cluster) },
        Rules =
        {
            new PolicyRuleArgs { ApiGroups = { WorkGroup }, Resources = { "works" }, Verbs = { "get", "list", "watch", "create", "update", "delete" } },
            new PolicyRuleArgs { ApiGroups = { WorkGroup }, Resources = { "works/status" }, Verbs = { "update", "patch" } },
        },
    };

    public static RoleBindingArgs WorkRoleBinding(string cluster) => new()
    {
        Metadata = new ObjectMetaArgs { Name = WorkRoleName(cluster), Namespace = MembershipNames.Works(cluster) },
        RoleRef = new RoleRefArgs { ApiGroup = RbacGroup, Kind = "Role", Name = WorkRoleName(cluster) },
        Subjects = { Subject(cluster) },
    };

    private static SubjectArgs Subject(string cluster) => new() { Kind = "ServiceAccount", Namespace = MembershipNames.ClusterNamespace, Name = AccountName(cluster) };

    private static ObjectMetaArgs InClusterNamespace(string name) => new() { Name = name, Namespace = MembershipNames.ClusterNamespace };

    private static string AccountName(string cluster) => $"{cluster}-agent";

    private static string RoleName(string cluster) => $"system:karmada:{cluster}:agent";

    private static string WorkRoleName(string cluster) => $"{RoleName(cluster)}-work";
}
