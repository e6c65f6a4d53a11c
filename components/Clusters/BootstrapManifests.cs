using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>The objects that a cluster gets once it is ready, by way of Cluster API.</summary>
internal static class BootstrapManifests
{
    /// <summary>The type of secrets whose content Cluster API applies to clusters.</summary>
    public const string SecretType = "addons.cluster.x-k8s.io/resource-set";

    // Those that every cluster has.
    private static readonly ImmutableArray<string> GivenNamespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

    /// <summary>The object, and before it the namespace that it is in.</summary>
    /// <param name="target">What it is.</param>
    /// <param name="data">What it holds.</param>
    public static string Text(BootstrapObject target, IEnumerable<KeyValuePair<string, string>> data)
    {
        var own = new KubernetesObject("v1", target.IsSecret ? "Secret" : "ConfigMap", target.Name, Fields.Of((target.IsSecret ? "stringData" : "data", data)));
        var text = PlainJson.Text(own.Manifest(target.Namespace));
        if (GivenNamespaces.Contains(target.Namespace, StringComparer.Ordinal))
            return text;
        var home = new KubernetesObject("v1", "Namespace", target.Namespace, ImmutableDictionary<string, object>.Empty);
        return $"{PlainJson.Text(home.Manifest(target.Namespace))}\n---\n{text}";
    }

    /// <summary>That a secret's content is applied to a cluster, and again when it changes.</summary>
    public static ImmutableDictionary<string, object> Set(string cluster, string secret) => Fields.Of(
        ("clusterSelector", Fields.Of(("matchLabels", Fields.Of((AwsClusterManifests.ClusterLabel, cluster))))),
        ("strategy", "Reconcile"),
        ("resources", Fields.List(new[] { Fields.Of(("kind", "Secret"), ("name", secret)) })));
}
