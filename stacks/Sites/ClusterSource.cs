using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Sites;

/// <summary>What the files say of one cluster: its own file, or its part of the stack's.</summary>
/// <param name="Name">The cluster.</param>
/// <param name="Group">The group that a site is in; null for a cluster of the stack's file.</param>
/// <param name="Own">What is said of it.</param>
internal sealed record ClusterSource(string Name, string? Group, YamlMap Own)
{
    /// <summary>Finds a cluster without reading any other.</summary>
    /// <returns>Null when there is none of the name.</returns>
    /// <exception cref="InvalidDocumentException">Its file cannot be used.</exception>
    public static ClusterSource? Find(ProjectFiles files, YamlMap config, string name)
    {
        if ((config["clusters"]?.Value as YamlMap)?[name]?.Value is YamlMap own)
            return new ClusterSource(name, null, own);
        if (!TextForm.Of(Form.ClusterName).Holds(name))
            return null;
        var group = Groups(config).FirstOrDefault(group => files.Exists(ProjectFiles.SiteFile(group, name)));
        return group is null ? null : new ClusterSource(name, group, files.ReadMap(ProjectFiles.SiteFile(group, name)));
    }

    /// <summary>The names of all clusters.</summary>
    public static IEnumerable<string> Names(ProjectFiles files, YamlMap config) => ((config["clusters"]?.Value as YamlMap)?.Entries ?? [])
        .Select(entry => entry.Key)
        .Concat(Groups(config).SelectMany(group => SiteFolders.Find(files, group, SpecPath.Root, default, [])).Select(site => site.Site));

    /// <summary>The groups of sites that belong to the stack.</summary>
    public static ImmutableArray<string> Groups(YamlMap config) => [.. UsedGroup.In(config).Select(group => group.Name).Where(TextForm.Of(Form.Name).Holds)];
}
