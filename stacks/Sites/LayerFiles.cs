using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Sites;

/// <summary>The files of classes and regions, whether or not a cluster stands on them.</summary>
internal static class LayerFiles
{
    private const string Extension = ".yaml";

    private static readonly ImmutableArray<string> Keys =
        [.. ((VariantShape)Shapes.Of<ClusterSpec>()).Variants.Values.SelectMany(variant => variant.Keys).Distinct(StringComparer.Ordinal)];

    /// <summary>The classes there are.</summary>
    public static ImmutableArray<string> Classes(ProjectFiles files) => Names(files, Path.GetDirectoryName(ProjectFiles.ClassFile("any"))!);

    /// <summary>The regions that have a file.</summary>
    public static ImmutableArray<string> Regions(ProjectFiles files) => Names(files, Path.GetDirectoryName(ProjectFiles.RegionFile("any"))!);

    /// <summary>The add-ons that have a file, which a stack may use.</summary>
    public static ImmutableArray<string> Addons(ProjectFiles files) => Names(files, Path.GetDirectoryName(ProjectFiles.AddonFile("any"))!);

    /// <summary>What is wrong with them, as far as it shows without a cluster: one that nobody uses yet is wrong before somebody does.</summary>
    public static IEnumerable<Finding> Findings(ProjectFiles files) =>
        Classes(files).Select(ProjectFiles.ClassFile).Concat(Regions(files).Select(ProjectFiles.RegionFile)).SelectMany(file => Findings(files, file))
            .Concat(Strays(files, "stacks/classes", "a class is <class>.yaml"))
            .Concat(Strays(files, "stacks/regions", "a region is <region>.yaml"))
            .Concat(Strays(files, "stacks/addons", "an add-on is <add-on>.yaml"))
            .Concat(Strays(files, "stacks/sites", "a site is <site>.yaml in the folder of its group"));

    // What nobody would read although somebody wrote it.
    private static IEnumerable<Finding> Strays(ProjectFiles files, string folder, string allowed) => Entries(files, folder)
        .Where(entry => entry.Name is not "README.md" && !entry.Name.StartsWith('.') && (folder == "stacks/sites" ? entry is not DirectoryInfo : entry.Extension != Extension))
        .Select(entry => new Finding(Rules.SiteFile, SpecPath.Root, $"is read by nobody; {allowed}") { Place = new SourcePlace(SpecReader.Shortened($"{folder}/{entry.Name}"), 1, 1) });

    private static IEnumerable<Finding> Findings(ProjectFiles files, string file)
    {
        try
        {
            return
            [
                .. files.ReadMap(file).Entries
                    .Where(entry => !Keys.Contains(entry.Key, StringComparer.Ordinal))
                    .Select(entry => new Finding(Rules.KnownKey, SpecPath.Root, $"no cluster knows the key '{SpecReader.Shortened(entry.Key)}'{Suggestion.For(entry.Key, Keys)}") { Place = entry.Place }),
            ];
        }
        catch (InvalidDocumentException exception)
        {
            return ProjectFiles.Findings(exception, SpecPath.Root);
        }
    }

    private static ImmutableArray<string> Names(ProjectFiles files, string folder) =>
    [
        .. Entries(files, folder).Where(entry => entry is FileInfo && entry.Extension == Extension).Select(file => file.Name[..^Extension.Length]).Where(name => name.Length > 0 && name[0] != '.'),
    ];

    private static ImmutableArray<FileSystemInfo> Entries(ProjectFiles files, string folder)
    {
        try
        {
            var found = new DirectoryInfo(files.PathOf(folder));
            return !found.Exists ? [] : [.. found.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // Whoever names one of them is told.
        }
    }
}
