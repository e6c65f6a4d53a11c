using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Rendering;

/// <summary>Renders Helm releases: for Flux where an ancestor component says so, otherwise as descriptors for whoever runs Helm.</summary>
internal static class HelmManifests
{
    // What a component registers to have the releases below it delivered by Flux.
    private const string DeliveryOutput = "helmDelivery";
    private const string Flux = "flux";

    /// <summary>What the releases render to.</summary>
    /// <param name="Objects">Flux's objects.</param>
    /// <param name="Descriptors">Descriptors by path in the stack's folder.</param>
    /// <param name="LeftOut">Secrets that have to be there for Flux.</param>
    /// <param name="Releases">All of them.</param>
    internal sealed record Result(
        ImmutableArray<RenderedObject> Objects,
        ImmutableSortedDictionary<string, string> Descriptors,
        ImmutableArray<LeftOutObject> LeftOut,
        ImmutableArray<RenderedRelease> Releases);

    public static Result Render(
        IReadOnlyList<HelmRelease> releases, IReadOnlyCollection<ResourceState> resources, IReadOnlyCollection<RenderedObject> others)
    {
        var states = new Dictionary<string, ResourceState>(StringComparer.Ordinal);
        foreach (var resource in resources.Where(resource => !resource.IsPendingDelete))
            states[resource.Urn] = resource;

        var found = releases
            .OrderBy(release => release.Cluster, StringComparer.Ordinal)
            .ThenBy(release => release.Namespace, StringComparer.Ordinal)
            .ThenBy(release => release.Name, StringComparer.Ordinal)
            .ToList();
        RefuseDoubles(found);
        var flux = found.Where(release => IsFlux(states[release.Urn], states) && release.FluxObstacle is null).ToDictionary(release => release.Urn, StringComparer.Ordinal);

        var objects = new Dictionary<(string, string, string?, string), RenderedObject>();
        var descriptors = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var leftOut = ImmutableArray.CreateBuilder<LeftOutObject>();
        var rendered = ImmutableArray.CreateBuilder<RenderedRelease>();
        foreach (var release in found)
        {
            var isFlux = flux.ContainsKey(release.Urn);
            if (isFlux)
            {
                var after = states[release.Urn].Dependencies.Where(flux.ContainsKey).Select(urn => flux[urn]).Where(other => other.Cluster == release.Cluster);
                AddFlux(release, [.. after], objects, others);
            }
            else
            {
                // A namespace and a name that are joined may read like two others.
                var path = release.DescriptorPath;
                var isShared = found.Count(other => other.DescriptorPath == path) > 1;
                descriptors.Add(isShared ? $"{path[..^".yaml".Length]}-{SafeName.Hash($"{release.Namespace}/{release.Name}")}.yaml" : path, release.Descriptor());
            }

            leftOut.AddRange(release.LeftOut(isFlux));
            rendered.Add(release.ToRendered(isFlux, IsFlux(states[release.Urn], states) ? release.FluxObstacle : null));
        }

        return new Result([.. objects.Values], descriptors.ToImmutable(), leftOut.ToImmutable(), rendered.ToImmutable());
    }

    private static void AddFlux(
        HelmRelease release,
        ImmutableArray<HelmRelease> after,
        Dictionary<(string, string, string?, string), RenderedObject> objects,
        IReadOnlyCollection<RenderedObject> others)
    {
        foreach (var manifest in FluxObjects.Of(release, after))
        {
            // Releases of one repository share its object, and a namespace that the program makes itself is not made twice.
            var rendered = RenderedObject.Of(manifest, release.Urn, release.Cluster);
            var isShared = rendered.Kind is "HelmRepository" or "Namespace";
            if (!isShared || !others.Any(other => IsSame(other, rendered)))
                objects.TryAdd((rendered.Cluster, rendered.Kind, rendered.Namespace, rendered.Name), rendered);
        }
    }

    private static void RefuseDoubles(List<HelmRelease> releases)
    {
        var doubles = releases
            .GroupBy(release => (release.Cluster, release.Namespace, release.Name))
            .Where(same => same.Count() > 1)
            .Select(same => $"  the release {same.Key.Namespace}/{same.Key.Name} on the cluster '{same.Key.Cluster}': {string.Join(" and ", same.Select(release => release.Urn).Order(StringComparer.Ordinal))}")
            .ToArray();
        if (doubles.Length > 0)
            throw new EngineException($"Nothing is rendered, because these are asked for more than once:\n{string.Join('\n', doubles)}");
    }

    private static bool IsSame(RenderedObject left, RenderedObject right) =>
        (left.Cluster, left.Group, left.Kind, left.Namespace, left.Name) == (right.Cluster, right.Group, right.Kind, right.Namespace, right.Name);

    // The nearest ancestor that says anything decides.
    private static bool IsFlux(ResourceState release, Dictionary<string, ResourceState> states)
    {
        for (var parent = release.Parent; parent is not null && states.TryGetValue(parent, out var ancestor); parent = ancestor.Parent)
        {
            if (ancestor.Outputs[DeliveryOutput] is StringValue { Value: var delivery })
                return delivery == Flux;
        }

        return false;
    }
}
