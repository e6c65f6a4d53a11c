using System.Collections.Immutable;
using System.Text.Json;
using Infra.Documents;
using Infra.Policies;
using Infra.Stacks.Addons;
using Infra.Stacks.Checking;
using Infra.Stacks.Sites;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Reading;

/// <summary>
/// Reads the specification of a stack: its configuration, the site files of its groups, the layers under them. The same reading serves a program that Pulumi
/// runs, which gets the configuration from Pulumi, and the command line, which has the files alone.
/// </summary>
public sealed class SpecificationLoader
{
    private const string Clusters = "clusters";
    private const string Defaults = "clusterDefaults";

    private readonly ProjectFiles? _files;

    /// <summary>Makes a loader.</summary>
    /// <param name="files">The project; null when it is not at hand, and then neither are sites, layers and places.</param>
    public SpecificationLoader(ProjectFiles? files) => _files = files;

    /// <summary>The keys of configuration that specifications are made of, without <c>infra:</c>.</summary>
    public static ImmutableArray<string> Keys { get; } = ((RecordShape)Shapes.Of<PlatformSpec>()).Keys;

    /// <summary>Whether what this version does not build is an error, as it has to be before anything is planned.</summary>
    public bool RequireBuildable { get; init; }

    /// <summary>Says what day it is, for what ends.</summary>
    /// <remarks>It decides what is refused or warned of, never what is planned.</remarks>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The packs of policies, where several stacks are read that share them.</summary>
    internal Lazy<PolicyLibrary>? Policies { get; init; }

    /// <summary>The stack's site files, where they were read already or some are not written yet.</summary>
    internal SiteDocuments? Sites { get; init; }

    /// <summary>Reads a stack from its files alone. Secrets stay encrypted.</summary>
    public SpecificationReading FromFiles(string stack)
    {
        try
        {
            return Read(StackConfig.FromFiles(_files ?? throw new InvalidOperationException("there are no files"), stack), stack, takesDecryptedSecrets: false);
        }
        catch (InvalidDocumentException exception)
        {
            return new SpecificationReading(null, [.. ProjectFiles.Findings(exception, SpecPath.Root)], null);
        }
    }

    /// <summary>Reads a stack from what Pulumi hands to its program; the files add the places.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="values">The value of each key that has one, as JSON.</param>
    public SpecificationReading FromProgram(string stack, IEnumerable<(string Key, JsonElement Value)> values)
    {
        YamlMap? written = null;
        if (_files is not null && _files.Exists(ProjectFiles.StackFile(stack)))
        {
            try
            {
                written = StackConfig.FromFiles(_files, stack);
            }
            catch (InvalidDocumentException exception)
            {
                return new SpecificationReading(null, [.. ProjectFiles.Findings(exception, SpecPath.Root)], null);
            }
        }

        return Read(StackConfig.FromProgram(values, written, stack), stack, takesDecryptedSecrets: written is null);
    }

    /// <summary>The stacks of the project.</summary>
    public static ImmutableArray<string> Stacks(ProjectFiles files)
    {
        const string Prefix = "Pulumi.";
        var folder = new DirectoryInfo(files.PathOf("stacks"));
        return !folder.Exists ? [] :
        [
            .. folder.EnumerateFiles($"{Prefix}*.yaml").Select(file => file.Name[Prefix.Length..^".yaml".Length]).Where(name => name.Length > 0).Order(StringComparer.Ordinal),
        ];
    }

    private SpecificationReading Read(YamlMap config, string stack, bool takesDecryptedSecrets)
    {
        var findings = new List<Finding>();
        var others = _files is null ? ImmutableSortedDictionary<string, YamlMap>.Empty : StackConfig.OfAll(_files, except: stack);
        findings.AddRange(UsedGroup.Shared(config, others));
        var layers = new ClusterLayers(_files, config[Defaults]?.Value as YamlMap);
        var addons = new AddonFiles(_files);
        var document = addons.Complete(WithClusters(config, layers, findings));
        findings.AddRange(addons.Findings);
        var reader = new SpecReader { TakesDecryptedSecrets = takesDecryptedSecrets, Incomplete = layers.Incomplete.Concat(addons.Incomplete).ToHashSet() };
        var platform = Shapes.Of<PlatformSpec>().Read(document, SpecPath.Root, reader) as PlatformSpec;
        findings.AddRange(reader.Findings);
        // Whatever is left out is left out for a reason that was told. Should that ever fail, nothing may be planned: what is missing would be deleted.
        if (reader.Unread.FirstOrDefault() is { } lost && !findings.Any(finding => finding.IsError))
            findings.Add(new Finding(Rules.Required, lost, "cannot be read"));
        if (platform is null)
            return new SpecificationReading(null, Located(findings, document), document);

        platform = PolicyFiles.WithLibrary(PlatformKinds.WithThoseOfStack(platform, others), _files, Policies, findings);
        var context = new CheckContext
        {
            Platform = platform,
            Unread = reader.Unread.Concat(UnreadSites(findings)).ToHashSet(),
            Stack = stack,
            Stacks = _files is null ? [stack] : Stacks(_files),
            Regions = _files is null ? [] : LayerFiles.Regions(_files),
            IsWhole = !findings.Any(finding => finding.IsError),
            Document = document,
            Today = DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime),
        };
        Checks.Run(context);
        findings.AddRange(_files is null ? [] : SharedKarmada.Findings(_files, stack, document, others));
        findings.AddRange(_files is null ? [] : MonitoringMemberChecks.Findings(platform, stack, others));
        if (RequireBuildable)
        {
            BuildableChecks.Run(context);
            ClusterApiChecks.Run(context, others);
            MeshStandingChecks.Hub(context, others);
        }

        var located = Located([.. findings, .. context.Findings], document);
        return new SpecificationReading(located.Any(finding => finding.IsError) ? null : platform, located, document) { Context = context };
    }

    // The stack's own clusters and those of its site files, each on its layers.
    private YamlMap WithClusters(YamlMap config, ClusterLayers layers, List<Finding> findings)
    {
        var root = SpecPath.Root.Key(Clusters);
        var clusters = new OrderedDictionary<string, YamlEntry>(StringComparer.Ordinal);
        foreach (var entry in (config[Clusters]?.Value as YamlMap)?.Entries ?? [])
            clusters[entry.Key] = entry.Value is YamlMap own ? entry with { Value = layers.Complete(own, root.Key(entry.Key)) } : entry;
        var sites = Sites ?? SiteDocuments.Read(_files, config);
        findings.AddRange(sites.Findings);
        foreach (var (site, own) in sites.Sites)
        {
            if (clusters.TryGetValue(site.Site, out var other))
                findings.Add(new Finding(Rules.SiteFile, root.Key(site.Site), $"cluster '{site.Site}' is already in {other.Place}; a site file is the cluster of its name") { Place = own.Place });
            else
                clusters[site.Site] = new YamlEntry(site.Site, own.Place, layers.Complete(own, root.Key(site.Site), site.Group));
        }

        findings.AddRange(layers.Findings);
        if (config[Clusters] is { Value: not YamlMap and not YamlScalar { IsNull: true } } || clusters.Count == 0)
            return config;
        var place = config[Clusters]?.Place ?? config.Place;
        var all = new YamlEntry(Clusters, place, new YamlMap(place, [.. clusters.Values], 1));
        return config with { Entries = [.. config.Entries.Where(entry => entry.Key != Clusters), all] };
    }

    // A site whose file cannot be read is not gone; what refers to it is not wrong.
    private static IEnumerable<SpecPath> UnreadSites(IEnumerable<Finding> findings) =>
        findings.Where(finding => finding.Path.Steps() is [(Clusters, _), _]).Select(finding => finding.Path);

    // A mistake in a layer is met in every cluster that stands on it; it is told once.
    internal static ImmutableArray<Finding> Located(IEnumerable<Finding> findings, YamlMap document) =>
    [
        .. findings
            .Select(finding => finding.Place is null ? finding with { Place = Document.PlaceOf(document, finding.Path) } : finding)
            .GroupBy(finding => (finding.Rule.Id, finding.Place, finding.Message))
            .Select(Once)
            .OrderBy(finding => finding.Place?.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Place?.Line)
            .ThenBy(finding => finding.Place?.Column)
            .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal),
    ];

    private static Finding Once(IEnumerable<Finding> same)
    {
        var first = same.First();
        var more = same.Count() - 1;
        return more == 0 ? first : first with { Message = $"{first.Message} (so in {more} more)" };
    }
}
