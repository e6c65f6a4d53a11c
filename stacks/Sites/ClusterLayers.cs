using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Sites;

/// <summary>
/// The layers that clusters stand on: class, environment, region, and the cluster's own file on top. See <see cref="Layering"/> for how they are put together.
/// </summary>
internal sealed class ClusterLayers(ProjectFiles? files, YamlMap? environment)
{
    /// <summary>The label that says a cluster's class.</summary>
    public const string ClassLabel = "infra.internal/class";

    /// <summary>The label that says the group of a site.</summary>
    public const string GroupLabel = "infra.internal/group";

    private readonly Dictionary<string, YamlMap?> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private readonly HashSet<SpecPath> _incomplete = [];
    private readonly List<Finding> _findings = [];

    /// <summary>What is wrong with the layers.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The clusters that lack a layer; what they seem to miss may be said there.</summary>
    public IReadOnlySet<SpecPath> Incomplete => _incomplete;

    /// <summary>A cluster's own values on top of its layers.</summary>
    /// <param name="own">What the cluster's own file, or the stack's, says of it.</param>
    /// <param name="path">The cluster.</param>
    /// <param name="group">The group that a site is in.</param>
    public YamlMap Complete(YamlMap own, SpecPath path, string? group = null) =>
        Of(own, path, group).Select(layer => layer.Values).Aggregate((below, above) => (YamlMap)Layering.Merge(below, above));

    /// <summary>The layers of a cluster, the lowest first.</summary>
    public ImmutableArray<ClusterLayerSource> Of(YamlMap own, SpecPath path, string? group)
    {
        var className = Text(own, "class") ?? Text(environment, "class");
        var classLayer = className is null ? null : Read(ProjectFiles.ClassFile(className.Text), "class", className, path);
        var region = Text(own, "region") ?? Text(environment, "region") ?? Text(classLayer, "region");
        var regionLayer = region is null ? null : Read(ProjectFiles.RegionFile(region.Text), "region", region, path);

        var layers = ImmutableArray.CreateBuilder<ClusterLayerSource>();
        if (Derived(own, className, group) is { } derived)
            layers.Add(new ClusterLayerSource("derived", derived));
        if (classLayer is not null)
            layers.Add(new ClusterLayerSource($"class {className!.Text}", classLayer));
        if (environment is not null)
            layers.Add(new ClusterLayerSource("environment", environment));
        if (regionLayer is not null)
            layers.Add(new ClusterLayerSource($"region {region!.Text}", regionLayer));
        layers.Add(new ClusterLayerSource(group is null ? "cluster" : "site", own));
        return layers.ToImmutable();
    }

    private static YamlScalar? Text(YamlMap? map, string key) => map?[key]?.Value is YamlScalar { IsNull: false } scalar ? scalar : null;

    private static YamlMap? Derived(YamlMap own, YamlScalar? className, string? group)
    {
        var labels = new List<YamlEntry>();
        if (className is not null)
            labels.Add(new YamlEntry(ClassLabel, className.Place, className with { IsPlain = false }));
        if (group is not null)
            labels.Add(new YamlEntry(GroupLabel, own.Place, new YamlScalar(own.Place, group, IsPlain: false)));
        return labels.Count == 0 ? null : new YamlMap(own.Place, [new YamlEntry("labels", own.Place, new YamlMap(own.Place, [.. labels], labels.Count + 1))], labels.Count + 2);
    }

    // A region may do without a file; a class is nothing but its file.
    private YamlMap? Read(string file, string key, YamlScalar named, SpecPath path)
    {
        if (!TextForm.Of(Form.Name).Holds(named.Text))
        {
            _incomplete.Add(path);
            return null; // The reader says so, where it stands.
        }

        if (!_read.TryGetValue(file, out var layer))
            layer = _read[file] = files is not null && files.Exists(file) ? Read(files, file, key, path) : null;
        if (layer is null && key == "class")
            ReportMissing(file, named, path);
        if (_unreadable.Contains(file))
            _incomplete.Add(path);
        return layer;
    }

    private YamlMap Read(ProjectFiles project, string file, string key, SpecPath path)
    {
        try
        {
            var layer = project.ReadMap(file);
            if (layer[key] is { } itself)
                _findings.Add(new Finding(Rules.KnownKey, path.Key(key), $"unknown key '{key}'; a {key} does not name a {key}") { Place = itself.Place });
            return layer;
        }
        catch (InvalidDocumentException exception)
        {
            _findings.AddRange(ProjectFiles.Findings(exception, path.Key(key)));
            _unreadable.Add(file);
            return new YamlMap(new SourcePlace(file, 1, 1), [], 1);
        }
    }

    private void ReportMissing(string file, YamlScalar named, SpecPath path)
    {
        _incomplete.Add(path);
        _findings.Add(new Finding(
            Rules.Layer,
            path.Key("class"),
            $"class '{named.Text}' does not exist: there is no {file}{Suggestion.For(named.Text, files is null ? [] : LayerFiles.Classes(files))}")
        { Place = named.Place });
    }
}

/// <summary>A layer of a cluster.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Values">What it says.</param>
internal sealed record ClusterLayerSource(string Name, YamlMap Values);
