using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Infra.Documents;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

/// <summary>Meshes beside one another in one Karmada, of one stack or of two: to Karmada an object is one, and is of one add-on.</summary>
public sealed class TwoMeshesTests
{
    [Theory]
    [InlineData("sidecar")]
    [InlineData("ambient")]
    public void Nothing_that_two_meshes_write_has_one_name(string dataPlane)
    {
        var (shop, bank) = (Written("shop", dataPlane), Written("bank", dataPlane));

        Assert.Empty(shop.Intersect(bank, StringComparer.Ordinal));
        // What could be called alike is there at all.
        Assert.All(
            dataPlane == "sidecar"
                ? ["PeerAuthentication", "Telemetry", "ServiceEntry", "Gateway", "ConfigMap", "PodMonitor", "ServiceMonitor", "MutatingWebhookConfiguration", "Namespace", "AuthorizationPolicy"]
                : new[] { "PeerAuthentication", "Telemetry", "ServiceEntry", "Gateway", "ConfigMap", "PodMonitor", "ServiceMonitor", "MutatingWebhookConfiguration", "Namespace" },
            kind => Assert.Contains(shop, item => item.Split(' ', '.')[0] == kind));
    }

    [Fact]
    public void Names_with_dashes_are_not_read_in_two_ways() => Assert.Empty(
        Egress("a", "b-c").Intersect(Egress("a-b", "c"), StringComparer.Ordinal).Concat(Egress("a", "b", "b-below").GroupBy(name => name).Where(name => name.Count() > 1).Select(name => name.Key)));

    [Fact]
    public void Gateways_to_the_outside_are_in_a_namespace_of_the_mesh()
    {
        Assert.Contains("Namespace mesh-shop-ingress", Written("shop", "sidecar"));
        Assert.Contains("Gateway.gateway.networking.k8s.io mesh-shop-ingress/entrance", Written("shop", "sidecar"));
    }

    private static ImmutableArray<string> Egress(string mesh, params string[] services) =>
    [
        .. EgressObjects.SystemObjects(Plan(mesh, services)).Select(item => item.Name),
    ];

    private static MeshPlan Plan(string mesh, string[] services) => new()
    {
        Name = mesh,
        Scope = "stack",
        TrustDomain = mesh,
        Members = [],
        On = ClusterSelection.All,
        Charts = MeshCharts.Of(Versions.Istiod),
        Egress = new Egress
        {
            Services = services.ToImmutableSortedDictionary(service => service, service => new ExternalService(["a.example.com", "*.b.example.com"], [new ExternalPort(443, ExternalProtocol.Tls)], []), StringComparer.Ordinal),
        },
    };

    // What a mesh with something of everything writes: the kind, and the namespace and name.
    private static ImmutableArray<string> Written(string mesh, string dataPlane)
    {
        var text = $$"""
            karmada: { existing: { kubeconfig: { path: karmada.config } } }
            clusters:
              {{mesh}}-a: { kind: attached, kubeconfig: { path: a }, apiEndpoint: https://a }
              {{mesh}}-b: { kind: attached, kubeconfig: { path: b }, apiEndpoint: https://b }
            fleets: { {{mesh}}: { members: {}, namespaces: { {{mesh}}: {} } } }
            monitoring: { members: { {{mesh}}-monitoring: { on: {}, hub: { stack: mgmt } } } }
            meshes:
              {{mesh}}:
                on: {}
                dataPlane: {{dataPlane}}
                namespaces: [{{mesh}}]
                trust: { provision: existing }
                egress: { services: { payments: { hosts: [api.pay.example.com, '*.cdn.example.com'], ports: { 443: tls } } } }
                telemetry: { tracing: { percent: 1, collector: 'otel.example.com:4317' } }
                rateLimiter: ratelimit.example.com:8081
            services:
              web:
                namespace: {{mesh}}
                access: { callers: [{ namespace: {{mesh}}, account: web }] }
                traffic: { globalRateLimit: { requests: 10, per: minute } }
                entrance: { host: {{mesh}}.example.com, issuer: letsencrypt }
            applications: { web: { namespace: {{mesh}}, workload: { image: 'registry.example.com/web:1' }, placement: { fleet: {{mesh}} } } }

            """;
        var reader = new SpecReader();
        var platform = (PlatformSpec?)Shapes.Of<PlatformSpec>().Read(YamlFile.ReadMap(text, "f.yaml"), SpecPath.Root, reader);
        Assert.Empty(reader.Findings.Select(finding => finding.ToString()));
        return
        [
            .. AddonSources.Of(platform!).Where(placed => placed.Mesh is not null).SelectMany(placed =>
                new[] { $"add-on {placed.Addon.Name}" }
                    .Concat(placed.MakesNamespace ? [$"Namespace {placed.Addon.Namespace}"] : [])
                    .Concat(placed.Addon.Content is AddonContent.Objects objects ? KnownKind.WithScopes(objects.Items, []).Select(item => Name(item, placed.Addon.Namespace)) : [])),
        ];
    }

    private static string Name(KubernetesObject item, string space)
    {
        var group = KubernetesKinds.GroupOf(item.ApiVersion);
        return $"{item.Kind}{(item.Kind == "Gateway" ? $".{group}" : "")} {(item.IsClusterScoped ? "" : $"{space}/")}{item.Name}";
    }
}
