using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Infra.Engine.Behaviors;

/// <summary>How a type of the kubernetes package is treated.</summary>
internal enum KubernetesForm
{
    /// <summary>One object, to be rendered.</summary>
    Object,

    /// <summary>A Helm release.</summary>
    Release,

    /// <summary>Something that stands for objects which only the real provider can tell: a chart, a file of manifests, a list.</summary>
    Bundle,

    /// <summary>A change to an object that somebody else owns.</summary>
    Patch,
}

/// <summary>A type token of the kubernetes package, read: <c>kubernetes:apps/v1:Deployment</c>.</summary>
internal sealed record KubernetesType(KubernetesForm Form, string Group, string Version, string Kind)
{
    /// <summary>The type of Helm releases.</summary>
    public const string Release = "kubernetes:helm.sh/v3:Release";

    private static readonly FrozenSet<string> Bundles = FrozenSet.ToFrozenSet(
        ["kubernetes:helm.sh/v4:Chart", "kubernetes:helm.sh/v3:Chart", "kubernetes:yaml/v2:ConfigFile", "kubernetes:yaml/v2:ConfigGroup",
         "kubernetes:yaml:ConfigFile", "kubernetes:yaml:ConfigGroup", "kubernetes:kustomize/v2:Directory", "kubernetes:kustomize:Directory"],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> BuiltInGroups = FrozenSet.ToFrozenSet(
        ["", "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "apps", "authentication.k8s.io", "authorization.k8s.io",
         "autoscaling", "batch", "certificates.k8s.io", "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io", "flowcontrol.apiserver.k8s.io",
         "internal.apiserver.k8s.io", "networking.k8s.io", "node.k8s.io", "policy", "rbac.authorization.k8s.io", "resource.k8s.io",
         "scheduling.k8s.io", "storage.k8s.io", "storagemigration.k8s.io"],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> ClusterScoped = FrozenSet.ToFrozenSet(
        ["/ComponentStatus", "/Namespace", "/Node", "/PersistentVolume",
         "admissionregistration.k8s.io/MutatingAdmissionPolicy", "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding",
         "admissionregistration.k8s.io/MutatingWebhookConfiguration", "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
         "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding", "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
         "apiextensions.k8s.io/CustomResourceDefinition", "apiregistration.k8s.io/APIService",
         "authentication.k8s.io/SelfSubjectReview", "authentication.k8s.io/TokenReview",
         "authorization.k8s.io/SelfSubjectAccessReview", "authorization.k8s.io/SelfSubjectRulesReview", "authorization.k8s.io/SubjectAccessReview",
         "certificates.k8s.io/CertificateSigningRequest", "certificates.k8s.io/ClusterTrustBundle",
         "flowcontrol.apiserver.k8s.io/FlowSchema", "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
         "internal.apiserver.k8s.io/StorageVersion", "networking.k8s.io/IPAddress", "networking.k8s.io/IngressClass", "networking.k8s.io/ServiceCIDR",
         "node.k8s.io/RuntimeClass", "rbac.authorization.k8s.io/ClusterRole", "rbac.authorization.k8s.io/ClusterRoleBinding",
         "resource.k8s.io/DeviceClass", "resource.k8s.io/DeviceTaintRule", "resource.k8s.io/ResourcePoolStatusRequest", "resource.k8s.io/ResourceSlice",
         "scheduling.k8s.io/PriorityClass", "storage.k8s.io/CSIDriver", "storage.k8s.io/CSINode", "storage.k8s.io/StorageClass",
         "storage.k8s.io/VolumeAttachment", "storage.k8s.io/VolumeAttributesClass", "storagemigration.k8s.io/StorageVersionMigration"],
        StringComparer.Ordinal);

    /// <summary>The <c>apiVersion</c> of its objects.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Whether Kubernetes itself defines it, so that its scope and its rules for names are known.</summary>
    public bool IsBuiltIn => BuiltInGroups.Contains(Group);

    /// <summary>Whether its objects live in a namespace, as far as is known.</summary>
    public bool IsKnownNamespaced => IsBuiltIn && !ClusterScoped.Contains($"{Group}/{Kind}");

    private static readonly ConcurrentDictionary<string, KubernetesType> Known = new(StringComparer.Ordinal);

    /// <summary>Reads a type token. A program has many resources of few types, so each is read once.</summary>
    public static KubernetesType Parse(string type) => Known.GetOrAdd(type, Read);

    private static KubernetesType Read(string type)
    {
        var parts = type.Split(':');
        var (module, kind) = parts.Length == 3 ? (parts[1], parts[2]) : ("", type);
        var slash = module.LastIndexOf('/');
        var (group, version) = slash < 0 ? ("", module) : (module[..slash], module[(slash + 1)..]);

        // Pulumi calls the group without a name "core", which no apiVersion says.
        group = group == "core" ? "" : group;
        var isBuiltIn = BuiltInGroups.Contains(group);
        if (type == Release)
            return new KubernetesType(KubernetesForm.Release, group, version, kind);
        if (Bundles.Contains(type) || (isBuiltIn && kind.EndsWith("List", StringComparison.Ordinal)))
            return new KubernetesType(KubernetesForm.Bundle, group, version, kind);
        if (isBuiltIn && kind.EndsWith("Patch", StringComparison.Ordinal))
            return new KubernetesType(KubernetesForm.Patch, group, version, kind[..^"Patch".Length]);

        return new KubernetesType(KubernetesForm.Object, group, version, kind);
    }
}
