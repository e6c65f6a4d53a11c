using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Infra.Stacks.Specification;

namespace Infra.Stacks;

/// <summary>What a specification says of an application, as its component takes it.</summary>
internal static class ApplicationParts
{
    /// <summary>What the application consists of.</summary>
    /// <param name="application">The application.</param>
    /// <param name="mirrors">Where its chart may come from instead.</param>
    /// <param name="kinds">The custom kinds that its objects may be of.</param>
    /// <exception cref="ArgumentException">A manifest is none.</exception>
    public static ApplicationContent Content(ApplicationSpec application, MirrorsSpec mirrors, params ImmutableArray<KnownKind> kinds) => application switch
    {
        { Workload: { } workload } => new ApplicationContent.Service(Workload(workload)),
        { Git: { } git } => new ApplicationContent.Git(git.Url, Reference(git), git.Path),
        { Helm: { } helm } => new ApplicationContent.Helm(
            new Chart(helm.Chart, mirrors.RepositoryOf(helm.Repository), helm.Version),
            helm.Values?.Values ?? ImmutableDictionary<string, object>.Empty),
        { Oci: { } oci } => new ApplicationContent.Oci(oci.Url, oci.Tag, oci.Path),
        _ => new ApplicationContent.Objects(KnownKind.WithScopes([.. application.Manifests.Select(manifest => KubernetesObject.FromManifest(manifest.Values))], kinds)),
    };

    /// <summary>Where it runs.</summary>
    /// <param name="placement">Where it runs.</param>
    /// <param name="stack">The stack whose clusters are meant.</param>
    public static Placement Placement(PlacementSpec placement, string stack)
    {
        var everywhere = Components.Propagation.Placement.On(placement.ToSelection() with { Stack = stack });
        var shared = placement.Replicas switch
        {
            ReplicaSharing.ByWeight => everywhere.DividedByWeight(placement.Weights),
            ReplicaSharing.ByCapacity => everywhere.DividedByCapacity(),
            _ => everywhere,
        };
        return placement.Spread.Aggregate(shared, (spread, next) => spread.SpreadOver(next.By, next.Minimum, next.Maximum ?? next.Minimum));
    }

    /// <summary>What is different on some clusters.</summary>
    public static Override Override(OverrideSpec difference)
    {
        var changes = Components.Propagation.Override.For(difference.On.ToSelection());
        if (difference.Replicas is { } replicas)
            changes = changes.SetReplicas(replicas);
        if (difference.ImageTag is { } tag)
            changes = changes.SetImageTag(tag);
        if (difference.ImageRegistry is { } registry)
            changes = changes.SetImageRegistry(registry);
        foreach (var (name, value) in difference.Environment)
            changes = changes.SetEnvironment(name, value);
        foreach (var (name, content) in difference.Files)
            changes = changes.SetFile(name, content);
        return WithChanges(changes, difference.HelmValues, difference.Patches);
    }

    /// <summary>An override with values of a chart and changes of single fields.</summary>
    public static Override WithChanges(Override changes, Tree? values, ImmutableArray<PatchSpec> patches)
    {
        foreach (var (path, value) in Leaves([], values?.Values ?? ImmutableDictionary<string, object>.Empty))
            changes = changes.SetHelmValue(path, value);
        foreach (var patch in patches)
            changes = changes.Patch(patch.Kind, patch.Name, new JsonPatch(Operation(patch.Operation), patch.Path, patch.Value?.Value));
        return changes;
    }

    private static Workload Workload(WorkloadSpec workload)
    {
        var resources = new WorkloadResources();
        return new Workload
        {
            Image = workload.Image,
            Replicas = workload.Replicas,
            Port = workload.Port,
            LivenessPath = workload.LivenessPath,
            ReadinessPath = workload.ReadinessPath,
            Arguments = workload.Arguments,
            Environment = workload.Environment,
            Files = workload.Files,
            Resources = new WorkloadResources
            {
                CpuRequest = workload.Resources.CpuRequest ?? resources.CpuRequest,
                CpuLimit = workload.Resources.CpuLimit ?? resources.CpuLimit,
                Memory = workload.Resources.Memory ?? resources.Memory,
            },
        };
    }

    private static GitReference Reference(GitSpec git) => git switch
    {
        { Branch: { } branch } => GitReference.Branch(branch),
        { Tag: { } tag } => GitReference.Tag(tag),
        _ => GitReference.Commit(git.Commit ?? ""),
    };

    private static string Operation(PatchOperation operation) => operation switch
    {
        PatchOperation.Add => "add",
        PatchOperation.Remove => "remove",
        _ => "replace",
    };

    // A chart's values are set leaf by leaf, so that what the override does not mention stays as it is.
    private static IEnumerable<(ImmutableArray<string> Path, object Value)> Leaves(ImmutableArray<string> path, ImmutableDictionary<string, object> tree) =>
        tree.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value is ImmutableDictionary<string, object> { IsEmpty: false } child
            ? Leaves(path.Add(pair.Key), child)
            : [(path.Add(pair.Key), pair.Value)]);
}
