namespace Infra.Engine.Rendering;

/// <summary>What stands at a path.</summary>
internal enum FoundKind
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A link, wherever it leads.</summary>
    Link,

    /// <summary>Nothing can, because something on the way there is no folder, or a link that leads elsewhere.</summary>
    Blocked,
}

/// <summary>Looks into a folder without following links out of it.</summary>
/// <param name="root">The folder itself may be a link: that is a choice of whoever made it.</param>
internal sealed class FolderContent(string root)
{
    private readonly Dictionary<string, FoundKind> _folders = new(StringComparer.Ordinal);

    /// <summary>What stands at a path.</summary>
    public FoundKind Look(string path)
    {
        var folder = LookAtFolder(Parent(path));
        return folder == FoundKind.Folder ? LookAtEntry(path) : folder;
    }

    /// <summary>What is in the way to a blocked path; empty when it is the folder itself.</summary>
    public string Obstacle(string path)
    {
        var parent = Parent(path);
        return parent.Length > 0 && LookAtFolder(Parent(parent)) == FoundKind.Blocked ? Obstacle(parent) : parent;
    }

    /// <summary>The bytes of a file.</summary>
    public byte[] Read(string path) => File.ReadAllBytes(Path.Combine(root, path));

    private FoundKind LookAtFolder(string path)
    {
        if (path.Length == 0)
            return Directory.Exists(root) ? FoundKind.Folder : File.Exists(root) ? FoundKind.Blocked : FoundKind.Nothing;
        if (_folders.TryGetValue(path, out var known))
            return known;

        var found = LookAtFolder(Parent(path));
        if (found == FoundKind.Folder)
            found = LookAtEntry(path) is FoundKind.File or FoundKind.Link ? FoundKind.Blocked : LookAtEntry(path);

        return _folders[path] = found;
    }

    private FoundKind LookAtEntry(string path)
    {
        var entry = new FileInfo(Path.Combine(root, path));
        if (entry.LinkTarget is not null)
            return FoundKind.Link;
        if (entry.Exists)
            return FoundKind.File;

        return Directory.Exists(entry.FullName) ? FoundKind.Folder : FoundKind.Nothing;
    }

    private static string Parent(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";
}
