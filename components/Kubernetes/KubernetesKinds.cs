using System.Collections.Frozen;

namespace Infra.Components.Kubernetes;

/// <summary>Whether objects of a kind live in namespaces.</summary>
public enum KindScope
{
    /// <summary>In a namespace.</summary>
    Namespaced,

    /// <summary>In the cluster, outside namespaces.</summary>
    Cluster,
}

/// <summary>The kinds that Karmada's API knows without being told: those of Kubernetes, of Karmada itself, and of Flux, which comes with its delivery.</summary>
public static class KubernetesKinds
{
    /// <summary>The kind that defines others.</summary>
    public const string Definition = "CustomResourceDefinition";

    // Kubernetes' OpenAPI document: the groups, and in each what can be made outside namespaces.
    private static readonly FrozenDictionary<string, string[]> OfKubernetes = new Dictionary<string, string[]>
    {
        [""] = ["Namespace", "Node", "PersistentVolume"],
        ["admissionregistration.k8s.io"] =
        [
            "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding", "MutatingWebhookConfiguration",
            "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration",
        ],
        ["apiextensions.k8s.io"] = [Definition],
        ["apiregistration.k8s.io"] = ["APIService"],
        ["apps"] = [],
        ["authentication.k8s.io"] = ["SelfSubjectReview", "TokenReview"],
        ["authorization.k8s.io"] = ["SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"],
        ["autoscaling"] = [],
        ["batch"] = [],
        ["certificates.k8s.io"] = ["CertificateSigningRequest", "ClusterTrustBundle"],
        ["coordination.k8s.io"] = [],
        ["discovery.k8s.io"] = [],
        ["events.k8s.io"] = [],
        ["flowcontrol.apiserver.k8s.io"] = ["FlowSchema", "PriorityLevelConfiguration"],
        ["internal.apiserver.k8s.io"] = ["StorageVersion"],
        ["networking.k8s.io"] = ["IPAddress", "IngressClass", "ServiceCIDR"],
        ["node.k8s.io"] = ["RuntimeClass"],
        ["policy"] = [],
        ["rbac.authorization.k8s.io"] = ["ClusterRole", "ClusterRoleBinding"],
        ["resource.k8s.io"] = ["DeviceClass", "DeviceTaintRule", "ResourcePoolStatusRequest", "ResourceSlice"],
        ["scheduling.k8s.io"] = ["PriorityClass"],
        ["storage.k8s.io"] = ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment", "VolumeAttributesClass"],
        ["storagemigration.k8s.io"] = ["StorageVersionMigration"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfKarmada = FrozenSet.Create(
        StringComparer.Ordinal,
        "Cluster", "ClusterOverridePolicy", "ClusterPropagationPolicy", "ClusterResourceBinding", "ClusterTaintPolicy", "Remedy",
        "ResourceInterpreterCustomization", "ResourceInterpreterWebhookConfiguration", "ResourceRegistry", "WorkloadRebalancer");

    /// <summary>Whether objects of a kind live in namespaces.</summary>
    /// <returns>Null for a custom kind, of which its definition says it.</returns>
    public static KindScope? ScopeOf(string apiVersion, string kind)
    {
        var group = GroupOf(apiVersion);
        if (OfKubernetes.TryGetValue(group, out var outside))
            return Scope(outside.Contains(kind, StringComparer.Ordinal));
        if (group.EndsWith(".karmada.io", StringComparison.Ordinal))
            return Scope(OfKarmada.Contains(kind));
        return group.EndsWith(".toolkit.fluxcd.io", StringComparison.Ordinal) ? KindScope.Namespaced : null;
    }

    /// <summary>The group of an <c>apiVersion</c>; empty for the core group.</summary>
    public static string GroupOf(string apiVersion) => apiVersion.LastIndexOf('/') is >= 0 and var end ? apiVersion[..end] : "";

    private static KindScope Scope(bool isOutside) => isOutside ? KindScope.Cluster : KindScope.Namespaced;
}
