using System.Collections.Immutable;
using System.Text;
using Infra.Engine.Behaviors;
using Infra.Engine.Planning;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Rendering;

/// <summary>Turns what is recorded of a stack into files: one folder for each cluster, one file for each object.</summary>
/// <remarks>A pure function. Nothing secret is in what it returns.</remarks>
public static class Manifests
{
    private const string KustomizationFile = "kustomization.yaml";
    private const string NoNamespace = "_cluster";

    /// <summary>Renders the Kubernetes objects and Helm releases among the resources.</summary>
    /// <exception cref="EngineException">Two resources ask for the same object, or an object cannot be written as a manifest.</exception>
    public static RenderedTree Render(IReadOnlyCollection<ResourceState> resources)
    {
        var clusters = new Clusters(resources);
        var objects = new List<RenderedObject>();
        var leftOut = ImmutableArray.CreateBuilder<LeftOutObject>();
        var plannedOnly = ImmutableArray.CreateBuilder<PlannedOnlyResource>();
        var releases = new List<ResourceState>();
        foreach (var resource in resources.Where(resource => !resource.IsPendingDelete && !resource.IsExternal))
        {
            if (resource.IsPlannedOnly)
                plannedOnly.Add(new PlannedOnlyResource(resource.Urn, resource.Type, Urn.NameOf(resource.Urn)));
            else if (resource is { IsCustom: true, Type: KubernetesType.Release })
                releases.Add(resource);
            else if (resource.IsCustom && !Urn.IsProviderType(resource.Type) && Urn.PackageOf(resource.Type) == "kubernetes")
                AddObject(resource, clusters.Of(resource), objects, leftOut);
        }

        var helm = HelmManifests.Render(releases, resources, clusters, objects);
        objects.AddRange(helm.Objects);
        leftOut.AddRange(helm.LeftOut);

        var files = ImmutableSortedDictionary.CreateBuilder<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var cluster in objects.GroupBy(rendered => rendered.Cluster, StringComparer.Ordinal))
            AddCluster(SafeName.For(cluster.Key), [.. cluster], files);
        foreach (var (path, text) in helm.Descriptors)
            files[files.ContainsKey(path) ? $"{path[..^".yaml".Length]}-{SafeName.Hash(path)}.yaml" : path] = Encoding.UTF8.GetBytes(text);

        return new RenderedTree
        {
            Files = files.ToImmutable(),
            SecretsLeftOut = [.. leftOut.OrderBy(left => left.Cluster, StringComparer.Ordinal).ThenBy(left => left.ToString(), StringComparer.Ordinal)],
            PlannedOnly = [.. plannedOnly.OrderBy(planned => planned.Urn, StringComparer.Ordinal)],
            Releases = helm.Releases,
        };
    }

    private static void AddObject(ResourceState resource, string cluster, List<RenderedObject> objects, ImmutableArray<LeftOutObject>.Builder leftOut)
    {
        // An output that is secret although its input is not was declared so with additionalSecretOutputs.
        var paths = SecretParts.Paths(resource.Inputs, PropertyPath.Root)
            .Union(resource.Inputs.Names.Where(name => resource.Outputs[name] is { ContainsSecrets: true } && !resource.Inputs[name]!.ContainsSecrets), StringComparer.Ordinal)
            .ToImmutableArray();
        var rendered = RenderedObject.Of(resource, cluster);
        if (paths.IsEmpty)
            objects.Add(rendered);
        else
            leftOut.Add(new LeftOutObject(cluster, rendered.Kind, rendered.Namespace, rendered.Name, resource.Urn, paths));
    }

    private static void AddCluster(string folder, List<RenderedObject> objects, ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>.Builder files)
    {
        RefuseDoubles(objects);
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var place in objects.GroupBy(PathOf, StringComparer.Ordinal))
        {
            // Kinds of different groups may share their name: then all but those of the group without a name show theirs.
            var isShared = place.Count() > 1;
            foreach (var rendered in place)
            {
                var path = isShared ? PathWithGroup(rendered) : place.Key;
                paths.Add(path);
                files[$"{folder}/{path}"] = Encoding.UTF8.GetBytes(rendered.Text);
            }
        }

        var kustomization = PropertyMap.Of(
            ("apiVersion", new StringValue("kustomize.config.k8s.io/v1beta1")),
            ("kind", new StringValue("Kustomization")),
            ("resources", new ListValue([.. paths.Select(path => new StringValue(path))])));
        files[$"{folder}/{KustomizationFile}"] = Encoding.UTF8.GetBytes(ManifestYaml.Write(kustomization));
    }

    private static void RefuseDoubles(List<RenderedObject> objects)
    {
        foreach (var same in objects.GroupBy(rendered => (rendered.Group, rendered.Kind, rendered.Namespace, rendered.Name)).Where(same => same.Count() > 1))
        {
            var first = same.First();
            var urns = string.Join(" and ", same.Select(rendered => rendered.Urn).Order(StringComparer.Ordinal));
            throw new EngineException($"On the cluster '{first.Cluster}', {first.Kind} {first.Namespace ?? ""}{(first.Namespace is null ? "" : "/")}{first.Name} is asked for more than once: {urns}.");
        }
    }

    private static string PathOf(RenderedObject rendered) => $"{FolderOf(rendered)}/{SafeName.For(rendered.Kind.ToLowerInvariant())}-{SafeName.For(rendered.Name)}.yaml";

    private static string PathWithGroup(RenderedObject rendered) =>
        rendered.Group.Length == 0
            ? PathOf(rendered)
            : $"{FolderOf(rendered)}/{SafeName.For(rendered.Kind.ToLowerInvariant())}.{SafeName.For(rendered.Group)}-{SafeName.For(rendered.Name)}.yaml";

    private static string FolderOf(RenderedObject rendered) => rendered.Namespace is null ? NoNamespace : SafeName.For(rendered.Namespace);
}

/// <summary>One object to be written.</summary>
internal sealed record RenderedObject(string Cluster, string Group, string Kind, string? Namespace, string Name, string Urn, PropertyMap Object)
{
    /// <summary>The manifest.</summary>
    /// <exception cref="EngineException">It holds something that no manifest can hold.</exception>
    public string Text
    {
        get
        {
            try
            {
                return ManifestYaml.Write(Object);
            }
            catch (InvalidOperationException e)
            {
                throw new EngineException($"{Urn} cannot be written as a manifest: {e.Message}", e);
            }
        }
    }

    /// <summary>The object that a resource asks for.</summary>
    /// <exception cref="EngineException">It does not say what it is.</exception>
    public static RenderedObject Of(ResourceState resource, string cluster) => Of(resource.Inputs, resource.Urn, cluster);

    /// <summary>The object of a manifest.</summary>
    /// <exception cref="EngineException">It does not say what it is.</exception>
    public static RenderedObject Of(PropertyMap manifest, string urn, string cluster)
    {
        var metadata = manifest["metadata"] as PropertyMap;
        if (manifest["apiVersion"] is not StringValue { Value: var version } || manifest["kind"] is not StringValue { Value: var kind }
            || metadata?["name"] is not StringValue { Value: var name })
        {
            throw new EngineException($"{urn} cannot be written as a manifest: its apiVersion, kind and metadata.name have to be plain, known strings.");
        }

        var slash = version.IndexOf('/', StringComparison.Ordinal);
        return new RenderedObject(
            cluster, slash < 0 ? "" : version[..slash], kind, (metadata["namespace"] as StringValue)?.Value, name, urn, manifest);
    }
}
