using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Sites;

/// <summary>Finds the site files of groups.</summary>
internal static class SiteFolders
{
    private const string Extension = ".yaml";

    /// <summary>The sites of a group, in the order of their names.</summary>
    /// <param name="files">The project.</param>
    /// <param name="group">The group.</param>
    /// <param name="path">What names the group, for findings.</param>
    /// <param name="place">Where it is named.</param>
    /// <param name="findings">What is wrong with the folder.</param>
    public static List<SiteFile> Find(ProjectFiles files, string group, SpecPath path, SourcePlace place, ICollection<Finding> findings)
    {
        var folder = ProjectFiles.GroupFolder(group);
        var sites = new List<SiteFile>();
        try
        {
            if (!Directory.Exists(files.PathOf(folder)))
            {
                findings.Add(new Finding(Rules.SiteGroup, path, $"there is no folder {folder}{Suggestion.For(group, Groups(files))}") { Place = place });
                return sites;
            }

            foreach (var entry in new DirectoryInfo(files.PathOf(folder)).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
                Take(entry, group, sites, findings);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Finding(Rules.Readable, path, $"the folder {folder} cannot be read: {exception.Message}") { Place = place });
        }

        return sites;
    }

    /// <summary>The groups there are.</summary>
    public static IReadOnlyList<string> Groups(ProjectFiles files)
    {
        var folder = new DirectoryInfo(files.PathOf("stacks/sites"));
        try
        {
            return folder.Exists ? [.. folder.EnumerateDirectories().Select(group => group.Name).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // A suggestion is lost, no more.
        }
    }

    private static void Take(FileSystemInfo entry, string group, List<SiteFile> sites, ICollection<Finding> findings)
    {
        if (entry.Name.StartsWith('.') || entry.Name is "README.md")
            return;
        var name = $"{ProjectFiles.GroupFolder(group)}/{entry.Name}";
        if (entry is DirectoryInfo)
            Refuse(Rules.SiteFile, "is a folder; sites are files, and groups have no folders in them");
        else if (!entry.Name.EndsWith(Extension, StringComparison.Ordinal))
            Refuse(Rules.SiteFile, $"is no site file; allowed: <site>{Extension} and README.md");
        else if (TextForm.Of(Form.ClusterName) is var form && !form.Holds(entry.Name[..^Extension.Length]))
            Refuse(Rules.Name, $"the site's name '{SpecReader.Shortened(entry.Name[..^Extension.Length])}' is invalid; allowed: {form.Allowed}");
        else
            sites.Add(new SiteFile(group, entry.Name[..^Extension.Length]));

        void Refuse(Rule rule, string message) =>
            findings.Add(new Finding(rule, SpecPath.Root, message) { Place = new SourcePlace(SpecReader.Shortened(name), 1, 1) });
    }
}

/// <summary>The file of a site.</summary>
/// <param name="Group">The group, a folder of <c>stacks/sites</c>.</param>
/// <param name="Site">The site's name, and that of the cluster that it is.</param>
public sealed record SiteFile(string Group, string Site)
{
    /// <summary>The file, relative to the project.</summary>
    public string Name => ProjectFiles.SiteFile(Group, Site);
}
