using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Sites;

namespace Infra.Stacks.Addons;

/// <summary>The files of add-ons, <c>stacks/addons/&lt;name&gt;.yaml</c>, each of which says an add-on but for where it goes. What a stack says of it stands on top.</summary>
internal sealed class AddonFiles(ProjectFiles? files)
{
    private const string Use = "use";

    // Where it goes, and what is on its way there, is a matter of each stack.
    public static readonly string[] OfStacks = [Use, "on", "rollout", "suspended"];

    private readonly List<Finding> _findings = [];
    private readonly HashSet<SpecPath> _incomplete = [];
    private readonly Dictionary<string, YamlMap?> _read = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the files.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The add-ons that lack their file; what they seem to miss may be said there.</summary>
    public IReadOnlySet<SpecPath> Incomplete => _incomplete;

    /// <summary>A stack's configuration in which every add-on that uses a file stands on it.</summary>
    public YamlMap Complete(YamlMap config)
    {
        const string Addons = "addons";
        if (config[Addons] is not { Value: YamlMap addons } entry || addons.Entries.All(addon => Used(addon.Value) is null))
            return config;
        var whole = addons with { Entries = [.. addons.Entries.Select(addon => addon with { Value = Complete(addon.Value, SpecPath.Root.Keys(Addons, addon.Key)) })] };
        return config with { Entries = [.. config.Entries.Select(each => each.Key == Addons ? entry with { Value = whole } : each)] };
    }

    private YamlNode Complete(YamlNode own, SpecPath path)
    {
        if (Used(own) is not { } used)
            return own;
        if (!TextForm.Of(Form.Name).Holds(used.Text))
        {
            _incomplete.Add(path);
            return own; // The reader says so, where it stands.
        }

        var file = ProjectFiles.AddonFile(used.Text);
        if (!_read.TryGetValue(file, out var below))
            below = _read[file] = files is not null && files.Exists(file) ? Read(files, file, path, used.Place) : null;
        if (below is not null)
            return Layering.WithoutRemovals(Layering.Merge(below, own), below);
        _incomplete.Add(path);
        if (files is null || !files.Exists(file))
        {
            _findings.Add(new Finding(
                Rules.Layer, path.Key(Use), $"there is no {file}{Suggestion.For(used.Text, files is null ? [] : LayerFiles.Addons(files))}")
            { Place = used.Place });
        }

        return own;
    }

    private YamlMap? Read(ProjectFiles project, string file, SpecPath path, SourcePlace place)
    {
        try
        {
            var below = project.ReadMap(file);
            if (below.Entries.IsEmpty)
            {
                _findings.Add(new Finding(Rules.Layer, path.Key(Use), $"{file} is empty; write into it what the add-on is") { Place = place });
                return null;
            }

            foreach (var entry in below.Entries.Where(entry => OfStacks.Contains(entry.Key, StringComparer.Ordinal)))
                _findings.Add(new Finding(Rules.KnownKey, path.Key(entry.Key), $"unknown key '{entry.Key}'; each stack that uses the add-on says it for itself") { Place = entry.Place });
            return below;
        }
        catch (InvalidDocumentException exception)
        {
            _findings.AddRange(ProjectFiles.Findings(exception, path.Key(Use)));
            return null;
        }
    }

    private static YamlScalar? Used(YamlNode addon) => addon is YamlMap map && map[Use]?.Value is YamlScalar { IsNull: false } scalar ? scalar : null;
}
