using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Addons;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Sites;

/// <summary>Explains one cluster of a stack. No other cluster is read, so it takes no longer where there are thousands.</summary>
public static class ClusterExplainer
{
    private const string Clusters = "clusters";

    /// <summary>Explains a cluster.</summary>
    /// <param name="files">The project.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="only">The part of it that is of interest; null for all of it.</param>
    /// <exception cref="InvalidDocumentException">A file cannot be used.</exception>
    /// <exception cref="UnknownNameException">There is no such cluster, or it has no such key.</exception>
    public static ClusterExplanation Explain(ProjectFiles files, string stack, string cluster, SpecPath? only)
    {
        ArgumentNullException.ThrowIfNull(files);
        var config = StackConfig.FromFiles(files, stack);
        var source = ClusterSource.Find(files, config, cluster)
            ?? throw new UnknownNameException($"stack '{stack}' has no cluster '{SpecReader.Shortened(cluster)}'{Suggestion.For(cluster, ClusterSource.Names(files, config))}");
        var path = SpecPath.Root.Keys(Clusters, cluster);
        var layers = new ClusterLayers(files, config["clusterDefaults"]?.Value as YamlMap);
        var sources = layers.Of(source.Own, path, source.Group);
        var document = sources.Select(layer => layer.Values).Aggregate((below, above) => (YamlMap)Layering.Merge(below, above));
        var shape = (document[VariantShape.Key]?.Value as YamlScalar)?.Text is { } kind ? ((VariantShape)Shapes.Of<ClusterSpec>()).Variants.GetValueOrDefault(kind) : null;
        var values = new Explanation(sources).Of(document, shape);
        var reader = new SpecReader();
        var whole = config with { Entries = [.. config.Entries.Where(entry => entry.Key != Clusters), new YamlEntry(Clusters, config.Place, OneCluster(cluster, source, document))] };
        var platform = Shapes.Of<PlatformSpec>().Read(whole, SpecPath.Root, reader) as PlatformSpec;
        ImmutableArray<ExplainedValue> derived = platform is null ? [] : [.. Derived(platform, cluster, config)];
        if (only is not null)
            return new ClusterExplanation(cluster, source.Group, Narrowed([.. values, .. derived], only, shape), [], []);
        return new ClusterExplanation(
            cluster,
            source.Group,
            values,
            derived,
            [.. layers.Findings.Concat(reader.Findings.Where(finding => finding.Path.Steps() is [(Clusters, _), ..]))]);
    }

    private static YamlMap OneCluster(string cluster, ClusterSource source, YamlMap document) =>
        new(source.Own.Place, [new YamlEntry(cluster, source.Own.Place, document)], 1);

    private static ImmutableArray<ExplainedValue> Narrowed(ImmutableArray<ExplainedValue> values, SpecPath only, RecordShape? shape)
    {
        var found = values.Where(value => IsIn(value.Path, only)).ToImmutableArray();
        if (!found.IsEmpty)
            return found;
        if (only.Steps() is not [(VariantShape.Key, _)] && shape is not null && !ShapeSearch.TryFind(shape, only, out _, out var problem))
            throw new UnknownNameException($"{only}: {problem}");
        throw new UnknownNameException($"{only}: no layer says it, and it has no default{Suggestion.For(only.ToString(), values.Where(value => IsNear(value.Path, only)).Select(value => value.Path.ToString()))}");
    }

    // All labels begin alike; what was meant shows in the last step.
    private static bool IsNear(SpecPath path, SpecPath only)
    {
        var (meant, said) = (LastStep(path), LastStep(only));
        var longest = Math.Max(meant.Length, said.Length);
        return Math.Abs(meant.Length - said.Length) * 2 <= longest && Suggestion.Distance(meant, said) * 2 <= longest;
    }

    private static string LastStep(SpecPath path) => path.Steps() is [.., var (key, index)] ? key ?? $"{index}" : "";

    private static bool IsIn(SpecPath path, SpecPath around) => path.Steps().Take(around.Steps().Count).SequenceEqual(around.Steps());

    private static IEnumerable<ExplainedValue> Derived(PlatformSpec platform, string cluster, YamlMap config)
    {
        if (!platform.Clusters.TryGetValue(cluster, out var spec))
            yield break;
        if (spec.Protected is null)
            yield return Fact("protected", platform.Environment.Tier == EnvironmentTier.Production ? "true" : "false", SpecPath.Root.Keys("environment", "tier"));
        if (Membership.Of(platform).FactsOf(cluster) is not { } facts)
            yield break;
        foreach (var fleet in facts.Fleets)
            yield return Fact("fleet", fleet, SpecPath.Root.Keys("fleets", fleet, "members"));
        foreach (var (application, placed) in platform.Applications.Where(application => application.Value.Placement.ToSelection().Matches(facts)))
            yield return Fact("application", application, SpecPath.Root.Keys("applications", application, "placement"));
        foreach (var addon in AddonSources.Of(platform).Where(addon => addon.On?.Matches(facts) == true))
            yield return Fact("addon", addon.Addon.Name, addon.At("on"));

        ExplainedValue Fact(string key, string value, SpecPath from) => new(SpecPath.Root.Key(key), value, "derived", Document.PlaceOf(config, from));
    }
}

/// <summary>A name that nothing has; the message says what was likely meant.</summary>
public sealed class UnknownNameException : Exception
{
    /// <summary>Makes it.</summary>
    public UnknownNameException(string message)
        : base(message)
    {
    }

    /// <summary>Makes it, without a message.</summary>
    public UnknownNameException()
    {
    }

    /// <summary>Makes it, with what came before.</summary>
    public UnknownNameException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
