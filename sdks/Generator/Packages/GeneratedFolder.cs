namespace Infra.Sdks.Generator.Packages;

/// <summary>The folder of a package that holds generated files and nothing else.</summary>
internal static class GeneratedFolder
{
    /// <summary>The files in the folder: path below it, with forward slashes, and content.</summary>
    public static SortedDictionary<string, string> Read(string folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
            return files;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            files.Add(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path));
        return files;
    }

    /// <summary>Makes the folder hold exactly the given files.</summary>
    /// <returns>How many files were written and how many removed.</returns>
    public static (int Written, int Removed) Write(string folder, IReadOnlyDictionary<string, string> files)
    {
        var present = Read(folder);
        var written = 0;
        foreach (var (path, content) in files)
        {
            if (present.TryGetValue(path, out var old) && old == content)
                continue;
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, content);
            written++;
        }

        var stale = present.Keys.Where(path => !files.ContainsKey(path)).ToList();
        stale.ForEach(path => File.Delete(Path.Combine(folder, path)));
        RemoveEmptyFolders(folder);
        return (written, stale.Count);
    }

    private static void RemoveEmptyFolders(string folder)
    {
        foreach (var child in Directory.GetDirectories(folder))
        {
            RemoveEmptyFolders(child);
            if (!Directory.EnumerateFileSystemEntries(child).Any())
                Directory.Delete(child);
        }
    }
}
