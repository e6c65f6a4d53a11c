using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Sites;

/// <summary>Plans the files of new sites: what they say, which addresses they are given, and whether the stack is valid with them. It writes nothing.</summary>
public sealed class SitePlanner
{
    private const string Header = "# yaml-language-server: $schema=../../schemas/site.schema.json\n";
    private const string Network = "network";
    private const string From = "from";

    private static readonly ImmutableArray<string> Ranges = ["nodeCidr", "podCidr", "serviceCidr"];

    private readonly ProjectFiles _files;
    private readonly string _stack;
    private readonly YamlMap _config;
    private readonly ImmutableArray<string> _groups;
    private readonly SiteDocuments _existing;
    private readonly ClusterLayers _layers;

    /// <summary>Reads what there is.</summary>
    /// <exception cref="InvalidDocumentException">The stack's file cannot be used.</exception>
    public SitePlanner(ProjectFiles files, string stack)
    {
        (_files, _stack) = (files, stack);
        _config = StackConfig.FromFiles(files, stack);
        _groups = ClusterSource.Groups(_config);
        _existing = SiteDocuments.Read(files, _config, isNew: _ => true);
        _layers = new ClusterLayers(files, _config["clusterDefaults"]?.Value as YamlMap);
    }

    /// <summary>The stacks that have a group of sites, or any.</summary>
    public static ImmutableArray<string> StacksWith(ProjectFiles files, string? group) =>
        [.. StackConfig.OfAll(files).Where(stack => ClusterSource.Groups(stack.Value) is var groups && (group is null ? !groups.IsEmpty : groups.Contains(group, StringComparer.Ordinal))).Select(stack => stack.Key)];

    /// <summary>The groups that stacks have.</summary>
    public static IEnumerable<string> GroupsOf(ProjectFiles files) => StackConfig.OfAll(files).Values.SelectMany(config => ClusterSource.Groups(config));

    /// <summary>Plans new sites.</summary>
    public NewSites Plan(IEnumerable<SiteRequest> requests)
    {
        var problems = new List<string>();
        var names = new SiteNames(_files, _stack, _config);
        var drafts = new SiteDrafts(_files, _layers);
        var drafted = new List<(SiteRequest Request, YamlMap Own)>();
        foreach (var asked in requests)
        {
            var found = new List<string>();
            var request = asked with { Group = Group(asked.Group, found) };
            names.Claim(request, found);
            if (drafts.Make(request, found) is { } own && found.Count == 0)
                drafted.Add((request, own));
            problems.AddRange(found.Select(request.Describe));
        }

        var planned = Allot(drafts, drafted, problems);
        var warnings = Check(planned, problems);
        return problems.Count > 0 ? new NewSites([], [.. problems], []) : new NewSites([.. planned.Select(site => site.Site)], [], warnings);
    }

    private string? Group(string? group, List<string> problems)
    {
        if (group is null && _groups is [var only])
            return only;
        if (group is null || !_groups.Contains(group, StringComparer.Ordinal))
        {
            problems.Add((group, _groups) switch
            {
                (_, []) => $"stack '{_stack}' has no group of sites; add one to {ProjectFiles.StackFile(_stack)}: infra:sites: {{ groups: [{group ?? _stack}] }}",
                (null, _) => $"stack '{_stack}' has several groups of sites; say which: {string.Join(", ", _groups)}",
                _ => $"group '{SpecReader.Shortened(group)}' is not one of stack '{_stack}'{Suggestion.For(group, _groups, $"; its groups are {string.Join(", ", _groups)}")}",
            });
        }

        return group;
    }

    private List<(SiteRequest Request, NewSite Site)> Allot(SiteDrafts drafts, List<(SiteRequest Request, YamlMap Own)> drafted, List<string> problems)
    {
        var pools = new AddressPools(_config, [.. Taken(drafted)]);
        var planned = new List<(SiteRequest, NewSite)>();
        foreach (var (request, draft) in drafted)
        {
            var own = draft;
            var allotted = ImmutableArray.CreateBuilder<Allotment>();
            var network = drafts.Complete(own, request)[Network]?.Value as YamlMap;
            foreach (var range in Ranges.Where(range => network?[range] is null or { Value: YamlScalar { IsNull: true } }))
            {
                if ((network?[From]?.Value as YamlMap)?[range]?.Value is not YamlScalar { IsNull: false } pool)
                    continue;
                if (pools.Take(pool.Text, out var problem) is not { } block)
                {
                    problems.Add(request.Describe($"network.{range}: {problem}"));
                    continue;
                }

                allotted.Add(new Allotment(SpecPath.Root.Keys(Network, range), block, pool.Text));
                var said = new YamlEntry(range, default, new YamlScalar(default, $"{block}", IsPlain: true));
                own = SiteDrafts.Merge(own, new YamlMap(default, [new YamlEntry(Network, default, new YamlMap(default, [said], 2))], 3));
            }

            planned.Add((request, new NewSite(new SiteFile(request.Group!, request.Name), Header + YamlWriter.Write(own), allotted.ToImmutable())));
        }

        return planned;
    }

    // What the new sites say themselves is taken, too, so that their order does not matter.
    private IEnumerable<Infra.Stacks.Specification.Cidr> Taken(IEnumerable<(SiteRequest Request, YamlMap Own)> drafted) =>
        ((_config["clusters"]?.Value as YamlMap)?.Entries ?? [])
            .Where(entry => entry.Value is YamlMap)
            .Select(entry => (Own: (YamlMap)entry.Value, Name: entry.Key, Group: (string?)null))
            .Concat(_existing.Sites.Select(site => (site.Own, Name: site.Site.Site, Group: (string?)site.Site.Group)))
            .Concat(drafted.Select(draft => (draft.Own, draft.Request.Name, draft.Request.Group)))
            .SelectMany(cluster => TakenAddresses.Of(_layers.Of(cluster.Own, SpecPath.Root.Keys("clusters", cluster.Name), cluster.Group)));

    // The whole stack, with the new sites in it as they would be read.
    private ImmutableArray<Finding> Check(List<(SiteRequest Request, NewSite Site)> planned, List<string> problems)
    {
        if (planned.Count == 0)
            return [];
        var requests = planned.ToDictionary(site => site.Site.File.Name, site => site.Request, StringComparer.Ordinal);
        var names = planned.ToDictionary(site => site.Request.Name, site => site.Request, StringComparer.Ordinal);
        var sites = _existing.With(planned.Select(site => (site.Site.File, YamlFile.ReadMap(site.Site.Text, site.Site.File.Name))));
        var findings = new SpecificationLoader(_files) { Sites = sites }.FromFiles(_stack).Findings;
        foreach (var finding in findings.Where(finding => finding.IsError))
        {
            var origin = (finding.Place is { } place ? requests.GetValueOrDefault(place.File) : null)
                ?? (finding.Path.Steps() is [("clusters", _), (var name, _), ..] ? names.GetValueOrDefault(name!) : null);
            problems.Add(origin?.Origin is { } line ? $"{line}: {finding}" : $"{finding}");
        }

        return [.. findings.Where(finding => finding.Rule.Severity == Severity.Warning && finding.Place is { } place && requests.ContainsKey(place.File))];
    }
}
