using System.Collections.Immutable;
using Infra.Components.Propagation;

namespace Infra.Stacks.Configuration;

/// <summary>What must hold between an application and the clusters that it is placed on.</summary>
internal static class ApplicationChecks
{
    public static void Run(string path, PlatformConfiguration platform, ApplicationConfiguration application, ICollection<ConfigurationError> errors)
    {
        var facts = platform.Clusters.Select(platform.FactsOf).ToImmutableArray();
        Selection($"{path}.placement", platform, application.Placement.Clusters, facts, errors);
        foreach (var cluster in application.Placement.Weights.Keys)
            PlatformChecks.Reference($"{path}.placement.weights.{cluster}", "cluster", cluster, Names(platform), errors);
        Namespace(path, platform, application, facts, errors);
        for (var index = 0; index < application.Overrides.Length; index++)
            Override($"{path}.overrides[{index}]", platform, application, application.Overrides[index], facts, errors);
    }

    private static void Selection(
        string path, PlatformConfiguration platform, ClusterSelection selection, ImmutableArray<ClusterFacts> facts, ICollection<ConfigurationError> errors)
    {
        var before = errors.Count;
        if (selection.Fleet is { } fleet)
            PlatformChecks.Reference($"{path}.fleet", "fleet", fleet, [.. platform.Fleets.Select(known => known.Name)], errors);
        PlatformChecks.References($"{path}.clusters", "cluster", selection.Clusters, Names(platform), errors);
        PlatformChecks.References($"{path}.except", "cluster", selection.Except, Names(platform), errors);
        if (errors.Count == before && !facts.Any(selection.Matches))
            errors.Add(new ConfigurationError(ConfigurationRule.MatchesSomething, path, "no cluster matches"));
    }

    private static void Namespace(
        string path, PlatformConfiguration platform, ApplicationConfiguration application, ImmutableArray<ClusterFacts> facts, ICollection<ConfigurationError> errors)
    {
        if (application.Namespace.Length == 0)
            return;
        var sharedBy = platform.Fleets.Where(fleet => fleet.Namespaces.Any(shared => shared.Name == application.Namespace)).Select(fleet => fleet.Name).ToList();
        PlatformChecks.Reference(
            $"{path}.namespace", "namespace", application.Namespace, [.. platform.Fleets.SelectMany(fleet => fleet.Namespaces).Select(shared => shared.Name)], errors);
        if (sharedBy.Count == 0)
            return;
        var without = facts.Where(application.Placement.Clusters.Matches)
            .Where(cluster => !cluster.Fleets.Intersect(sharedBy, StringComparer.Ordinal).Any())
            .Select(cluster => cluster.Name)
            .ToList();
        if (without.Count > 0)
        {
            errors.Add(new ConfigurationError(
                ConfigurationRule.Consistent,
                $"{path}.placement",
                $"{string.Join(", ", without)} would get the application but not its namespace '{application.Namespace}', which only {string.Join(", ", sharedBy)} shares"));
        }
    }

    private static void Override(
        string path,
        PlatformConfiguration platform,
        ApplicationConfiguration application,
        Override difference,
        ImmutableArray<ClusterFacts> facts,
        ICollection<ConfigurationError> errors)
    {
        Selection($"{path}.on", platform, difference.Clusters, [.. facts.Where(application.Placement.Clusters.Matches)], errors);
        if (application.Placement.Sharing != ReplicaSharing.Duplicated && difference.Changes.OfType<Change.Replicas>().Any())
        {
            errors.Add(new ConfigurationError(
                ConfigurationRule.Consistent, $"{path}.replicas", "the placement divides the replicas, so a cluster cannot have a number of its own; use weights"));
        }
        try
        {
            OverrideManifests.Policies(ApplicationManifests.Objects(application.Name, application.Namespace, application.Content), [difference]);
        }
        catch (ArgumentException exception)
        {
            errors.Add(new ConfigurationError(ConfigurationRule.Consistent, path, ApplicationReader.WithoutParameter(exception)));
        }
    }

    private static ImmutableArray<string> Names(PlatformConfiguration platform) => [.. platform.Clusters.Select(cluster => cluster.Name)];
}
