using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Propagation;

/// <summary>The objects of an application, before they are propagated.</summary>
public static class ApplicationManifests
{
    // Sources are polled this often; a change in Git reaches a member within it.
    private const string Interval = "5m";

    /// <summary>The objects in the order of need.</summary>
    public static ImmutableArray<KubernetesObject> Objects(string name, string @namespace, ApplicationContent content) => content switch
    {
        ApplicationContent.Service service => WorkloadManifests.Objects(name, service.Workload),
        ApplicationContent.Objects objects => objects.Items,
        ApplicationContent.Git git => [FluxManifests.GitRepository(name, git.Url, git.Reference, Interval), Kustomization(name, @namespace, "GitRepository", git.Path)],
        ApplicationContent.Oci oci => [FluxManifests.OciRepository(name, oci.Url, oci.Tag, Interval), Kustomization(name, @namespace, "OCIRepository", oci.Path)],
        ApplicationContent.Helm helm => [FluxManifests.ChartSource(name, helm.Chart, Interval), HelmRelease(name, helm)],
        _ => throw new ArgumentException($"application content of kind {content.GetType().Name} is unknown", nameof(content)),
    };

    private static KubernetesObject Kustomization(string name, string @namespace, string sourceKind, string path) =>
        new("kustomize.toolkit.fluxcd.io/v1", "Kustomization", name, Fields.Of(("spec", Fields.Of(
            ("interval", Interval),
            ("path", path),
            // What leaves Git leaves the members.
            ("prune", true),
            ("wait", true),
            ("timeout", "10m"),
            ("targetNamespace", @namespace),
            ("sourceRef", Fields.Of(("kind", sourceKind), ("name", name)))))));

    private static KubernetesObject HelmRelease(string name, ApplicationContent.Helm helm) => FluxManifests.HelmRelease(name, Fields.Of(
        FluxManifests.ChartOf(name, helm.Chart),
        ("interval", Interval),
        ("releaseName", name),
        ("timeout", "10m"),
        ("install", Remediation),
        ("upgrade", Remediation),
        ("values", helm.Values)));

    // Without a limit: what gave up while a site had no network would have to be woken by hand. In between an installation is removed, and an upgrade rolled back.
    private static ImmutableDictionary<string, object> Remediation { get; } = Fields.Of(("remediation", Fields.Of(("retries", -1))));
}
