using Pulumi;

namespace Infra.Components.Kubernetes;

/// <summary>Registers a <see cref="KubernetesObject"/>, whatever its kind.</summary>
internal static class KubernetesObjectResource
{
    public static CustomResource Create(string name, KubernetesObject target, string @namespace, CustomResourceOptions options) =>
        // The fourth argument tells the two constructors of the published package apart.
        new(target.TypeToken, name, new DictionaryResourceArgs(target.Manifest(@namespace)!), options, registerPackageRequest: null);
}
