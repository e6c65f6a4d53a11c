using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>The definitions of Gateway API, without which Istio knows neither entrances nor waypoints. Their project publishes no chart, so Flux takes them from its repository.</summary>
internal static class GatewayApiDefinitions
{
    /// <summary>The part of a mesh that they are.</summary>
    public const string Part = "gateway-api";

    // A tag does not move; what somebody deletes in a member comes back within this time.
    private const string Interval = "1h";

    // The folder as Istio's documents apply it (istio.io, "Kubernetes Gateway API"). It has the standard channel.
    private const string Folder = "config/crd";

    // Those of the standard channel of v1.5. Newer ones are brought all the same; here stands what no other add-on may bring.
    private static readonly ImmutableArray<string> Kinds =
        ["backendtlspolicies", "gatewayclasses", "gateways", "grpcroutes", "httproutes", "listenersets", "referencegrants", "tlsroutes"];

    /// <summary>The add-on.</summary>
    /// <returns>Nothing where the clusters have the definitions already.</returns>
    public static ImmutableArray<MeshAddon> Addons(MeshPlan mesh)
    {
        if (mesh.GatewayApi is not { } source)
            return [];
        var name = MeshNames.Addon(mesh.Name, Part);
        var addon = new Addon
        {
            Name = name,
            Namespace = MembershipNames.SystemNamespace,
            Content = new AddonContent.Objects([Repository(name, source), Kustomization(name)]),
            Definitions = [.. Kinds.Select(kind => $"{kind}.gateway.networking.k8s.io")],
        };
        return [new MeshAddon(addon, mesh.On) { IsGuest = true }];
    }

    private static KubernetesObject Repository(string name, GatewayApiSource source)
    {
        var repository = FluxManifests.GitRepository(name, source.Repository, GitReference.Tag(source.Tag), Interval);
        // The rest is pages and examples, a hundred times the size.
        return repository with { Content = repository.Content.SetItem("spec", ((ImmutableDictionary<string, object>)repository.Content["spec"]).SetItem("sparseCheckout", Fields.List(new[] { Folder }))) };
    }

    private static KubernetesObject Kustomization(string name) => new("kustomize.toolkit.fluxcd.io/v1", "Kustomization", name, Fields.Of(("spec", Fields.Of(
        ("interval", Interval),
        ("path", $"./{Folder}"),
        // With a definition all objects of it would go, also those that are not the mesh's.
        ("prune", false),
        ("wait", true),
        ("timeout", "5m"),
        ("sourceRef", Fields.Of(("kind", "GitRepository"), ("name", name)))))));
}
