using System.Collections.Frozen;
using Infra.Engine.Values;

namespace Infra.Engine.Behaviors;

/// <summary>Which fields of Kubernetes objects cannot be changed in place.</summary>
/// <remarks>As the real provider has it: fields that the API refuses to change, and the content of ConfigMaps and Secrets unless the provider is told that they are mutable.</remarks>
internal static class KubernetesReplacement
{
    private static readonly PropertyPath[] OfEveryKind = Paths("kind", "metadata.name", "metadata.namespace");

    private static readonly FrozenDictionary<string, PropertyPath[]> OfKind = new Dictionary<string, PropertyPath[]>(StringComparer.Ordinal)
    {
        ["/PersistentVolumeClaim"] = Paths("spec"),
        ["/ResourceQuota"] = Paths("spec.scopes"),
        ["/Service"] = Paths("spec.clusterIP"),
        ["apiextensions.k8s.io/CustomResourceDefinition"] = Paths("spec.group", "spec.scope", "spec.names.plural"),
        ["apps/DaemonSet"] = Paths("spec.selector"),
        ["apps/Deployment"] = Paths("spec.selector"),
        ["apps/ReplicaSet"] = Paths("spec.selector"),
        ["apps/StatefulSet"] = Paths("spec.podManagementPolicy", "spec.selector", "spec.serviceName", "spec.volumeClaimTemplates"),
        ["batch/Job"] = Paths("spec.completionMode", "spec.selector", "spec.template"),
        ["certificates.k8s.io/CertificateSigningRequest"] = Paths("spec"),
        ["discovery.k8s.io/EndpointSlice"] = Paths("addressType"),
        ["networking.k8s.io/IngressClass"] = Paths("spec.controller"),
        ["node.k8s.io/RuntimeClass"] = Paths("handler"),
        ["rbac.authorization.k8s.io/ClusterRoleBinding"] = Paths("roleRef"),
        ["rbac.authorization.k8s.io/RoleBinding"] = Paths("roleRef"),
        ["scheduling.k8s.io/PriorityClass"] = Paths("value"),
        ["storage.k8s.io/CSIDriver"] = Paths("spec.attachRequired", "spec.volumeLifecycleModes"),
        ["storage.k8s.io/StorageClass"] = Paths("parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"),
        ["storage.k8s.io/VolumeAttributesClass"] = Paths("driverName", "parameters"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Of a pod's spec, only these may change.
    private static readonly PropertyPath PodSpec = PropertyPath.Parse("spec");

    private static readonly PropertyPath[] PodMutable =
        Paths("spec.activeDeadlineSeconds", "spec.containers[*].image", "spec.initContainers[*].image", "spec.tolerations");

    private static readonly PropertyPath[] ConfigMapContent = Paths("binaryData", "data", "immutable");

    private static readonly PropertyPath[] SecretContent = Paths("data", "immutable", "stringData");

    private static readonly PropertyPath SecretType = PropertyPath.Parse("type");

    private static readonly PropertyPath ApiVersion = PropertyPath.Parse("apiVersion");

    /// <summary>Whether a change there replaces the object.</summary>
    public static bool Forces(KubernetesType type, ResourceRequest request, PropertyPath path)
    {
        if (ApiVersion.Covers(path))
            return GroupOf(request.Old?.Inputs) != GroupOf(request.Inputs);
        if (Touches(OfEveryKind, path))
            return true;

        return $"{type.Group}/{type.Kind}" switch
        {
            "/Pod" => PodSpec.Covers(path) && !Array.Exists(PodMutable, mutable => mutable.Covers(path)),
            "/ConfigMap" => Touches(ConfigMapContent, path) && IsContentFixed(request, "enableConfigMapMutable"),
            "/Secret" => SecretType.Covers(path) || (Touches(SecretContent, path) && IsContentFixed(request, "enableSecretMutable")),
            var kind => OfKind.TryGetValue(kind, out var paths) && Touches(paths, path),
        };
    }

    private static bool IsContentFixed(ResourceRequest request, string setting) =>
        !IsTrue(request.ProviderInputs[setting]) || request.Old?.Inputs["immutable"] is BoolValue { Value: true };

    // Providers' settings travel as JSON text.
    private static bool IsTrue(PropertyValue? value) => value is BoolValue { Value: true } or StringValue { Value: "true" };

    private static string GroupOf(PropertyMap? inputs) =>
        inputs?["apiVersion"] is StringValue { Value: var version } && version.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? version[..slash] : "";

    // A change is told at the outermost place: where all of `spec` comes or goes, the field below it does so too.
    private static bool Touches(PropertyPath[] paths, PropertyPath path) => Array.Exists(paths, held => held.Covers(path) || path.Covers(held));

    private static PropertyPath[] Paths(params string[] paths) => [.. paths.Select(PropertyPath.Parse)];
}
