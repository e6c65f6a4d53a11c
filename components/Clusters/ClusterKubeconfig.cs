using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Components.Clusters;

/// <summary>The kubeconfig that Cluster API writes for a cluster, and renews.</summary>
/// <remarks>See cluster-api.sigs.k8s.io, "Kubeconfig".</remarks>
internal static partial class ClusterKubeconfig
{
    /// <summary>The key in the secret.</summary>
    public const string SecretKey = "value";

    /// <summary>The secret, in the cluster's namespace.</summary>
    public static string SecretName(string cluster) => $"{cluster}-kubeconfig";

    /// <summary>The kubeconfig.</summary>
    /// <param name="encoded">The secret's value, base64.</param>
    public static string Text(string encoded) => Encoding.UTF8.GetString(Convert.FromBase64String(encoded));

    /// <summary>The address of the API.</summary>
    /// <exception cref="ArgumentException">The kubeconfig names no server.</exception>
    public static string Server(string kubeconfig) => ServerLine().Match(kubeconfig) is { Success: true } match
        ? match.Groups["address"].Value
        : throw new ArgumentException("the kubeconfig that Cluster API wrote names no server", nameof(kubeconfig));

    [GeneratedRegex(@"^\s*(- )?server:\s*(?<address>\S+)\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServerLine();
}
