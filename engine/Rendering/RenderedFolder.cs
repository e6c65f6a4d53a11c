using System.Collections.Immutable;
using Infra.Engine.Projects;
using Infra.Engine.Storage;

namespace Infra.Engine.Rendering;

/// <summary>A stack's folder of rendered files, such as <c>rendered/dev</c>, in which others may keep files too.</summary>
/// <remarks>
/// It knows its own files by an index with their hashes. Files that somebody else made are never touched: one that is in the way is an error, before
/// anything is written. A file of ours that was edited is restored, with a warning. A run that is stopped at any moment leaves whole files, each known
/// to the index, and the next run completes it. Two runs at once are not provided for: whoever calls holds the stack's lock.
/// </remarks>
/// <param name="path">The folder; it need not exist.</param>
/// <param name="display">The folder's name in messages.</param>
public sealed class RenderedFolder(string path, string display)
{
    private readonly string _path = Path.GetFullPath(path);

    private string IndexPath => Full(FolderIndex.FileName);

    /// <summary>The folder of a stack in a project: <c>rendered/&lt;stack&gt;</c>.</summary>
    /// <exception cref="EngineException">It is not a name that a stack can have.</exception>
    public static RenderedFolder Of(string projectDirectory, string stack)
    {
        var name = StackName.ToFileName(stack);
        return new RenderedFolder(Path.Combine(projectDirectory, "rendered", name), $"rendered/{name}");
    }

    /// <summary>Tells what <see cref="Apply"/> would do; nothing is changed.</summary>
    /// <exception cref="EngineException">Something of somebody else is in the way, or something cannot be read.</exception>
    public RenderedChanges Plan(RenderedTree tree) => Guard("read", () => Compare(tree)).Result;

    /// <summary>Makes the folder hold exactly these files of ours.</summary>
    /// <returns>What was done.</returns>
    /// <exception cref="EngineException">Something of somebody else is in the way, all of which is named, or something cannot be read or written.</exception>
    public RenderedChanges Apply(RenderedTree tree)
    {
        var changes = Guard("read", () => Compare(tree));
        return Guard("written", () =>
        {
            CarryOut(changes);
            return changes.Result;
        });
    }

    private FolderChanges Compare(RenderedTree tree)
    {
        if (tree.Files.Keys.FirstOrDefault(file => !RenderedPath.IsSafe(file)) is { } unsafePath)
            throw new InvalidOperationException($"'{unsafePath}' is no path of a rendered file.");

        var index = File.Exists(IndexPath) ? FolderIndex.Read(File.ReadAllBytes(IndexPath), $"{display}/{FolderIndex.FileName}") : FolderIndex.Empty;
        return FolderChanges.Find(new FolderContent(_path), index, tree, display);
    }

    // The order is what makes it safe to stop anywhere: before a file is written the index says that it may be, and until a file is gone the index has it.
    private void CarryOut(FolderChanges changes)
    {
        DeleteLeftovers(changes.OldIndex);
        if (changes.Writes.Count > 0)
            Write(changes.IndexWhileWriting);

        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, content) in changes.Writes)
        {
            var folder = Path.GetDirectoryName(Full(file))!;
            if (folders.Add(folder))
                Directory.CreateDirectory(folder);

            // No wait for the disk: after a power failure the next run sees by the content what is missing.
            AtomicFile.Write(Full(file), stream => stream.Write(content.Span), isPrivate: false, isDurable: false);
        }

        foreach (var file in changes.Removals)
            File.Delete(Full(file));
        foreach (var folder in FoldersOf(changes.Removals))
            DeleteIfEmpty(folder);

        if (!changes.NewIndex.Written.IsEmpty)
        {
            if (changes.HasIndexChanges || changes.Writes.Count > 0)
                Write(changes.NewIndex);
        }
        else if (changes.HasIndexChanges)
        {
            File.Delete(IndexPath);
            DeleteIfEmpty(_path);
        }
    }

    private void Write(FolderIndex index)
    {
        Directory.CreateDirectory(_path);
        AtomicFile.Write(IndexPath, stream => stream.Write(index.Write()), isPrivate: false);
    }

    // Half-written files of a run that was stopped: only what is pending can have any.
    private void DeleteLeftovers(FolderIndex old)
    {
        var content = new FolderContent(_path);
        foreach (var leftover in old.Pending.Keys.Select(file => file + AtomicFile.NewSuffix))
        {
            if (content.Look(leftover) == FoundKind.File)
                File.Delete(Full(leftover));
        }
    }

    // The inner ones first.
    private IEnumerable<string> FoldersOf(IEnumerable<string> files)
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            for (var slash = file.LastIndexOf('/'); slash > 0; slash = file.LastIndexOf('/', slash - 1))
                folders.Add(file[..slash]);
        }

        return folders.Reverse().Select(Full);
    }

    private static void DeleteIfEmpty(string folder)
    {
        var found = new DirectoryInfo(folder);
        if (found is { Exists: true, LinkTarget: null } && !found.EnumerateFileSystemInfos().Any())
            found.Delete();
    }

    private string Full(string file) => Path.Combine(_path, file);

    private T Guard<T>(string verb, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"{display} cannot be {verb}: {e.Message.TrimEnd('.')}. Run again to complete it.", e);
        }
    }
}

/// <summary>What was done to a stack's folder, or would be.</summary>
/// <param name="Written">The files that are new or have another content.</param>
/// <param name="Removed">The files that are no longer part of the stack.</param>
/// <param name="Warnings">Edits that were undone.</param>
/// <param name="UnchangedCount">How many files were right already.</param>
public sealed record RenderedChanges(ImmutableArray<string> Written, ImmutableArray<string> Removed, ImmutableArray<string> Warnings, int UnchangedCount);
