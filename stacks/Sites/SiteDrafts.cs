using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Sites;

/// <summary>What the file of a new site says before it is given addresses.</summary>
/// <param name="files">The project.</param>
/// <param name="layers">The layers that the stack's clusters stand on.</param>
internal sealed class SiteDrafts(ProjectFiles files, ClusterLayers layers)
{
    private static readonly VariantShape Kinds = (VariantShape)Shapes.Of<ClusterSpec>();

    private readonly ImmutableArray<string> _classes = LayerFiles.Classes(files);
    private readonly ImmutableArray<string> _regions = LayerFiles.Regions(files);

    /// <summary>Makes one.</summary>
    /// <returns>Null when it cannot be made; the problems say why.</returns>
    public YamlMap? Make(SiteRequest request, List<string> problems)
    {
        var before = problems.Count;
        var own = Text([("class", request.Class), ("region", request.Region)]);
        foreach (var (key, value) in request.Values.Where(value => value.Key == VariantShape.Key))
            own = Merge(own, Text([(key, value)]));
        CheckClass(request.Class, problems);
        CheckRegion(request.Region, problems);
        if (problems.Count > before)
            return null;

        var kind = (Complete(own, request)[VariantShape.Key]?.Value as YamlScalar)?.Text;
        if (kind is null || !Kinds.Variants.TryGetValue(kind, out var shape))
        {
            problems.Add(kind is null
                ? $"no layer says its kind; say a class that does{(_classes.IsEmpty ? $", or kind={Kinds.Words[0]}" : $": {string.Join(", ", _classes)}")}"
                : $"unknown kind '{SpecReader.Shortened(kind)}'; allowed: {string.Join(", ", Kinds.Words)}{Suggestion.For(kind, Kinds.Words)}");
            return null;
        }

        foreach (var (path, text) in request.Values.Where(value => value.Key != VariantShape.Key))
        {
            if (path is "class" or "region")
                problems.Add($"{path}: this has an option and a column of its own, {path}");
            else if (SiteValue.Read(path, text, shape, out var problem) is { } value)
                own = Merge(own, value);
            else
                problems.Add(problem!);
        }

        return problems.Count > before ? null : own;
    }

    /// <summary>A site on top of its layers.</summary>
    public YamlMap Complete(YamlMap own, SiteRequest request) => layers.Complete(own, SpecPath.Root.Keys("clusters", request.Name), request.Group);

    /// <summary>A draft with a value added.</summary>
    public static YamlMap Merge(YamlMap own, YamlMap value) => (YamlMap)Layering.Merge(own, value);

    private static YamlMap Text(IEnumerable<(string Key, string? Text)> values) => new(
        default, [.. values.Where(value => value.Text is not null).Select(value => new YamlEntry(value.Key, default, new YamlScalar(default, value.Text!, IsPlain: false)))], 1);

    private void CheckClass(string? name, List<string> problems)
    {
        if (name is not null && !_classes.Contains(name, StringComparer.Ordinal))
            problems.Add($"there is no class '{SpecReader.Shortened(name)}'{Suggestion.For(name, _classes, _classes.IsEmpty ? "; write stacks/classes/<class>.yaml first" : $"; the classes are {string.Join(", ", _classes)}")}");
    }

    // A region may do without a file, so a name is only doubted when it is nearly that of a file.
    private void CheckRegion(string? name, List<string> problems)
    {
        if (name is null || _regions.Contains(name, StringComparer.Ordinal) || Suggestion.For(name, _regions) is not { Length: > 0 } suggestion)
            return;
        problems.Add($"there is no {ProjectFiles.RegionFile(SpecReader.Shortened(name))}{suggestion} (If it is a region of its own, write that file first; it may be empty.)");
    }
}
