using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>Values of Istio's charts. Those of the control plane that are about the mesh as a whole are in <see cref="IstioMeshConfig"/>.</summary>
internal static class IstioValues
{
    /// <summary>The definitions that the chart <c>base</c> brings.</summary>
    public static ImmutableArray<string> Definitions { get; } =
    [
        "authorizationpolicies.security.istio.io", "destinationrules.networking.istio.io", "envoyfilters.networking.istio.io", "gateways.networking.istio.io",
        "peerauthentications.security.istio.io", "proxyconfigs.networking.istio.io", "requestauthentications.security.istio.io", "serviceentries.networking.istio.io",
        "sidecars.networking.istio.io", "telemetries.telemetry.istio.io", "trafficextensions.extensions.istio.io", "virtualservices.networking.istio.io",
        "wasmplugins.extensions.istio.io", "workloadentries.networking.istio.io", "workloadgroups.networking.istio.io",
    ];

    // The images without a shell.
    private const string Variant = "distroless";

    /// <summary>Of <c>base</c>.</summary>
    public static ImmutableDictionary<string, object> Base(MeshPlan mesh) => Fields.Of(
        // Whoever writes an object of Istio's is told by the version that stands whether it is right.
        ("defaultRevision", MeshNames.Revision(mesh.Charts.Version)),
        // Clusters read one another by accounts of the mesh's own, which may do less and are renewed.
        ("global", Fields.Of(("enableReaderRBAC", false))));

    /// <summary>Of <c>cni</c>. In sidecar mode too: without it each pod would have to start with the right to change its node's network, which restricted namespaces refuse.</summary>
    public static ImmutableDictionary<string, object> Cni(MeshPlan mesh, string version) => Fields.Of(
        ("ambient", Fields.Of(("enabled", mesh.DataPlane == DataPlane.Ambient))),
        ("excludeNamespaces", new[] { MeshNames.System, "kube-system" }),
        ("resources", PodResources.Of("50m", "128Mi", "512Mi")),
        ("global", Images(mesh, version)));

    /// <summary>Of <c>istiod</c>, in one version.</summary>
    public static ImmutableDictionary<string, object> ControlPlane(MeshPlan mesh, string version)
    {
        var revision = MeshNames.Revision(version);
        return Fields.Of(
            ("revision", revision),
            ("cni", Fields.Of(("enabled", true))),
            ("env", Environment(mesh)),
            ("meshConfig", IstioMeshConfig.Of(mesh)),
            ("autoscaleEnabled", mesh.IsHighlyAvailable),
            ("autoscaleMin", mesh.IsHighlyAvailable ? 2 : null),
            ("replicaCount", mesh.IsHighlyAvailable ? null : 1),
            // What it keeps grows with the endpoints of all clusters, of which there may be thousands.
            ("resources", mesh.IsHighlyAvailable ? PodResources.Of("500m", "1Gi", "4Gi") : PodResources.Of("100m", "512Mi", "2Gi")),
            ("topologySpreadConstraints", mesh.IsHighlyAvailable ? Fields.List(new[] { Spread(revision) }) : null),
            ("seccompProfile", RuntimeDefault),
            // Proxies that Istio makes of Gateway objects: entrances, and waypoints in tenants' namespaces.
            ("gateways", Fields.Of(("seccompProfile", RuntimeDefault))),
            ("global", Images(mesh, version).SetItems(Fields.Of(
                // A budget that keeps the only one from moving would keep its node from ever being emptied.
                ("defaultPodDisruptionBudget", Fields.Of(("enabled", mesh.IsHighlyAvailable))),
                ("priorityClassName", "system-cluster-critical"),
                ("proxy", Fields.Of(("resources", Proxy), ("seccompProfile", RuntimeDefault))),
                ("waypoint", mesh.DataPlane == DataPlane.Ambient ? Fields.Of(("resources", Proxy)) : null)))));
    }

    /// <summary>Of <c>ztunnel</c>.</summary>
    public static ImmutableDictionary<string, object> Ztunnel(MeshPlan mesh) => Fields.Of(
        ("hub", Hub(mesh)),
        ("tag", mesh.Charts.Version),
        ("variant", Variant),
        ("revision", MeshNames.Revision(mesh.Charts.Version)),
        ("resources", PodResources.Of("200m", "512Mi", "1Gi")));

    private static ImmutableDictionary<string, object> RuntimeDefault => Fields.Of(("type", "RuntimeDefault"));

    // Said although it is the chart's: strict namespaces want requests and limits of every container, and a quota counts them.
    private static ImmutableDictionary<string, object> Proxy => PodResources.Of("100m", "128Mi", "1Gi", "2");

    private static ImmutableDictionary<string, object> Environment(MeshPlan mesh) => Fields.Of(
        // A new certificate authority is taken up without a restart, and beside the old one while both are trusted.
        ("AUTO_RELOAD_PLUGIN_CERTS", "true"),
        ("ISTIO_MULTIROOT_MESH", "true"),
        // Secrets of other clusters are nothing that this one may read, or has a use for: those of entrances are the entrances' own. Istio 1.31 knows this; 1.30 asks for them all the same,
        // is refused, goes on after half a minute without them, and takes up another credential only with its next start (MeshMembershipManifests.ReaderAnnotation).
        ("PILOT_ENABLE_REMOTE_CREDENTIALS_CONTROLLER", mesh.Members.Any(member => member.Role == MeshRole.Remote) ? null : "false"),
        // A proxy starts before its pod's containers and ends after them, so that jobs end and nothing is called too early.
        ("ENABLE_NATIVE_SIDECARS", "true"),
        ("PILOT_ENABLE_AMBIENT", mesh.DataPlane == DataPlane.Ambient ? "true" : null),
        // Despite its name this is what lets ambient mode see other clusters at all (istio.io, "Install ambient multi-primary on different networks").
        ("AMBIENT_ENABLE_MULTI_NETWORK", mesh.DataPlane == DataPlane.Ambient ? "true" : null),
        // What entrances and waypoints do with it is another matter, whose default has changed between releases: entrances ask the waypoint beside them, and that one knows all clusters.
        ("AMBIENT_ENABLE_MULTI_NETWORK_WAYPOINT", mesh.DataPlane == DataPlane.Ambient ? "true" : null),
        ("ENABLE_INGRESS_WAYPOINT_ROUTING", mesh.DataPlane == DataPlane.Ambient ? "true" : null));

    private static ImmutableDictionary<string, object> Images(MeshPlan mesh, string version) => Fields.Of(("hub", Hub(mesh)), ("tag", version), ("variant", Variant));

    private static string Hub(MeshPlan mesh) => mesh.Mirrors.Apply($"{IstioMesh.Registry}/release");

    private static ImmutableDictionary<string, object> Spread(string revision) => Fields.Of(
        ("maxSkew", 1),
        ("topologyKey", "kubernetes.io/hostname"),
        ("whenUnsatisfiable", "ScheduleAnyway"),
        ("labelSelector", Fields.Of(("matchLabels", Fields.Of(("app", "istiod"), (MeshNamespaces.Revision, revision))))));
}
