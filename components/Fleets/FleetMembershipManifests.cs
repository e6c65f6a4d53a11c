using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace Infra.Components.Fleets;

/// <summary>The objects of a membership.</summary>
internal static class FleetMembershipManifests
{
    private const string RbacGroup = "rbac.authorization.k8s.io";

    public static NamespaceArgs Namespace(string name) => new() { Metadata = new ObjectMetaArgs { Name = name } };

    public static ServiceAccountArgs Account(string name) => new() { Metadata = InClusterNamespace(name) };

    /// <summary>A token that does not expire, which is how Karmada keeps its way into a member.</summary>
    public static SecretArgs Token(string account) => new()
    {
        Type = "kubernetes.io/service-account-token",
        Metadata = new ObjectMetaArgs
        {
            Name = account,
            Namespace = MembershipNames.ClusterNamespace,
            Annotations = { ["kubernetes.io/service-account.name"] = account },
        },
    };

    /// <summary>Everything: Karmada applies whatever is propagated, roles among it, and nobody may grant what they do not hold.</summary>
    public static ClusterRoleArgs Role(string cluster) => new()
    {
        Metadata = new ObjectMetaArgs { Name = MembershipNames.Role(cluster) },
        Rules =
        {
            new PolicyRuleArgs { ApiGroups = { "*" }, Resources = { "*" }, Verbs = { "*" } },
            new PolicyRuleArgs { NonResourceURLs = { "*" }, Verbs = { "get" } },
        },
    };

    public static ClusterRoleBindingArgs RoleBinding(string cluster) => new()
    {
        Metadata = new ObjectMetaArgs { Name = MembershipNames.Role(cluster) },
        RoleRef = new RoleRefArgs { ApiGroup = RbacGroup, Kind = "ClusterRole", Name = MembershipNames.Role(cluster) },
        Subjects =
        {
            new SubjectArgs { Kind = "ServiceAccount", Namespace = MembershipNames.ClusterNamespace, Name = MembershipNames.Account(cluster) },
        },
    };

    /// <summary>The namespace in which Karmada keeps what the member is to do.</summary>
    public static NamespaceArgs Works(string cluster) => new()
    {
        Metadata = new ObjectMetaArgs { Name = MembershipNames.Works(cluster), Labels = { ["karmada.io/system"] = "true" } },
    };

    /// <summary>What charts and controllers in a member that pulls read to know where they are: the same objects, as work that its agent fetches.</summary>
    public static SpecArgs IdentityWork(FleetMembershipArgs args) => new("work.karmada.io/v1alpha1", "Work")
    {
        Metadata = new ObjectMetaArgs { Name = MembershipNames.Identity, Namespace = MembershipNames.Works(args.Cluster.Name) },
        Spec = Fields.Of(("workload", Fields.Of(("manifests", Fields.List(new[]
        {
            Fields.Of(("apiVersion", "v1"), ("kind", "Namespace"), ("metadata", Fields.Of(("name", MembershipNames.SystemNamespace)))),
            Fields.Of(
                ("apiVersion", "v1"),
                ("kind", "ConfigMap"),
                ("metadata", Fields.Of(("name", MembershipNames.Identity), ("namespace", MembershipNames.SystemNamespace))),
                ("data", IdentityData(args))),
        }))))),
    };

    /// <summary>What charts and controllers in the member read to know where they are.</summary>
    public static ConfigMapArgs Identity(FleetMembershipArgs args) => new()
    {
        Metadata = new ObjectMetaArgs { Name = MembershipNames.Identity, Namespace = MembershipNames.SystemNamespace },
        Data = IdentityData(args),
    };

    public static ImmutableDictionary<string, string> IdentityData(FleetMembershipArgs args)
    {
        var facts = Enum.GetValues<ClusterFact>().Select(fact => (Fact: fact, Value: FactOf(args, fact))).ToImmutableArray();
        return facts.Where(fact => fact.Value.Length > 0).Select(fact => KeyValuePair.Create(MembershipNames.Fact(fact.Fact), fact.Value))
            // Flux asks for each by name, and a key that is missing is an error to it.
            .Concat(facts.Select(fact => KeyValuePair.Create(MembershipNames.HelmFact(fact.Fact), $"\"{fact.Value}\"")))
            .Append(KeyValuePair.Create("fleets", string.Join(',', args.Fleets.Order(StringComparer.Ordinal))))
            .ToImmutableDictionary(StringComparer.Ordinal);
    }

    private static string FactOf(FleetMembershipArgs args, ClusterFact fact) => fact switch
    {
        ClusterFact.Name => args.Cluster.Name,
        ClusterFact.Fleet => string.Join('+', args.Fleets.Order(StringComparer.Ordinal)),
        ClusterFact.Region => args.Cluster.Region,
        ClusterFact.Provider => args.Cluster.Provider,
        ClusterFact.Network => args.Network ?? args.Cluster.Name,
        ClusterFact.Mesh => args.Mesh,
        ClusterFact.Entrances => args.Mesh is { } mesh ? MeshNames.Ingress(mesh) : MembershipNames.SystemNamespace,
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "no fact of a cluster"),
    } ?? "";

    /// <summary>The member's token, and the certificate authority by which Karmada recognizes the member.</summary>
    public static SecretArgs Credential(string cluster, Output<ImmutableDictionary<string, string>> token) => new()
    {
        Metadata = InClusterNamespace(MembershipNames.Credential(cluster)),
        Data =
        {
            ["token"] = Output.CreateSecret(token.Apply(data => data["token"])),
            ["caBundle"] = Output.CreateSecret(token.Apply(data => data["ca.crt"])),
        },
    };

    public static SecretArgs ImpersonatorCredential(string cluster, Output<ImmutableDictionary<string, string>> token) => new()
    {
        Metadata = InClusterNamespace(MembershipNames.ImpersonatorCredential(cluster)),
        Data = { ["token"] = Output.CreateSecret(token.Apply(data => data["token"])) },
    };

    public static KarmadaClusterArgs PushedCluster(FleetMembershipArgs args, Output<string> apiEndpoint) =>
        Cluster(args, new KarmadaClusterSpecArgs
        {
            SyncMode = "Push",
            ApiEndpoint = apiEndpoint,
            SecretRef = Reference(MembershipNames.Credential(args.Cluster.Name)),
            ImpersonatorSecretRef = Reference(MembershipNames.ImpersonatorCredential(args.Cluster.Name)),
        });

    public static KarmadaClusterArgs PulledCluster(FleetMembershipArgs args) =>
        Cluster(args, new KarmadaClusterSpecArgs { SyncMode = "Pull" });

    private static KarmadaClusterArgs Cluster(FleetMembershipArgs args, KarmadaClusterSpecArgs spec)
    {
        var cluster = args.Cluster;
        if (cluster.Provider is { } provider)
            spec.Provider = provider;
        if (cluster.Region is { } region)
            spec.Region = region;
        if (!cluster.Zones.IsEmpty)
            spec.Zones = cluster.Zones;
        return new KarmadaClusterArgs { Metadata = new ObjectMetaArgs { Name = cluster.Name, Labels = Labels(args) }, Spec = spec };
    }

    /// <summary>The cluster's own labels, one for each fleet, its stack, and its cohort.</summary>
    public static ImmutableDictionary<string, string> Labels(FleetMembershipArgs args)
    {
        var labels = args.Cluster.Labels.ToImmutableDictionary(StringComparer.Ordinal)
            .SetItem(Cohort.Label, Cohort.Text(Cohort.Of(args.Cluster.Name)))
            .SetItems(args.Fleets.Select(fleet => KeyValuePair.Create(FleetLabels.Key(fleet), FleetLabels.Member)));
        return args.Stack is { } stack ? labels.SetItem(FleetLabels.Stack, stack) : labels;
    }

    private static ObjectMetaArgs InClusterNamespace(string name) => new() { Name = name, Namespace = MembershipNames.ClusterNamespace };

    private static LocalSecretReferenceArgs Reference(string name) => new() { Namespace = MembershipNames.ClusterNamespace, Name = name };
}
