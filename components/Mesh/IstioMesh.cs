using System.Collections.Immutable;
using Infra.Components.Fleets;

namespace Infra.Components.Mesh;

/// <summary>Istio on the clusters of a mesh: its definitions, what redirects traffic on nodes, and a control plane of each version that is in use.</summary>
/// <remarks>
/// Two control planes may stand beside each other, each called after its version. Which one a namespace follows is said by a tag (<see cref="RevisionTag"/>), so an upgrade
/// begins with a control plane that nobody follows, goes on namespace by namespace, and ends by moving one tag. Definitions and what runs on nodes are there once: they serve
/// the version before their own too (istio.io, "Canary Upgrades"), so they are of the newest in use; what carries traffic itself is of the one that stands.
/// </remarks>
public static class IstioMesh
{
    /// <summary>The part that holds Istio's definitions.</summary>
    public const string Base = "base";

    /// <summary>The part that redirects pods' traffic, on each node.</summary>
    public const string Cni = "cni";

    /// <summary>The part that carries traffic between nodes in ambient mode.</summary>
    public const string Ztunnel = "ztunnel";

    /// <summary>The part that holds the tags by which namespaces and gateways follow a version.</summary>
    public const string Tags = "tags";

    /// <summary>Where Istio's images are published (istio.io, "Announcing Istio 1.30").</summary>
    internal const string Registry = "registry.istio.io";

    // The same in any mesh: the chart keeps its definitions when it goes, and as a release of another mesh's name Helm would refuse to have them, so a cluster could never change its mesh.
    private const string BaseRelease = "mesh-base";

    private static readonly ImmutableArray<string> Architectures = ["amd64", "arm64"];

    /// <summary>The part that is the control plane of a version.</summary>
    public static string ControlPlane(string version) => $"istiod-{MeshNames.Revision(version)}";

    /// <summary>The versions of the control plane that are in use: the one that stands, and a newer one that is on its way.</summary>
    public static ImmutableArray<string> Versions(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return mesh.Upgrade is { } upgrade && upgrade.Version != mesh.Charts.Version ? [mesh.Charts.Version, upgrade.Version] : [mesh.Charts.Version];
    }

    /// <summary>The registry of the images that Istio puts into pods of the mesh, which policies of namespaces have to let in.</summary>
    public static string ImageRegistry(ImageMirrors mirrors)
    {
        ArgumentNullException.ThrowIfNull(mirrors);
        return mirrors.Apply(Registry);
    }

    /// <summary>The add-ons, each of which goes to all clusters that need it, however many those are.</summary>
    public static ImmutableArray<MeshAddon> Addons(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var newest = mesh.Charts.In(IstioVersions.Newest(Versions(mesh)));
        return
        [
            .. GatewayApiDefinitions.Addons(mesh),
            new MeshAddon(
                Chart(mesh, Base, newest.Base, IstioValues.Base(mesh)) with { Release = BaseRelease, Definitions = IstioValues.Definitions, IgnoreDrift = [Patched("ValidatingWebhookConfiguration", 1)] },
                mesh.On)
            {
                Overrides = IstioRemotes.WithoutValidation(mesh),
                IsGuest = true,
            },
            new MeshAddon(
                Chart(mesh, Cni, newest.Cni, IstioValues.Cni(mesh, newest.Version)) with { Requires = [Named(mesh, Base)], Healthy = [new AddonWorkload("DaemonSet", "istio-cni-node")] },
                mesh.On)
            {
                IsGuest = true,
            },
            Followed(mesh),
            .. Versions(mesh).Select(version => ControlPlane(mesh, version)),
            .. mesh.DataPlane == DataPlane.Ambient ? [NodeProxies(mesh)] : Enumerable.Empty<MeshAddon>(),
        ];
    }

    /// <summary>The values of the control plane's chart that only one cluster has, for the document that it waits for (<see cref="MeshNames.Standing"/>).</summary>
    /// <returns>Nothing where the cluster has a control plane for itself alone.</returns>
    public static ImmutableDictionary<string, object> StandingValues(MeshPlan mesh, MeshMember member)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(member);
        return IstioRemotes.Values(mesh, member);
    }

    // Before the control planes: while nobody answers, a pod that is to have a proxy is refused and tried again. Made without one it would stay without, and a gateway would never start.
    private static MeshAddon Followed(MeshPlan mesh) => new(
        new Addon { Name = Named(mesh, Tags), Namespace = MeshNames.System, Content = new AddonContent.Objects(RevisionTag.Objects(mesh)) },
        mesh.On)
    {
        Overrides = RevisionTag.Overrides(mesh),
        IsGuest = true,
    };

    private static MeshAddon ControlPlane(MeshPlan mesh, string version)
    {
        var part = ControlPlane(version);
        var addon = Chart(mesh, part, mesh.Charts.In(version).Istiod, IstioValues.ControlPlane(mesh, version)) with
        {
            Requires = [.. new[] { Base, Cni, Tags }.Concat(mesh.GatewayApi is null ? [] : [GatewayApiDefinitions.Part]).Select(required => Named(mesh, required))],
            Healthy = [new AddonWorkload("Deployment", part)],
            ClusterValues =
            [
                new ClusterValue("global.meshID", ClusterFact.Mesh),
                new ClusterValue("global.multiCluster.clusterName", ClusterFact.Name),
                new ClusterValue("global.network", ClusterFact.Network),
            ],
            ClusterDocuments = [MeshNames.Standing(mesh.Name)],
            // Its webhooks are two for pods and one for objects. It writes its authority into them itself, and lets the latter refuse once it can answer.
            IgnoreDrift = [Patched("MutatingWebhookConfiguration", 2), Patched("ValidatingWebhookConfiguration", 1)],
        };
        return new MeshAddon(addon, mesh.On) { Overrides = IstioExposure.Overrides(mesh), IsGuest = true };
    }

    private static MeshAddon NodeProxies(MeshPlan mesh) => new(
        Chart(mesh, Ztunnel, mesh.Charts.Ztunnel, IstioValues.Ztunnel(mesh)) with
        {
            Requires = [Named(mesh, Cni), Named(mesh, ControlPlane(mesh.Charts.Version))],
            Healthy = [new AddonWorkload("DaemonSet", "ztunnel")],
            ClusterValues = [new ClusterValue("multiCluster.clusterName", ClusterFact.Name), new ClusterValue("network", ClusterFact.Network)],
        },
        mesh.On)
    {
        IsGuest = true,
    };

    private static Addon Chart(MeshPlan mesh, string part, Chart chart, ImmutableDictionary<string, object> values)
    {
        var (oldest, newest) = IstioVersions.Kubernetes(chart.Version);
        return new Addon
        {
            Name = Named(mesh, part),
            Namespace = MeshNames.System,
            Content = new AddonContent.Helm(chart, values),
            MinimumKubernetes = oldest,
            MaximumKubernetes = newest,
            Architectures = Architectures,
        };
    }

    private static IgnoredDrift Patched(string kind, int webhooks) => new(
        kind,
        null,
        [.. Enumerable.Range(0, webhooks).SelectMany(index => new[] { $"/webhooks/{index}/clientConfig/caBundle", $"/webhooks/{index}/failurePolicy" })]);

    private static string Named(MeshPlan mesh, string part) => MeshNames.Addon(mesh.Name, part);
}
