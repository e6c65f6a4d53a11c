using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>The gateways by which clusters of different networks reach one another's services. What goes through is encrypted by the proxies at both ends; the gateway sees where to, not what.</summary>
/// <remarks>
/// <para>Control planes of other clusters read a gateway's address from its Service or Gateway. It may be a host name, as AWS' load balancers have one: with sidecars istiod looks names up itself
/// and hands out the addresses (<c>RESOLVE_HOSTNAME_GATEWAYS</c> of istiod, on unless it is switched off); with ambient mode ztunnel does. So nothing has to be set for it.</para>
/// <para>On a cloud the load balancer has an address of the private network alone: what can reach it can ask every service of the cluster for a handshake. Where clusters have no private network
/// in common, an exposure of the configuration makes it public, best with <see cref="GatewayExposure.AllowedSources"/>.</para>
/// </remarks>
public static class EastWestGateway
{
    /// <summary>The part of the mesh that they are.</summary>
    public const string Part = "eastwest";

    /// <summary>The part that lets other clusters reach control planes.</summary>
    public const string ControlPlanePart = "eastwest-istiod";

    /// <summary>The name of the gateway's Deployment, Service and account, which a chart makes in each cluster. In ambient mode, where Karmada has its Gateway, the mesh's name follows.</summary>
    public const string Name = "istio-eastwestgateway";

    /// <summary>The port by which mutual TLS goes through.</summary>
    internal const int MutualTlsPort = 15443;

    /// <summary>The port by which proxies of remote clusters reach the control plane that they follow.</summary>
    internal const int ControlPlanePort = 15012;

    /// <summary>The port by which the API servers of remote clusters ask that control plane about pods.</summary>
    internal const int WebhookPort = 15017;

    // Istio's own examples begin so.
    private const string CrossNetwork = "cross-network-gateway";
    private const string IstioGateway = "networking.istio.io/v1";
    private const string Passthrough = "PASSTHROUGH";

    private static readonly ImmutableDictionary<string, object> Selector = Fields.Of(("istio", "eastwestgateway"));

    /// <summary>The gateways themselves, on every cluster that others of another network may call: leaves have none.</summary>
    /// <returns>Nothing where all clusters share one network.</returns>
    public static ImmutableArray<MeshAddon> Addons(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var isCrossed = IsCrossed(mesh);
        ImmutableArray<string> followed = [.. mesh.Members.Select(member => member.Primary).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return
        [
            .. isCrossed || !followed.IsEmpty ? [mesh.DataPlane == DataPlane.Sidecar ? Chart(mesh, isCrossed, followed) : Tunnel(mesh)] : Array.Empty<MeshAddon>(),
            .. followed.IsEmpty ? [] : new[] { ControlPlanes(mesh, followed) },
        ];
    }

    /// <summary>What tells the gateways' proxies what to let through, in <see cref="MeshNames.System"/>.</summary>
    public static ImmutableArray<KubernetesObject> SystemObjects(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return mesh.DataPlane == DataPlane.Sidecar && IsCrossed(mesh)
            ? [Passing(MeshNames.Object(mesh.Name, CrossNetwork), Server("tls", MutualTlsPort, "TLS", "AUTO_PASSTHROUGH", ["*.local"]))]
            : [];
    }

    /// <summary>Whether some cluster calls another of another network.</summary>
    /// <summary>Whether clusters of a mesh call others of another network, and so need gateways between them.</summary>
    public static bool IsCrossed(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return mesh.Discovered.Any(called => mesh.Members.Any(caller => caller.Network != called.Network));
    }

    private static ClusterSelection Called(MeshPlan mesh) =>
        mesh.On with { Except = [.. mesh.On.Except.Concat(mesh.Members.Where(member => member.Role == MeshRole.Leaf).Select(member => member.Cluster)).Distinct(StringComparer.Ordinal)] };

    private static ImmutableArray<string> Requires(MeshPlan mesh) => [MeshNames.Addon(mesh.Name, IstioMesh.ControlPlane(mesh.Charts.Version))];

    private static MeshAddon Chart(MeshPlan mesh, bool isCrossed, ImmutableArray<string> followed)
    {
        // Where only control planes are reached through it, nobody else needs one.
        var on = isCrossed ? Called(mesh) : ClusterSelection.Named([.. followed]);
        return new MeshAddon(
            new Addon
            {
                Name = MeshNames.Addon(mesh.Name, Part),
                Namespace = MeshNames.System,
                Content = new AddonContent.Helm(mesh.Charts.Gateway, EastWestGatewayValues.Of(mesh)),
                ClusterValues = EastWestGatewayValues.OfCluster,
                Requires = Requires(mesh),
                Healthy = [new AddonWorkload("Deployment", Name)],
            },
            on)
        {
            IsGuest = true,
            Overrides =
            [
                .. GatewayService.Exceptions(mesh, mesh.EastWest, isInternal: true).Select(exception => EastWestGatewayValues.Other(exception.On, exception.Service)),
                .. followed.IsEmpty
                    ? []
                    : new[] { Override.For(ClusterSelection.Named([.. followed])).SetHelmValue(["service", "ports"], EastWestGatewayValues.Ports(MutualTlsPort, ControlPlanePort, WebhookPort)) },
            ],
        };
    }

    private static MeshAddon Tunnel(MeshPlan mesh)
    {
        var name = MeshNames.Object(mesh.Name, Name);
        var config = GatewayDeployment.Config(name, mesh.IsHighlyAvailable, null);
        var gateway = new KubernetesObject("gateway.networking.k8s.io/v1", "Gateway", name, Fields.Of(("spec", Fields.Of(
            ("gatewayClassName", "istio-east-west"),
            ("infrastructure", GatewayDeployment.Infrastructure(name)),
            ("listeners", Fields.List(new[]
            {
                Fields.Of(
                    ("name", "mesh"),
                    ("port", Waypoint.TunnelPort),
                    ("protocol", "HBONE"),
                    // It ends the outer of two tunnels; the inner one, from proxy to proxy, goes on.
                    ("tls", Fields.Of(("mode", "Terminate"), ("options", Fields.Of(("gateway.istio.io/tls-terminate-mode", "ISTIO_MUTUAL")))))),
            }))))))
        {
            Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(MeshNamespaces.Revision, MeshNames.Revision(mesh.Charts.Version)),
        };
        return new MeshAddon(
            new Addon
            {
                Name = MeshNames.Addon(mesh.Name, Part),
                Namespace = MeshNames.System,
                Content = new AddonContent.Objects([config, gateway]),
                Requires = Requires(mesh),
                Healthy = [new AddonWorkload("Deployment", name)],
            },
            Called(mesh))
        {
            IsGuest = true,
            Overrides =
            [
                .. GatewayService.Exceptions(mesh, mesh.EastWest, isInternal: true).Select(exception => GatewayDeployment.Other(config, exception.On, exception.Service)),
                // The object is one for all clusters; the network is each one's own.
                .. mesh.Discovered.GroupBy(member => member.Network, StringComparer.Ordinal).OrderBy(network => network.Key, StringComparer.Ordinal).Select(network =>
                    Override.For(ClusterSelection.Named([.. network.Select(member => member.Cluster)]))
                        .Patch(gateway.Kind, gateway.Name, new JsonPatch("add", JsonPointer.To("metadata", "labels", MeshNames.NetworkLabel), network.Key))),
            ],
        };
    }

    // A remote cluster's proxies and API server reach the control plane that they follow through its cluster's gateway, which passes their TLS on as it is.
    private static MeshAddon ControlPlanes(MeshPlan mesh, ImmutableArray<string> followed)
    {
        var gateway = MeshNames.Object(mesh.Name, "istiod-gateway");
        var versions = IstioMesh.Versions(mesh);
        ImmutableArray<string> hosts = [.. versions.SelectMany(version => Hosts(version))];
        return new MeshAddon(
            new Addon
            {
                Name = MeshNames.Addon(mesh.Name, ControlPlanePart),
                Namespace = MeshNames.System,
                Requires = [MeshNames.Addon(mesh.Name, Part)],
                Content = new AddonContent.Objects(
                [
                    Passing(
                        gateway,
                        Server("tls-istiod", ControlPlanePort, "TLS", Passthrough, hosts),
                        Server("tls-webhook", WebhookPort, "TLS", Passthrough, hosts)),
                    new KubernetesObject("networking.istio.io/v1", "VirtualService", gateway, Fields.Of(("spec", Fields.Of(
                        ("hosts", hosts),
                        ("gateways", new[] { gateway }),
                        ("exportTo", new[] { "." }),
                        ("tls", Fields.List(versions.SelectMany(version => new[] { Route(version, ControlPlanePort, ControlPlanePort), Route(version, WebhookPort, 443) }))))))),
                ]),
            },
            ClusterSelection.Named([.. followed]))
        {
            IsGuest = true,
        };
    }

    private static ImmutableArray<string> Hosts(string version) => [$"{IstioMesh.ControlPlane(version)}.{MeshNames.System}.svc", HostOf(version)];

    private static string HostOf(string version) => MeshNames.Host(IstioMesh.ControlPlane(version), MeshNames.System);

    private static ImmutableDictionary<string, object> Route(string version, int port, int to) => Fields.Of(
        ("match", Fields.List(new[] { Fields.Of(("port", port), ("sniHosts", Hosts(version))) })),
        ("route", Fields.List(new[] { Fields.Of(("destination", Fields.Of(("host", HostOf(version)), ("port", Fields.Of(("number", to)))))) })));

    private static KubernetesObject Passing(string name, params ReadOnlySpan<ImmutableDictionary<string, object>> servers) =>
        new(IstioGateway, "Gateway", name, Fields.Of(("spec", Fields.Of(("selector", Selector), ("servers", Fields.List(servers.ToArray()))))));

    private static ImmutableDictionary<string, object> Server(string name, int port, string protocol, string mode, ImmutableArray<string> hosts) => Fields.Of(
        ("port", Fields.Of(("number", port), ("name", name), ("protocol", protocol))),
        ("tls", Fields.Of(("mode", mode))),
        ("hosts", hosts));
}
