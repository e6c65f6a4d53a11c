using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>The gateway by which requests come in from outside of the mesh, in the clusters that have services with an <see cref="Entrance"/>.</summary>
/// <remarks>
/// <para>On a cloud its load balancer is public, for that is what an entrance is; an exposure of the configuration makes it private.</para>
/// <para>Each cluster asks for a certificate of each name by itself, so no key leaves its cluster. An ACME issuer therefore has to prove names by DNS (DNS-01): by HTTP only the cluster that DNS happens to
/// name could. Public authorities also count certificates of the same names (Let's Encrypt: five a week), so with more clusters than that another issuer is needed.</para>
/// </remarks>
public static class IngressGateway
{
    /// <summary>The part of the mesh that it is.</summary>
    public const string Part = "ingress";

    /// <summary>The name of the Gateway (gateway.networking.k8s.io) in <see cref="MeshNames.Ingress"/> that routes of entrances name as their parent.</summary>
    public const string Name = "entrance";

    /// <summary>The most names that one Gateway has room for: it has 64 listeners, and one of them redirects.</summary>
    public const int MaximumHosts = 63;

    /// <summary>The port of TLS, at which requests come in.</summary>
    public const int HttpsPort = 443;

    private const int HttpPort = 80;
    private const string RedirectListener = "http";
    private const string GatewayApi = "gateway.networking.k8s.io";

    /// <summary>The name of the Gateway's listener for a host: what routes for that host give as <c>sectionName</c>, so that plain HTTP is never routed.</summary>
    public static string Listener(string host) => host;

    /// <summary>The name of the Secret in <see cref="MeshNames.Ingress"/> with a host's certificate, and of the Certificate.</summary>
    public static string Certificate(string host) => host;

    /// <summary>The Gateway with a listener and a certificate for each host.</summary>
    /// <returns>Nothing where no service has an entrance.</returns>
    public static ImmutableArray<MeshAddon> Addons(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var entrances = mesh.Services.Where(service => service.Entrance is not null).ToImmutableArray();
        if (entrances.IsEmpty)
            return [];
        var hosts = entrances.GroupBy(service => service.Entrance!.Host, StringComparer.Ordinal).OrderBy(host => host.Key, StringComparer.Ordinal).ToImmutableArray();
        var config = GatewayDeployment.Config(Name, mesh.IsHighlyAvailable, null);
        return
        [
            new MeshAddon(
                new Addon
                {
                    Name = MeshNames.Addon(mesh.Name, Part),
                    Namespace = MeshNames.Ingress(mesh.Name),
                    PodSecurity = PodSecurityLevel.Restricted,
                    Requires = [MeshNames.Addon(mesh.Name, IstioMesh.ControlPlane(mesh.Charts.Version))],
                    Content = new AddonContent.Objects(
                    [
                        config,
                        .. hosts.Select(host => CertificateOf(host.Key, host.First().Entrance!.Issuer)),
                        Gateway(mesh, hosts),
                        Redirect(),
                    ]),
                    Healthy = [new AddonWorkload("Deployment", $"{Name}-istio")],
                },
                On(mesh, entrances))
            {
                Overrides = [.. GatewayService.Exceptions(mesh, mesh.Ingress, isInternal: false).Select(exception => GatewayDeployment.Other(config, exception.On, exception.Service))],
            },
        ];
    }

    // Where every cluster has one, so will the next.
    private static ClusterSelection On(MeshPlan mesh, ImmutableArray<MeshService> entrances)
    {
        var clusters = entrances.SelectMany(service => service.Clusters).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        return mesh.Members.All(member => clusters.Contains(member.Cluster, StringComparer.Ordinal)) ? mesh.On : ClusterSelection.Named([.. clusters]);
    }

    private static KubernetesObject Gateway(MeshPlan mesh, ImmutableArray<IGrouping<string, MeshService>> hosts) => new($"{GatewayApi}/v1", "Gateway", Name, Fields.Of(("spec", Fields.Of(
        ("gatewayClassName", "istio"),
        ("infrastructure", GatewayDeployment.Infrastructure(Name)),
        ("listeners", Fields.List(hosts.Select(Https).Append(Http())))))))
    {
        Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(MeshNamespaces.Revision, MeshNames.Revision(mesh.Charts.Version)),
    };

    private static ImmutableDictionary<string, object> Https(IGrouping<string, MeshService> host) => Fields.Of(
        ("name", Listener(host.Key)),
        ("hostname", host.Key),
        ("port", HttpsPort),
        ("protocol", "HTTPS"),
        ("tls", Fields.Of(("mode", "Terminate"), ("certificateRefs", Fields.List(new[] { Fields.Of(("name", Certificate(host.Key))) })))),
        // Nobody else may answer for the name.
        ("allowedRoutes", Fields.Of(
            ("kinds", Fields.List(new[] { Fields.Of(("kind", "HTTPRoute")) })),
            ("namespaces", Fields.Of(
                ("from", "Selector"),
                ("selector", Fields.Of(("matchExpressions", Fields.List(new[]
                {
                    Fields.Of(
                        ("key", "kubernetes.io/metadata.name"),
                        ("operator", "In"),
                        ("values", host.Select(service => service.Namespace).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))),
                })))))))));

    private static ImmutableDictionary<string, object> Http() => Fields.Of(
        ("name", RedirectListener),
        ("port", HttpPort),
        ("protocol", "HTTP"),
        ("allowedRoutes", Fields.Of(("namespaces", Fields.Of(("from", "Same"))))));

    private static KubernetesObject Redirect() => new($"{GatewayApi}/v1", "HTTPRoute", "redirect-to-https", Fields.Of(("spec", Fields.Of(
        ("parentRefs", Fields.List(new[] { Fields.Of(("name", Name), ("sectionName", RedirectListener)) })),
        ("rules", Fields.List(new[]
        {
            Fields.Of(("filters", Fields.List(new[] { Fields.Of(("type", "RequestRedirect"), ("requestRedirect", Fields.Of(("scheme", "https"), ("statusCode", 301)))) }))),
        }))))));

    private static KubernetesObject CertificateOf(string host, string issuer) => CertificateObjects.Object("Certificate", Certificate(host), Fields.Of(
        ("secretName", Certificate(host)),
        ("dnsNames", new[] { host }),
        ("issuerRef", CertificateObjects.Issuer(issuer, "ClusterIssuer")),
        // A new key each time; cert-manager asks when a third of the certificate's life is left.
        ("privateKey", CertificateObjects.Key("Always")),
        ("usages", new[] { "digital signature", "server auth" }),
        ("revisionHistoryLimit", 1)));
}
