using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>The tags that stand for a version of the control plane: the webhooks by which pods of namespaces that follow a tag get their proxy (istio.io, "Canary Upgrades").</summary>
/// <remarks>
/// <para>
/// They are objects of the mesh and not of a version's chart: a tag moves by one field, and its old version can be taken away without it. Istio finds its tags by the labels,
/// so gateways and waypoints follow them too, and writes its authority into the webhooks; the copy in Karmada has none, and what each member has is kept there.
/// </para>
/// <para>
/// Karmada's API is a Kubernetes API, which would ask these webhooks as well. There is no control plane beside it, so there they say that a pod is made if nobody answers;
/// in the members none is made without its proxy.
/// </para>
/// </remarks>
public static class RevisionTag
{
    /// <summary>The label that names a tag. By it Istio finds tags, and Karmada what it has to keep of a member's copy.</summary>
    public const string Label = "istio.io/tag";

    private const string Kind = "MutatingWebhookConfiguration";

    // Istio writes its authority into webhooks whose names end so.
    private const string Webhook = "sidecar-injector.istio.io";

    private static readonly ImmutableArray<string> Webhooks = [$"rev.namespace.{Webhook}", $"rev.object.{Webhook}"];

    /// <summary>The tags of a mesh and the version that each stands for. Without an upgrade both stand for the same one, so that nobody can follow a tag that is not there.</summary>
    public static ImmutableArray<(string Tag, string Version)> Of(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return [(MeshNames.CanaryTag, mesh.Upgrade?.Version ?? mesh.Charts.Version), (MeshNames.StableTag, mesh.Charts.Version)];
    }

    internal static ImmutableArray<KubernetesObject> Objects(MeshPlan mesh) => [.. Of(mesh).Select(tag => Object(mesh, tag.Tag, tag.Version))];

    internal static ImmutableArray<Override> Overrides(MeshPlan mesh) =>
    [
        .. Of(mesh).Select(tag => Webhooks.Index().Aggregate(
            Override.For(mesh.On),
            (all, webhook) => all.Patch(Kind, Name(mesh, tag.Tag), new JsonPatch("replace", $"/webhooks/{webhook.Index}/failurePolicy", "Fail")))),
        .. from remote in IstioRemotes.Remotes(mesh)
           select Of(mesh).Aggregate(Override.ForCluster(remote.Cluster), (all, tag) => Webhooks.Index().Aggregate(
               all,
               (some, webhook) => some.Patch(Kind, Name(mesh, tag.Tag), new JsonPatch(
                   "replace", $"/webhooks/{webhook.Index}/clientConfig", IstioRemotes.Webhook(remote, IstioMesh.ControlPlane(tag.Version)))))),
    ];

    private static KubernetesObject Object(MeshPlan mesh, string tag, string version) => new("admissionregistration.k8s.io/v1", Kind, Name(mesh, tag), Fields.Of(("webhooks", Fields.List(new[]
    {
        // Pods of a namespace that follows the tag. In ambient mode namespaces follow it for their waypoint, and pods have no proxy of their own.
        Injection(
            Webhooks[0],
            version,
            [Is(MeshNamespaces.Revision, tag), IsNot("istio.io/dataplane-mode", "ambient")],
            [IsNot("sidecar.istio.io/inject", "false")]),
        // Pods that follow it by themselves, as gateways do, where their namespace follows none.
        Injection(
            Webhooks[1],
            version,
            [Fields.Of(("key", MeshNamespaces.Revision), ("operator", "DoesNotExist"))],
            [Is(MeshNamespaces.Revision, tag), IsNot("sidecar.istio.io/inject", "false")]),
    }))))
    {
        Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(Label, tag).Add(MeshNamespaces.Revision, MeshNames.Revision(version)).Add("app", "sidecar-injector"),
    };

    private static ImmutableDictionary<string, object> Injection(
        string name, string version, ImmutableArray<ImmutableDictionary<string, object>> spaces, ImmutableArray<ImmutableDictionary<string, object>> pods) => Fields.Of(
        ("name", name),
        ("clientConfig", Fields.Of(("service", Fields.Of(("name", IstioMesh.ControlPlane(version)), ("namespace", MeshNames.System), ("path", "/inject"), ("port", 443))))),
        ("namespaceSelector", Fields.Of(("matchExpressions", spaces))),
        ("objectSelector", Fields.Of(("matchExpressions", pods))),
        ("rules", Fields.List(new[]
        {
            Fields.Of(("operations", new[] { "CREATE" }), ("apiGroups", new[] { "" }), ("apiVersions", new[] { "v1" }), ("resources", new[] { "pods" }), ("scope", "Namespaced")),
        })),
        ("failurePolicy", "Ignore"),
        ("matchPolicy", "Equivalent"),
        ("reinvocationPolicy", "Never"),
        ("sideEffects", "None"),
        ("timeoutSeconds", 10),
        ("admissionReviewVersions", new[] { "v1" }));

    private static ImmutableDictionary<string, object> Is(string key, string value) => Fields.Of(("key", key), ("operator", "In"), ("values", new[] { value }));

    private static ImmutableDictionary<string, object> IsNot(string key, string value) => Fields.Of(("key", key), ("operator", "NotIn"), ("values", new[] { value }));

    // Karmada has those of all meshes side by side. Istio goes by the labels.
    private static string Name(MeshPlan mesh, string tag) => $"istio-revision-tag-{tag}-{mesh.Name}";
}
