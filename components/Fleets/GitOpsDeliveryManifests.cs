using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Management;
using Infra.Components.Propagation;

namespace Infra.Components.Fleets;

/// <summary>How Flux reaches every member: by the same Karmada by which it is then told what to keep there.</summary>
public static class GitOpsDeliveryManifests
{
    /// <summary>The namespace of Flux, in Karmada and in each member.</summary>
    public const string Namespace = GitOpsEngine.Namespace;

    // The chart's templates (fluxcd-community/helm-charts, charts/flux2) give everything this label but the services and the two aggregated roles.
    private static readonly ImmutableDictionary<string, object> PartOfFlux = Fields.Of(("matchLabels", Fields.Of(("app.kubernetes.io/part-of", "flux"))));

    /// <summary>The chart's values: as on the management cluster, with bounds that a small site can afford.</summary>
    public static ImmutableDictionary<string, object> Values(ImageMirrors mirrors) => GitOpsEngineManifests.Values(mirrors, isHighlyAvailable: false, controller =>
        // helm-controller holds the whole chart and its last release while it works on it.
        PodResources.Of("20m", "64Mi", controller == "helm-controller" ? "1Gi" : "512Mi"));

    /// <summary>The namespace that holds what Flux is to do, as it exists in each member already.</summary>
    internal static KubernetesObject SystemNamespace { get; } = Home(MembershipNames.SystemNamespace);

    /// <summary>Flux' own namespace.</summary>
    internal static KubernetesObject FluxNamespace { get; } = Home(Namespace);

    /// <summary>What Karmada must have to take objects of a kind. It only keeps them and copies them; what may be in them is for each member to say, by its own definition.</summary>
    internal static KubernetesObject Definition(KnownKind kind) => new("apiextensions.k8s.io/v1", KubernetesKinds.Definition, kind.Definition, Fields.Of(("spec", Fields.Of(
        ("group", kind.Group),
        ("names", Fields.Of(("kind", kind.Kind), ("listKind", $"{kind.Kind}List"), ("plural", kind.Plural), ("singular", kind.Kind.ToLowerInvariant()))),
        ("scope", $"{kind.Scope}"),
        ("versions", Fields.List(new[]
        {
            Fields.Of(
                ("name", kind.Version),
                ("served", true),
                ("storage", true),
                ("schema", Fields.Of(("openAPIV3Schema", Fields.Of(("type", "object"), ("x-kubernetes-preserve-unknown-fields", true))))),
                ("subresources", Fields.Of(("status", Fields.Of())))),
        }))))));

    /// <summary>The spec of the policy that takes Flux to every member, now and later. Where a cluster has a Flux already, it stays as it is.</summary>
    /// <remarks>Flux stays in members when the delivery goes: what add-ons left there can only be removed by it, and nobody waits for that.</remarks>
    internal static ImmutableDictionary<string, object> Policy() => PropagationManifests.Policy([], Placement.On(ClusterSelection.All)).SetItem("preserveResourcesOnDeletion", true).SetItem("resourceSelectors", Fields.List(new[]
    {
        Fields.Of(("apiVersion", "v1"), ("kind", "Namespace"), ("name", Namespace)),
        Labelled("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
        Labelled("rbac.authorization.k8s.io/v1", "ClusterRole"),
        Named("rbac.authorization.k8s.io/v1", "ClusterRole", "flux-edit"),
        Named("rbac.authorization.k8s.io/v1", "ClusterRole", "flux-view"),
        Labelled("rbac.authorization.k8s.io/v1", "ClusterRoleBinding"),
        Inside(Labelled("v1", "ServiceAccount")),
        Inside(Named("v1", "Service", "source-controller")),
        Inside(Named("v1", "Service", "notification-controller")),
        Inside(Named("v1", "Service", "webhook-receiver")),
        Inside(Labelled("networking.k8s.io/v1", "NetworkPolicy")),
        Inside(Labelled("apps/v1", "Deployment")),
    }));

    // Karmada copies every new namespace to every member unless it is told not to; these go by a policy, or are there already.
    private static KubernetesObject Home(string name) => new("v1", "Namespace", name, ImmutableDictionary<string, object>.Empty)
    {
        Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(FleetManifests.NoAutomaticPropagation, "true"),
    };

    private static ImmutableDictionary<string, object> Labelled(string apiVersion, string kind) => Fields.Of(("apiVersion", apiVersion), ("kind", kind), ("labelSelector", PartOfFlux));

    private static ImmutableDictionary<string, object> Named(string apiVersion, string kind, string name) => Fields.Of(("apiVersion", apiVersion), ("kind", kind), ("name", name));

    private static ImmutableDictionary<string, object> Inside(ImmutableDictionary<string, object> selector) => selector.SetItem("namespace", Namespace);
}
