using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Stacks.Configuration;

/// <summary>Reads what an application is, where it runs and what differs where.</summary>
internal static class ApplicationReader
{
    public static ApplicationConfiguration Application(Section section) => new(
        section.Text("name", ConfigurationRules.Name),
        section.Text("namespace", ConfigurationRules.Namespace),
        section.OneOf<ApplicationContent>(
            ("workload", application => application.Mapping("workload", workload => new ApplicationContent.Service(Workload(workload)))),
            ("git", application => application.Mapping("git", Git)),
            ("helm", application => application.Mapping("helm", Helm)),
            ("oci", application => application.Mapping("oci", Oci)),
            ("manifests", application => new ApplicationContent.Objects(Manifests(application))))
            ?? new ApplicationContent.Objects([]),
        section.Mapping("placement", Placement) ?? Components.Propagation.Placement.On(ClusterSelection.All),
        section.List("overrides", Difference));

    private static Workload Workload(Section section)
    {
        var defaults = new Workload { Image = section.Text("image", ConfigurationRules.NotEmpty) };
        return defaults with
        {
            Replicas = section.Number("replicas", defaults.Replicas, minimum: 0, maximum: 10_000),
            Port = section.Number("port", defaults.Port, minimum: 1, maximum: 65_535),
            LivenessPath = section.OptionalText("livenessPath", ConfigurationRules.HttpPath) ?? defaults.LivenessPath,
            ReadinessPath = section.OptionalText("readinessPath", ConfigurationRules.HttpPath) ?? defaults.ReadinessPath,
            Arguments = section.Texts("arguments"),
            Environment = section.Map("environment", ConfigurationRules.VariableName),
            Files = section.Map("files", ConfigurationRules.FileName),
            Resources = section.Optional("resources", Resources) ?? defaults.Resources,
        };
    }

    private static WorkloadResources Resources(Section section)
    {
        var defaults = new WorkloadResources();
        return new WorkloadResources
        {
            CpuRequest = section.OptionalText("cpuRequest", ConfigurationRules.Quantity) ?? defaults.CpuRequest,
            CpuLimit = section.OptionalText("cpuLimit", ConfigurationRules.Quantity) ?? defaults.CpuLimit,
            Memory = section.OptionalText("memory", ConfigurationRules.Quantity) ?? defaults.Memory,
        };
    }

    private static ApplicationContent.Git Git(Section section) => new(
        section.Text("url", ConfigurationRules.GitUrl),
        section.OneOf<GitReference>(
            ("branch", git => GitReference.Branch(git.Text("branch", ConfigurationRules.NotEmpty))),
            ("tag", git => GitReference.Tag(git.Text("tag", ConfigurationRules.NotEmpty))),
            ("commit", git => GitReference.Commit(git.Text("commit", ConfigurationRules.NotEmpty))))
            ?? GitReference.Branch(""),
        section.OptionalText("path", ConfigurationRules.NotEmpty) ?? "./");

    private static ApplicationContent.Helm Helm(Section section) => new(
        new Chart(
            section.Text("chart", ConfigurationRules.NotEmpty),
            section.Text("repository", ConfigurationRules.ChartRepository),
            section.Text("version", ConfigurationRules.ExactVersion)),
        section.Tree("values"));

    private static ApplicationContent.Oci Oci(Section section) => new(
        section.Text("url", ConfigurationRules.OciUrl),
        section.Text("tag", ConfigurationRules.NotEmpty),
        section.OptionalText("path", ConfigurationRules.NotEmpty) ?? "./");

    private static ImmutableArray<KubernetesObject> Manifests(Section section)
    {
        var objects = ImmutableArray.CreateBuilder<KubernetesObject>();
        foreach (var (path, tree) in section.Trees("manifests"))
        {
            try
            {
                objects.Add(KubernetesObject.FromManifest(tree));
            }
            catch (ArgumentException exception)
            {
                section.Error(ConfigurationRule.Required, path, WithoutParameter(exception));
            }
        }
        return objects.ToImmutable();
    }

    private static Placement Placement(Section section)
    {
        var placement = Components.Propagation.Placement.On(SelectionReader.Selection(section, withFleetAndNames: true));
        var weights = section.Numbers("weights", minimum: 1, maximum: 1000);
        var sharing = section.Choice(
            "replicas",
            ReplicaSharing.Duplicated,
            ("duplicated", ReplicaSharing.Duplicated),
            ("byCapacity", ReplicaSharing.ByCapacity),
            ("byWeight", ReplicaSharing.ByWeight));
        if (sharing == ReplicaSharing.ByWeight != weights.Count > 0)
            section.Error(ConfigurationRule.Consistent, section.Path, "'replicas: byWeight' and 'weights' need each other");
        placement = sharing switch
        {
            ReplicaSharing.ByWeight when weights.Count > 0 => placement.DividedByWeight(weights),
            ReplicaSharing.ByCapacity => placement.DividedByCapacity(),
            _ => placement,
        };
        return section.List("spread", Spread).Aggregate(placement, (spread, next) => spread.SpreadOver(next.By, next.MinimumGroups, next.MaximumGroups));
    }

    private static Spread Spread(Section section)
    {
        var minimum = section.Number("minimum", defaultValue: 1, minimum: 1, maximum: 1000);
        var maximum = section.Number("maximum", defaultValue: minimum, minimum: 1, maximum: 1000);
        if (maximum < minimum)
            section.Error(ConfigurationRule.Consistent, section.PathOf("maximum"), $"found {maximum}; allowed: {minimum} (the minimum) or more");
        return new Spread(
            section.Choice("by", SpreadBy.Cluster, ("cluster", SpreadBy.Cluster), ("region", SpreadBy.Region), ("provider", SpreadBy.Provider)),
            minimum,
            Math.Max(minimum, maximum));
    }

    private static Override Difference(Section section)
    {
        var difference = Override.For(section.Mapping("on", on => SelectionReader.Selection(on, withFleetAndNames: true)) ?? ClusterSelection.All);
        if (section.OptionalNumber("replicas", minimum: 0, maximum: 10_000) is { } replicas)
            difference = difference.SetReplicas(replicas);
        if (section.OptionalText("imageTag", ConfigurationRules.NotEmpty) is { } tag)
            difference = difference.SetImageTag(tag);
        if (section.OptionalText("imageRegistry", ConfigurationRules.NotEmpty) is { } registry)
            difference = difference.SetImageRegistry(registry);
        foreach (var (name, value) in section.Map("environment", ConfigurationRules.VariableName))
            difference = difference.SetEnvironment(name, value);
        foreach (var (name, content) in section.Map("files", ConfigurationRules.FileName))
            difference = difference.SetFile(name, content);
        foreach (var (path, value) in Leaves([], section.Tree("helmValues")))
            difference = difference.SetHelmValue(path, value);
        foreach (var patch in section.List("patches", Patch))
            difference = difference.Patch(patch.Kind, patch.ObjectName, patch.Operation);
        if (difference.Changes.IsEmpty)
            section.Error(ConfigurationRule.Required, section.Path, "the override changes nothing; allowed: replicas, imageTag, imageRegistry, environment, files, helmValues, patches");
        return difference;
    }

    private static Change.Patch Patch(Section section)
    {
        var operation = section.Choice("operation", "replace", ("add", "add"), ("remove", "remove"), ("replace", "replace"));
        var value = section.Any("value");
        if (operation == "remove" == value is not null)
            section.Error(ConfigurationRule.Consistent, section.Path, operation == "remove" ? "'remove' takes no 'value'" : $"'{operation}' needs a 'value'");
        return new Change.Patch(
            section.Text("kind", ConfigurationRules.NotEmpty),
            section.Text("name", ConfigurationRules.NotEmpty),
            new JsonPatch(operation, section.Text("path", ConfigurationRules.JsonPointer), value));
    }

    // A chart's values are set leaf by leaf, so that what the override does not mention stays as it is.
    private static IEnumerable<(ImmutableArray<string> Path, object Value)> Leaves(ImmutableArray<string> path, ImmutableDictionary<string, object> tree) =>
        tree.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value is ImmutableDictionary<string, object> { IsEmpty: false } child
            ? Leaves(path.Add(pair.Key), child)
            : [(path.Add(pair.Key), pair.Value)]);

    internal static string WithoutParameter(ArgumentException exception)
    {
        var suffix = $" (Parameter '{exception.ParamName}')";
        return exception.Message.EndsWith(suffix, StringComparison.Ordinal) ? exception.Message[..^suffix.Length] : exception.Message;
    }
}
