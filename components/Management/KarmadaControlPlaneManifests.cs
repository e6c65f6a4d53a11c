using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Infra.Components.Kubernetes;

namespace Infra.Components.Management;

/// <summary>What decides about Karmada's installation.</summary>
public static partial class KarmadaControlPlaneManifests
{
    /// <summary>The release, after which the chart names all it makes.</summary>
    public const string Release = "karmada";

    /// <summary>The namespace of Karmada's parts on the management cluster.</summary>
    public const string Namespace = "karmada-system";

    /// <summary>The secret in which the chart leaves the kubeconfig of Karmada's API.</summary>
    public const string KubeconfigSecret = $"{Release}-kubeconfig";

    /// <summary>The key in that secret.</summary>
    public const string KubeconfigKey = "kubeconfig";

    private static readonly string[] Parts =
        ["apiServer", "aggregatedApiServer", "controllerManager", "kubeControllerManager", "scheduler", "webhook"];

    // What the chart's own jobs run.
    private static readonly string[] Tools = ["cfssl", "kubectl"];

    // The parts whose images are Kubernetes' own.
    private static readonly string[] KubernetesParts = ["apiServer", "kubeControllerManager", "etcd"];

    /// <summary>The chart's values for a highly available control plane.</summary>
    public static ImmutableDictionary<string, object> Values(KarmadaInstallation installation)
    {
        ArgumentNullException.ThrowIfNull(installation);
        var values = Fields.Of(
            ("certs", Fields.Of(("auto", Fields.Of(("hosts", CertificateHosts(installation.ApiEndpoint)))))),
            ("etcd", Fields.Of(("internal", Fields.Of(
                ("replicaCount", installation.Replicas),
                ("image", Image("etcd", installation)),
                // The chart's default is a host path, which a rescheduled etcd would not find again.
                ("storageType", "pvc"),
                ("pvc", Fields.Of(("storageClass", installation.StorageClass), ("size", $"{installation.StorageGiB}Gi"))))))));
        foreach (var tool in Tools.Where(tool => Image(tool, installation) is not null))
            values = values.SetItem(tool, Fields.Of(("image", Image(tool, installation))));
        foreach (var part in Parts)
            values = values.SetItem(part, Part(part, installation));
        return values;
    }

    /// <summary>The kubeconfig for use from outside: the chart's names Karmada's address inside the management cluster.</summary>
    /// <param name="encoded">The secret's value, base64.</param>
    /// <param name="apiEndpoint">The address from outside.</param>
    /// <exception cref="ArgumentException">The kubeconfig names no server.</exception>
    public static string ExternalKubeconfig(string encoded, string apiEndpoint)
    {
        var kubeconfig = Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
        return Server().IsMatch(kubeconfig)
            ? Server().Replace(kubeconfig, match => $"{match.Groups["key"].Value}{apiEndpoint}")
            : throw new ArgumentException($"the secret {Namespace}/{KubeconfigSecret} holds a kubeconfig without a server", nameof(encoded));
    }

    private static ImmutableDictionary<string, object> Part(string part, KarmadaInstallation installation) => Fields.Of(
        ("image", Image(part, installation)),
        ("replicaCount", installation.Replicas),
        ("podDisruptionBudget", installation.Replicas > 1 ? Fields.Of(("maxUnavailable", 1)) : null),
        ("serviceType", part == "apiServer" ? "LoadBalancer" : null));

    // Where the image comes from instead, if its registry has a mirror.
    private static ImmutableDictionary<string, object>? Image(string part, KarmadaInstallation installation) =>
        installation.Mirrors.Of(KubernetesParts.Contains(part, StringComparer.Ordinal) ? "registry.k8s.io" : "docker.io") is { } mirror
            ? Fields.Of(("registry", mirror))
            : null;

    // The chart replaces the list as a whole, so its own hosts are repeated.
    private static ImmutableArray<object> CertificateHosts(string apiEndpoint) => Fields.List(new[]
    {
        "kubernetes.default.svc",
        "*.etcd.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}",
        "*.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}",
        "*.{{ .Release.Namespace }}.svc",
        "localhost",
        "127.0.0.1",
        new Uri(apiEndpoint, UriKind.Absolute).Host,
    });

    [GeneratedRegex(@"^(?<key>\s*(- )?server:\s*)\S.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Server();
}
