using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>What differs on some clusters: that it differs there, and that the application has it.</summary>
internal static class OverrideChecks
{
    private static readonly string[] Described = ["labels", "annotations"];

    public static void Run(CheckContext context, ApplicationSpec application, OverrideSpec difference, ImmutableArray<ClusterFacts> clusters, SpecPath path, string name)
    {
        if (clusters.IsEmpty)
            SelectionChecks.Run(context, difference.On, path.Key("on")); // What it is to differ from is wrong already, or nowhere.
        else
            SelectionChecks.Run(context, difference.On, path.Key("on"), clusters);
        var isWhole = context.IsRead(path);
        var changes = Changes(context, difference, path).ToList();
        if (changes.Count == 0 && isWhole)
        {
            context.Report(
                Rules.Consistent,
                path,
                "the override changes nothing; allowed: replicas, imageTag, imageRegistry, environment, files, helmValues, patches");
        }
        if (difference.Replicas is not null && application.Placement.Replicas != ReplicaSharing.Duplicated)
            context.Report(Rules.Consistent, path.Key("replicas"), "the placement divides the replicas, so a cluster cannot have a number of its own; use weights");
        if (!isWhole)
            return;
        var objects = Objects(context, application, name);
        Paths(context, difference.Patches, objects, application.Namespace, path.Key("patches"));
        foreach (var (at, change) in changes)
        {
            if (Refusal(objects, change) is { } refusal)
                context.Report(Rules.Consistent, at, refusal);
        }
    }

    private static IEnumerable<(SpecPath Path, Override Change)> Changes(CheckContext context, OverrideSpec difference, SpecPath path)
    {
        var none = Override.For(ClusterSelection.All);
        if (difference.Replicas is { } replicas)
            yield return (path.Key("replicas"), none.SetReplicas(replicas));
        if (difference.ImageTag is { } tag)
            yield return (path.Key("imageTag"), none.SetImageTag(tag));
        if (difference.ImageRegistry is { } registry)
            yield return (path.Key("imageRegistry"), none.SetImageRegistry(registry));
        foreach (var (name, value) in difference.Environment)
            yield return (path.Keys("environment", name), none.SetEnvironment(name, value));
        foreach (var (name, content) in difference.Files)
            yield return (path.Keys("files", name), none.SetFile(name, content));
        foreach (var (key, value) in (difference.HelmValues?.Values ?? ImmutableDictionary<string, object>.Empty).OrderBy(value => value.Key, StringComparer.Ordinal))
            yield return (path.Keys("helmValues", key), none.SetHelmValue([key], value));
        foreach (var (index, patch) in difference.Patches.Index())
        {
            var at = path.Key("patches").Item(index);
            Patch(context, patch, at);
            yield return (at, none.Patch(patch.Kind, patch.Name, new JsonPatch(Word(patch.Operation), patch.Path, patch.Value?.Value)));
        }
    }

    /// <summary>Checks that each change of a field finds the field, as the changes before it leave the object.</summary>
    /// <remarks>Karmada gives up on an object at the first change that it cannot make, and the cluster would not get it at all.</remarks>
    public static void Paths(CheckContext context, ImmutableArray<PatchSpec> patches, ImmutableArray<KubernetesObject> objects, string space, SpecPath path)
    {
        var changed = new Dictionary<KubernetesObject, ImmutableDictionary<string, object>>();
        foreach (var (index, patch) in patches.Index().Where(patch => patch.Item.Operation == PatchOperation.Remove || patch.Item.Value is not null))
        {
            if (objects.FirstOrDefault(item => item.IsCalled(patch.Kind, patch.Name)) is not { } target)
                continue;
            var whole = changed.GetValueOrDefault(target) ?? Whole(target, space);
            if (JsonPointer.Applied(whole, new JsonPatch(Word(patch.Operation), patch.Path, patch.Value?.Value)) is { } next)
                changed[target] = next;
            else if (patch.Operation == PatchOperation.Add)
                context.Report(Rules.Reference, path.Item(index), $"{patch.Kind} '{patch.Name}' has nothing that '{SpecReader.Shortened(patch.Path)}' could be added to; add the map or list that it is in");
            else
                context.Report(Rules.Reference, path.Item(index), $"{patch.Kind} '{patch.Name}' has no '{SpecReader.Shortened(patch.Path)}'{(patch.Operation == PatchOperation.Replace ? "; 'operation: add' makes it" : "")}");
        }
    }

    // Karmada labels and annotates whatever it is given, so both are there when an override is applied.
    private static ImmutableDictionary<string, object> Whole(KubernetesObject target, string space)
    {
        const string Metadata = "metadata";
        var manifest = target.Manifest(space);
        var metadata = (ImmutableDictionary<string, object>)manifest[Metadata];
        return manifest.SetItem(Metadata, Described.Aggregate(
            metadata, (all, key) => all.ContainsKey(key) ? all : all.Add(key, ImmutableDictionary<string, object>.Empty)));
    }

    /// <summary>Checks a change of one field.</summary>
    public static void Patch(CheckContext context, PatchSpec patch, SpecPath path)
    {
        if (patch.Operation == PatchOperation.Remove && patch.Value is not null)
            context.Report(Rules.Consistent, path.Key("value"), "'remove' takes no 'value'");
        if (patch.Operation != PatchOperation.Remove && patch.Value is null && context.IsRead(path))
            context.Report(Rules.Consistent, path, $"'{Word(patch.Operation)}' needs a 'value'");
        if (patch is { Kind: Manifests.SecretKind, Value: not null })
            context.Report(Rules.PlainSecret, path, Manifests.SecretRefusal);
    }

    private static string Word(PatchOperation operation) => $"{operation}".ToLowerInvariant();

    // The components know what an override can touch; they are asked of each change by itself, so that each has its own place.
    private static string? Refusal(ImmutableArray<KubernetesObject> objects, Override change)
    {
        try
        {
            OverrideManifests.Policies(objects, [change]);
            return null;
        }
        catch (ArgumentException exception)
        {
            var parameter = $" (Parameter '{exception.ParamName}')";
            return exception.Message.Replace(parameter, "", StringComparison.Ordinal);
        }
    }

    // A manifest that is no object is reported by itself.
    private static ImmutableArray<KubernetesObject> Objects(CheckContext context, ApplicationSpec application, string name) => application.Manifests.IsEmpty
        ? ApplicationManifests.Objects(name, application.Namespace, ApplicationParts.Content(application, context.Platform.Mirrors))
        : Manifests.Objects(application.Manifests, PlatformKinds.Of(context.Platform));
}
