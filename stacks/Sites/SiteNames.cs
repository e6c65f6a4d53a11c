using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Sites;

/// <summary>The names that clusters have, of whichever stack: to people, and to a Karmada that stacks share, a name is one cluster.</summary>
internal sealed class SiteNames
{
    private readonly ProjectFiles _files;
    private readonly IReadOnlyList<string> _groups;
    private readonly Dictionary<string, SourcePlace> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _claimed = new(StringComparer.Ordinal);

    public SiteNames(ProjectFiles files, string stack, YamlMap config)
    {
        _files = files;
        _groups = SiteFolders.Groups(files);
        Add(config);
        foreach (var other in StackConfig.OfAll(files, except: stack).Values)
            Add(other);
    }

    /// <summary>Takes a name for a site, unless it is none or somebody has it.</summary>
    public void Claim(SiteRequest request, List<string> problems)
    {
        var form = TextForm.Of(Form.ClusterName);
        if (!form.Holds(request.Name))
            problems.Add($"the name is invalid; allowed: {form.Allowed}");
        else if (_clusters.TryGetValue(request.Name, out var place))
            problems.Add($"a cluster of the name is already in {place}");
        else if (_groups.FirstOrDefault(group => _files.Exists(ProjectFiles.SiteFile(group, request.Name))) is { } group)
            problems.Add($"{ProjectFiles.SiteFile(group, request.Name)} is already there");
        else if (!_claimed.TryAdd(request.Name, request.Origin))
            problems.Add($"the name is asked for twice; first in {_claimed[request.Name]}");
    }

    private void Add(YamlMap config)
    {
        foreach (var entry in (config["clusters"]?.Value as YamlMap)?.Entries ?? [])
            _clusters.TryAdd(entry.Key, entry.Place);
    }
}
