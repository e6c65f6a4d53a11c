using System.Xml.Linq;

namespace Infra.Interop.Tests.Repository;

/// <summary>The files that the repository tracks.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] BinaryEndings = [".png", ".ico", ".zip", ".gz"];

    /// <summary>Their paths, from the root.</summary>
    public static async Task<IReadOnlyList<string>> PathsAsync() =>
        [.. (await ChildProcess.RunAsync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], Prerequisites.RepositoryRoot))
            .Succeeded()
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => File.Exists(Absolute(path)))
            .Distinct(StringComparer.Ordinal)];

    /// <summary>Every line of every text file, with its place.</summary>
    public static async Task<IReadOnlyList<(string Path, int Number, string Text)>> LinesAsync()
    {
        var lines = new List<(string, int, string)>();
        foreach (var path in (await PathsAsync()).Where(path => !BinaryEndings.Contains(Path.GetExtension(path), StringComparer.Ordinal)))
        {
            var number = 0;
            await foreach (var line in File.ReadLinesAsync(Absolute(path), TestContext.Current.CancellationToken))
            {
                lines.Add((path, ++number, line));
            }
        }

        return lines;
    }

    /// <summary>The packages whose versions are pinned.</summary>
    public static IEnumerable<string> PinnedPackages() =>
        XDocument.Load(Absolute("Directory.Packages.props")).Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value);

    /// <summary>The version to which a package is pinned.</summary>
    public static string PinnedVersion(string package) =>
        XDocument.Load(Absolute("Directory.Packages.props")).Descendants("PackageVersion").Single(entry => entry.Attribute("Include")!.Value == package).Attribute("Version")!.Value;

    /// <summary>Where a file is.</summary>
    public static string Absolute(string path) => Path.Combine(Prerequisites.RepositoryRoot, path);
}
