using System.Text;

namespace Infra.Components.Clusters;

/// <summary>The kubeconfig that Cluster API writes for a cluster, and renews.</summary>
/// <remarks>See cluster-api.sigs.k8s.io, "Kubeconfig".</remarks>
internal static class ClusterKubeconfig
{
    /// <summary>The key in the secret.</summary>
    public const string SecretKey = "value";

    /// <summary>The secret, in the cluster's namespace.</summary>
    public static string SecretName(string cluster) => $"{cluster}-kubeconfig";

    /// <summary>The kubeconfig.</summary>
    /// <param name="encoded">The secret's value, base64.</param>
    public static string Text(string encoded) => Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
}
