using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Propagation;

/// <summary>The specs of Karmada's override policies (policy.karmada.io/v1alpha1).</summary>
/// <remarks>
/// An overrider runs on every object that its policy selects, and a patch of <c>/spec/replicas</c> fails on a Service.
/// So each object that differs somewhere gets a policy of its own, with one rule for each override that touches it.
/// </remarks>
public static class OverrideManifests
{
    /// <summary>The policies that make the objects differ as the overrides say, in the objects' order.</summary>
    /// <exception cref="ArgumentException">An override asks for a change that no object of the application can take.</exception>
    public static ImmutableArray<(KubernetesObject Target, ImmutableDictionary<string, object> Spec)> Policies(
        IReadOnlyList<KubernetesObject> objects, IReadOnlyList<Override> overrides)
    {
        foreach (var change in overrides.SelectMany(difference => difference.Changes))
        {
            if (!objects.Any(target => Takes(target, change)))
                throw new ArgumentException(Refusal(change), nameof(overrides));
        }

        return
        [
            .. from target in objects
               let rules = overrides.Select(difference => Rule(target, difference)).OfType<object>().ToImmutableArray()
               where !rules.IsEmpty
               select (target, Fields.Of(
                   ("resourceSelectors", Fields.List(new[] { PropagationManifests.Selector(target) })),
                   ("overrideRules", rules))),
        ];
    }

    /// <summary>The objects with every map in place that an override of a Helm value adds to, so that overlapping overrides do not undo each other.</summary>
    public static ImmutableArray<KubernetesObject> WithRoomFor(IReadOnlyList<KubernetesObject> objects, IReadOnlyList<Override> overrides)
    {
        var values = overrides.SelectMany(difference => difference.Changes).OfType<Change.HelmValue>().ToList();
        return [.. objects.Select(target => values.Where(value => Takes(target, value)).Aggregate(target, WithParents))];
    }

    private static KubernetesObject WithParents(KubernetesObject target, Change.HelmValue value) =>
        target with { Content = WithMap(target.Content, ["spec", "values", .. value.Path[..^1]]) };

    private static ImmutableDictionary<string, object> WithMap(ImmutableDictionary<string, object> map, ImmutableArray<string> path)
    {
        if (path.IsEmpty)
            return map;
        var child = map.GetValueOrDefault(path[0]) as ImmutableDictionary<string, object> ?? ImmutableDictionary<string, object>.Empty;
        return map.SetItem(path[0], WithMap(child, path[1..]));
    }

    private static ImmutableDictionary<string, object>? Rule(KubernetesObject target, Override difference)
    {
        var changes = difference.Changes.Where(change => Takes(target, change)).ToList();
        var patches = changes.SelectMany(change => Patches(target, change)).ToList();
        var images = changes.OfType<Change.Image>().ToList();
        if (patches.Count == 0 && images.Count == 0)
            return null;
        return Fields.Of(
            ("targetCluster", PropagationManifests.Affinity(difference.Clusters)),
            ("overriders", Fields.Of(
                ("plaintext", Fields.ListOrNone(patches.Select(patch => Fields.Of(("path", patch.Path), ("operator", patch.Operation), ("value", patch.Value))))),
                ("imageOverrider", Fields.ListOrNone(images.Select(image =>
                    Fields.Of(("component", $"{image.Part}"), ("operator", "replace"), ("value", image.Value))))))));
    }

    private static bool Takes(KubernetesObject target, Change change) => change switch
    {
        Change.Replicas => target.Kind is "Deployment" or "StatefulSet",
        Change.Image => !PodTemplate.Containers(target).IsEmpty,
        Change.Environment variable => PodTemplate.IndexOf(target, variable.Container) is >= 0 and var index && !PodTemplate.EnvironmentNames(target, index).IsEmpty,
        Change.File file => IsFile(target, file.Name) || PodTemplate.HasDigest(target, file.Name),
        Change.HelmValue => target.Kind == "HelmRelease",
        Change.Patch patch => target.IsCalled(patch.Kind, patch.ObjectName),
        _ => false,
    };

    private static IEnumerable<JsonPatch> Patches(KubernetesObject target, Change change) => change switch
    {
        Change.Replicas replicas => [JsonPointer.Set(target.Content, ["spec", "replicas"], replicas.Count)],
        Change.Environment variable => [Environment(target, variable)],
        Change.File file when IsFile(target, file.Name) => [JsonPointer.Set(target.Content, ["data", file.Name], file.Content)],
        Change.File file => [JsonPointer.Set(target.Content, [.. PodTemplate.DigestPath(file.Name)], PodTemplate.Digest(file.Content))],
        Change.HelmValue value => [JsonPointer.Set(target.Content, ["spec", "values", .. value.Path], value.Value)],
        Change.Patch patch => [patch.Operation],
        _ => [],
    };

    private static JsonPatch Environment(KubernetesObject target, Change.Environment variable)
    {
        var index = PodTemplate.IndexOf(target, variable.Container);
        string[] list = ["spec", "template", "spec", "containers", index.ToString(CultureInfo.InvariantCulture), "env"];
        var entry = Fields.Of(("name", variable.Name), ("value", variable.Value));
        var position = PodTemplate.EnvironmentNames(target, index).IndexOf(variable.Name);
        return position < 0
            ? new JsonPatch("add", JsonPointer.To([.. list, "-"]), entry)
            : new JsonPatch("replace", JsonPointer.To([.. list, position.ToString(CultureInfo.InvariantCulture)]), entry);
    }

    private static bool IsFile(KubernetesObject target, string file) =>
        target.Kind == "ConfigMap" && target.Content.GetValueOrDefault("data") is ImmutableDictionary<string, object> data && data.ContainsKey(file);

    private static string Refusal(Change change) => change switch
    {
        Change.Replicas => "the override sets replicas, but the application has no Deployment or StatefulSet",
        Change.Image => "the override sets an image, but the application has no containers",
        // Two overrides may reach one cluster, and a patch that made the list would undo the other's; so the list must be in the template.
        Change.Environment variable =>
            $"the override sets '{variable.Name}' in {(variable.Container is { } container ? $"container '{container}'" : "the first container")}, which the application does not have or which has no environment variable yet",
        Change.File file => $"the override sets the file '{file.Name}', which the application does not have",
        Change.HelmValue value => $"the override sets the Helm value '{string.Join('.', value.Path)}', but the application is not a Helm chart",
        Change.Patch patch => $"the override patches {patch.Kind} '{patch.ObjectName}', which the application does not have",
        _ => "the override changes nothing that the application has",
    };
}
