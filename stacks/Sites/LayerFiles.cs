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

    /// <summary>What is wrong with them, as far as it shows without a cluster: one that nobody uses yet is wrong before somebody does.</summary>
    public static IEnumerable<Finding> Findings(ProjectFiles files) =>
        Classes(files).Select(ProjectFiles.ClassFile).Concat(Regions(files).Select(ProjectFiles.RegionFile)).SelectMany(file => Findings(files, file));

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

    private static ImmutableArray<string> Names(ProjectFiles files, string folder)
    {
        try
        {
            var found = new DirectoryInfo(files.PathOf(folder));
            return !found.Exists ? [] :
            [
                .. found.EnumerateFiles($"*{Extension}").Select(file => file.Name[..^Extension.Length]).Where(name => name.Length > 0 && name[0] != '.').Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // Whoever names one of them is told.
        }
    }
}
