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
        var releases = new List<HelmRelease>();
        foreach (var resource in resources.Where(resource => resource is { IsPendingDelete: false, IsExternal: false }))
        {
            if (resource.IsPlannedOnly)
                plannedOnly.Add(new PlannedOnlyResource(resource.Urn, resource.Type, Urn.NameOf(resource.Urn)));
            else if (resource.IsCustom && !Urn.IsProviderType(resource.Type) && Urn.PackageOf(resource.Type) == "kubernetes")
                Add(resource, KubernetesType.Parse(resource.Type));
        }

        var helm = HelmManifests.Render(releases, resources, objects);
        objects.AddRange(helm.Objects);
        leftOut.AddRange(helm.LeftOut);
        RefuseDoubles(objects);

        var files = ImmutableSortedDictionary.CreateBuilder<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var byCluster = objects.ToLookup(rendered => rendered.Cluster, StringComparer.Ordinal);
        foreach (var cluster in byCluster.Select(cluster => cluster.Key).Union(helm.Releases.Select(release => release.Cluster), StringComparer.Ordinal))
            AddCluster(SafeName.For(cluster), [.. byCluster[cluster]], files);
        foreach (var (path, text) in helm.Descriptors)
            files[files.ContainsKey(path) ? $"{path[..^".yaml".Length]}-{SafeName.Hash(path)}.yaml" : path] = Encoding.UTF8.GetBytes(text);

        return new RenderedTree
        {
            Files = files.ToImmutable(),
            SecretsLeftOut = [.. leftOut.OrderBy(left => left.Cluster, StringComparer.Ordinal).ThenBy(left => left.ToString(), StringComparer.Ordinal)],
            PlannedOnly = [.. plannedOnly.OrderBy(planned => planned.Urn, StringComparer.Ordinal)],
            Releases = helm.Releases,
        };

        void Add(ResourceState resource, KubernetesType type)
        {
            var cluster = clusters.Of(resource);
            var inputs = SecretParts.InputsOf(resource);
            var release = type.Form == KubernetesForm.Release ? HelmRelease.Read(resource, cluster) : null;
            var secrets = release is null ? SecretParts.Paths(inputs, PropertyPath.Root) : [];

            // Secrets come first: to see whether anything in one is unknown it would have to be decrypted.
            if (!secrets.IsEmpty)
                leftOut.Add(LeftOut(resource, type, cluster, inputs, secrets));
            else if (WhyOnlyPlanned(type, inputs, release) is { } reason)
                plannedOnly.Add(new PlannedOnlyResource(resource.Urn, resource.Type, Urn.NameOf(resource.Urn), reason));
            else if (release is not null)
                releases.Add(release);
            else
                objects.Add(RenderedObject.Of(Manifest(type, inputs), resource.Urn, cluster));
        }
    }

    private static LeftOutObject LeftOut(ResourceState resource, KubernetesType type, string cluster, PropertyMap inputs, ImmutableArray<string> secrets)
    {
        var names = type.Form == KubernetesForm.Release ? inputs : inputs["metadata"] as PropertyMap;
        return new LeftOutObject(
            cluster,
            type.Form != KubernetesForm.Release && inputs["kind"] is StringValue { Value: var kind } ? kind : type.Kind,
            (names?["namespace"] as StringValue)?.Value,
            (names?["name"] as StringValue)?.Value ?? Urn.NameOf(resource.Urn),
            resource.Urn,
            secrets);
    }

    private static string? WhyOnlyPlanned(KubernetesType type, PropertyMap inputs, HelmRelease? release) => type.Form switch
    {
        KubernetesForm.Bundle => "only a provider can tell which objects it stands for",
        KubernetesForm.Patch => "it changes an object that somebody else owns",
        _ when SecretParts.Without(inputs).ContainsUnknowns => "something of it is known only after deployment",
        KubernetesForm.Release => release is null ? "its name, namespace or chart is not known" : null,
        _ => (inputs["metadata"] as PropertyMap)?["name"] is StringValue ? null : "its name is known only after deployment",
    };

    // What the program wrote. The status is the cluster's to say, and names that begin with two underscores are a provider's own notes.
    private static PropertyMap Manifest(KubernetesType type, PropertyMap inputs)
    {
        var manifest = inputs.Without("status");
        if (manifest["apiVersion"] is null)
            manifest = manifest.With("apiVersion", new StringValue(type.ApiVersion));
        if (manifest["kind"] is null)
            manifest = manifest.With("kind", new StringValue(type.Kind));

        return manifest.Names.Any(IsNote) ? PropertyMap.From(manifest.Where(entry => !IsNote(entry.Key))) : manifest;

        static bool IsNote(string name) => name.StartsWith("__", StringComparison.Ordinal);
    }

    private static void AddCluster(string folder, List<RenderedObject> objects, ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>.Builder files)
    {
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
        var doubles = objects
            .GroupBy(rendered => (rendered.Cluster, rendered.Group, rendered.Kind, rendered.Namespace, rendered.Name))
            .Where(same => same.Count() > 1)
            .Select(same => $"  {same.First()}: {string.Join(" and ", same.Select(rendered => rendered.Urn).Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (doubles.Length > 0)
            throw new EngineException($"Nothing is rendered, because these are asked for more than once:\n{string.Join('\n', doubles)}");
    }

    private static string PathOf(RenderedObject rendered) => $"{FolderOf(rendered)}/{SafeName.For(rendered.Kind.ToLowerInvariant())}-{SafeName.For(rendered.Name)}.yaml";

    private static string PathWithGroup(RenderedObject rendered) =>
        rendered.Group.Length == 0
            ? PathOf(rendered)
            : $"{FolderOf(rendered)}/{SafeName.For(rendered.Kind.ToLowerInvariant())}.{SafeName.For(rendered.Group)}-{SafeName.For(rendered.Name)}.yaml";

    private static string FolderOf(RenderedObject rendered) => rendered.Namespace is null ? NoNamespace : SafeName.For(rendered.Namespace);
}
