using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>The objects by which a cluster is a member of a mesh.</summary>
internal static class MeshMembershipManifests
{
    /// <summary>The annotation of istiod's pods that names the roots which the cluster trusts.</summary>
    public const string TrustedAnnotation = "mesh.infra.internal/trusted-roots";

    /// <summary>The annotation that names the root which signed the cluster's authority.</summary>
    public const string SignerAnnotation = "mesh.infra.internal/signer";

    /// <summary>The annotation that changes with the roots' certificates.</summary>
    public const string RootsAnnotation = "mesh.infra.internal/roots";

    /// <summary>The annotation that changes with the credentials by which clusters read one another.</summary>
    public const string ReaderAnnotation = "mesh.infra.internal/reader";

    private const string Rbac = "rbac.authorization.k8s.io/v1";
    private const string RbacGroup = "rbac.authorization.k8s.io";
    private const int HashLength = 16;

    private static readonly string[] Read = ["get", "list", "watch"];

    /// <summary>The namespace of Istio's control plane. What runs in it programs nodes, so pods may be privileged.</summary>
    public static KubernetesObject Namespace(MeshMember member) => new("v1", "Namespace", MeshNames.System, ImmutableDictionary<string, object>.Empty)
    {
        Labels = FleetManifests.PodSecurityLabels(PodSecurityLevel.Privileged)
            .ToImmutableSortedDictionary(StringComparer.Ordinal)
            .Add(MeshNames.NetworkLabel, member.Network),
        // By this a control plane takes up a cluster that follows it: it writes its authority there too (istio.io, "Install Primary-Remote").
        Annotations = member is { Role: MeshRole.Remote, Primary: { } primary }
            ? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("topology.istio.io/controlPlaneClusters", primary)
            : ImmutableSortedDictionary<string, string>.Empty,
    };

    /// <summary>What <see cref="MeshNames.Authority"/> holds, by the keys under which istiod looks (istio.io, "Plug in CA Certificates").</summary>
    public static ImmutableSortedDictionary<string, string> Authority(string certificate, string chain, string key, string roots) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add("ca-cert.pem", certificate)
            .Add("ca-key.pem", key)
            .Add("cert-chain.pem", chain)
            .Add("root-cert.pem", roots);

    /// <summary>What <see cref="MeshNames.Standing"/> holds: values of istiod's chart, by which it restarts when the cluster trusts another bundle, or when clusters read one another by other credentials. Istio takes some changes of these by itself, but not all.</summary>
    /// <remarks>And what the chart is told of this cluster alone, where it follows another or is followed.</remarks>
    /// <param name="plan">The mesh.</param>
    /// <param name="member">The cluster.</param>
    /// <param name="roots">The roots' certificates; null where somebody else gives clusters their authorities.</param>
    public static ImmutableSortedDictionary<string, string> Standing(MeshPlan plan, MeshMember member, string? roots) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(
            AddonManifests.ValuesKey,
            PlainJson.Text(IstioMesh.StandingValues(plan, member).SetItems(Fields.Of(("podAnnotations", Fields.Of(
                // Istio 1.30 loses a cluster whose credential is replaced, or does not take it up, until it restarts.
                (ReaderAnnotation, plan.ReaderGeneration.ToString(CultureInfo.InvariantCulture)),
                (TrustedAnnotation, roots is null ? null : string.Join('.', plan.Trust.Roots.Keys)),
                (SignerAnnotation, roots is null ? null : plan.Trust.Signer),
                (RootsAnnotation, roots is null ? null : Hash(roots))))))));

    /// <summary>The account by which other clusters read what this one has.</summary>
    public static string Reader(MeshPlan plan) => $"mesh-{plan.Name}-reader";

    /// <summary>The account's credential. A higher generation is another one, which is there before the old one goes.</summary>
    public static string ReaderToken(MeshPlan plan) => string.Create(CultureInfo.InvariantCulture, $"{Reader(plan)}-{plan.ReaderGeneration}");

    /// <summary>The account and its rights, in the order of need.</summary>
    /// <remarks>
    /// What istiod 1.30 reads of other clusters (its chart's <c>istio-reader-clusterrole</c>), but for secrets, and ConfigMaps outside of Istio's own namespace: those serve the
    /// gateways of a cluster that has no control plane of its own. Only there it may read them, and write what its control plane would have written: the injector's trust, and the
    /// roots for each namespace.
    /// </remarks>
    public static ImmutableArray<KubernetesObject> ReaderObjects(MeshPlan plan, MeshMember member) =>
    [
        new("v1", "ServiceAccount", Reader(plan), Fields.Of(("automountServiceAccountToken", false))),
        new(Rbac, "ClusterRole", Reader(plan), Fields.Of(("rules", Fields.List(Rules(member.Role == MeshRole.Remote))))),
        Binding("ClusterRoleBinding", "ClusterRole", Reader(plan)),
        new(Rbac, "Role", Reader(plan), Fields.Of(("rules", Fields.List(new[] { Rule([""], ["configmaps"], Read) })))),
        Binding("RoleBinding", "Role", Reader(plan)),
    ];

    /// <summary>All of a member that nobody looks into and that pulls its work, as such work, in the order in which it is applied.</summary>
    public static ImmutableDictionary<string, object> Work(MeshPlan plan, MeshMember member, ImmutableSortedDictionary<string, string>? authority, string? roots) =>
        Fields.Of(("workload", Fields.Of(("manifests", Fields.List(new[]
        {
            Taken(Namespace(member)).Manifest(""),
            authority is null ? null : new KubernetesObject("v1", "Secret", MeshNames.Authority, Fields.Of(
                ("type", "Opaque"),
                // In its final form, or what stands would differ from it for ever.
                ("data", authority.ToImmutableDictionary(entry => entry.Key, entry => Convert.ToBase64String(Encoding.UTF8.GetBytes(entry.Value)), StringComparer.Ordinal)))).Manifest(MeshNames.System),
            new KubernetesObject("v1", "ConfigMap", MeshNames.Standing(plan.Name), Fields.Of(("data", Standing(plan, member, roots)))).Manifest(MembershipNames.SystemNamespace),
        }.OfType<object>())))));

    // A site that has just joined gets charts by matching, and Flux may have made the namespace for one of them before this comes; Karmada would leave alone what it did not make.
    private static KubernetesObject Taken(KubernetesObject space) => space with { Annotations = space.Annotations.SetItem("work.karmada.io/conflict-resolution", "overwrite") };

    private static string Hash(string roots) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(roots)))[..HashLength];

    private static IEnumerable<ImmutableDictionary<string, object>> Rules(bool isRemote)
    {
        yield return Rule(["security.istio.io", "networking.istio.io", "telemetry.istio.io", "extensions.istio.io"], ["*"], Read);
        yield return Rule([""], ["endpoints", "pods", "services", "nodes", "replicationcontrollers", "namespaces"], Read);
        yield return Rule(["discovery.k8s.io"], ["endpointslices"], Read);
        yield return Rule(["apps"], ["replicasets"], Read);
        yield return Rule(["gateway.networking.k8s.io"], ["gateways"], Read);
        yield return Rule(["apiextensions.k8s.io"], ["customresourcedefinitions"], Read);
        if (!isRemote)
            yield break;
        yield return Rule([""], ["secrets"], Read);
        yield return Rule([""], ["configmaps"], [.. Read, "create", "update"]);
        yield return Rule(["authentication.k8s.io"], ["tokenreviews"], ["create"]);
        yield return Rule(["authorization.k8s.io"], ["subjectaccessreviews"], ["create"]);
        yield return Rule(["admissionregistration.k8s.io"], ["mutatingwebhookconfigurations"], [.. Read, "update", "patch"]);
        yield return Rule(["admissionregistration.k8s.io"], ["validatingwebhookconfigurations"], [.. Read, "update"]);
    }

    private static ImmutableDictionary<string, object> Rule(string[] groups, string[] resources, string[] verbs) =>
        Fields.Of(("apiGroups", groups), ("resources", resources), ("verbs", verbs));

    private static KubernetesObject Binding(string kind, string role, string name) => new(Rbac, kind, name, Fields.Of(
        ("roleRef", Fields.Of(("apiGroup", RbacGroup), ("kind", role), ("name", name))),
        ("subjects", Fields.List(new[] { Fields.Of(("kind", "ServiceAccount"), ("namespace", MeshNames.System), ("name", name)) }))));
}
