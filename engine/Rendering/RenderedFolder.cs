using System.Collections.Immutable;
using Infra.Engine.Projects;
using Infra.Engine.Storage;

namespace Infra.Engine.Rendering;

/// <summary>A stack's folder of rendered files, such as <c>rendered/dev</c>.</summary>
/// <remarks>
/// Files that somebody else made are never touched: one that is in the way is an error, before anything is written. A file of ours that was
/// edited is restored, with a warning. A run that is stopped half way is completed by the next.
/// </remarks>
/// <param name="path">The folder; it need not exist.</param>
/// <param name="display">The folder's name in messages.</param>
public sealed class RenderedFolder(string path, string display)
{
    private const int ShownInMessage = 10;

    private readonly string _path = Path.GetFullPath(path);

    /// <summary>The folder of a stack in a project: <c>rendered/&lt;stack&gt;</c>.</summary>
    /// <exception cref="EngineException">It is not a name that a stack can have.</exception>
    public static RenderedFolder Of(string projectDirectory, string stack)
    {
        var name = StackName.ToFileName(stack);
        return new RenderedFolder(Path.Combine(projectDirectory, "rendered", name), $"rendered/{name}");
    }

    /// <summary>Makes the folder hold exactly these files of ours.</summary>
    /// <returns>What was done.</returns>
    /// <exception cref="EngineException">A foreign file or a link is in the way, or something cannot be written.</exception>
    public RenderedChanges Apply(RenderedTree tree)
    {
        foreach (var file in tree.Files.Keys)
            RenderedPath.Check(file);

        try
        {
            var index = RenderedIndex.Read(_path, display);
            RefuseForeign(tree, index);
            return Apply(tree, index);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"{display} cannot be written: {e.Message.TrimEnd('.')}. Run again to complete it.", e);
        }
    }

    private RenderedChanges Apply(RenderedTree tree, RenderedIndex index)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        var wanted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var written = ImmutableArray.CreateBuilder<string>();
        foreach (var (file, content) in tree.Files)
        {
            var hash = wanted[file] = RenderedIndex.Hash(content.Span);
            var found = HashOf(file);
            if (found == hash)
                continue;

            written.Add(file);
            if (found is not null && !index.IsOurs(file, found))
                warnings.Add($"{display}/{file} was edited since it was rendered; the edit is gone.");
        }

        var removed = index.Files.Keys.Union(index.Pending.Keys, StringComparer.Ordinal).Where(file => !wanted.ContainsKey(file)).Order(StringComparer.Ordinal).ToImmutableArray();
        foreach (var file in removed)
        {
            if (HashOf(file) is { } found && !index.IsOurs(file, found))
                warnings.Add($"{display}/{file} was edited since it was rendered; it is no longer part of the stack and was removed.");
        }

        if (written.Count == 0 && removed.IsEmpty && index.Pending.Count == 0 && index.Files.SequenceEqual(wanted))
            return new RenderedChanges([], [], [], tree.Files.Count);

        Carry(tree, index, wanted, written, removed);
        return new RenderedChanges(written.ToImmutable(), removed, warnings.ToImmutable(), tree.Files.Count - written.Count);
    }

    // The order is what makes it safe to stop anywhere: first it is noted what is about to be ours, last what is.
    private void Carry(RenderedTree tree, RenderedIndex index, SortedDictionary<string, string> wanted, IEnumerable<string> written, ImmutableArray<string> removed)
    {
        Directory.CreateDirectory(_path);
        foreach (var file in index.Pending.Keys)
            File.Delete(Full(file) + AtomicFile.NewSuffix);

        (index with { Pending = wanted }).Write(_path);
        foreach (var file in written)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Full(file))!);
            AtomicFile.Write(Full(file), stream => stream.Write(tree.Files[file].Span), isPrivate: false, isDurable: false);
        }

        foreach (var file in removed)
        {
            if (File.Exists(Full(file)))
                File.Delete(Full(file));

            RemoveEmptyFolders(Path.GetDirectoryName(Full(file))!);
        }

        if (wanted.Count > 0)
        {
            (RenderedIndex.Empty with { Files = wanted }).Write(_path);
            return;
        }

        File.Delete(Path.Combine(_path, RenderedIndex.FileName));
        if (!Directory.EnumerateFileSystemEntries(_path).Any())
            Directory.Delete(_path);
    }

    private void RefuseForeign(RenderedTree tree, RenderedIndex index)
    {
        var foreign = new List<string>();
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, content) in tree.Files)
        {
            for (var slash = file.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = file.IndexOf('/', slash + 1))
            {
                var folder = file[..slash];
                if (folders.Add(folder) && (File.Exists(Full(folder)) || new DirectoryInfo(Full(folder)).LinkTarget is not null))
                    foreign.Add(folder);
            }

            var isInTheWay = Directory.Exists(Full(file))
                || (!index.Has(file) && File.Exists(Full(file)) && HashOf(file) != RenderedIndex.Hash(content.Span));
            if (isInTheWay)
                foreign.Add(file);
        }

        if (foreign.Count == 0)
            return;

        var more = foreign.Count > ShownInMessage ? $" and {foreign.Count - ShownInMessage} more" : "";
        throw new EngineException(
            $"{display} holds what somebody else made where rendered files have to go: {string.Join(", ", foreign.Take(ShownInMessage))}{more}. "
            + "Nothing was written; move it away, then run again.");
    }

    private void RemoveEmptyFolders(string folder)
    {
        while (folder.Length > _path.Length && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }
    }

    private string? HashOf(string file) => File.Exists(Full(file)) ? RenderedIndex.Hash(File.ReadAllBytes(Full(file))) : null;

    private string Full(string file) => Path.Combine(_path, file);
}

/// <summary>What was done to a stack's folder.</summary>
/// <param name="Written">The files that are new or have another content.</param>
/// <param name="Removed">The files that are no longer part of the stack.</param>
/// <param name="Warnings">Edits that were undone.</param>
/// <param name="UnchangedCount">How many files were right already.</param>
public sealed record RenderedChanges(ImmutableArray<string> Written, ImmutableArray<string> Removed, ImmutableArray<string> Warnings, int UnchangedCount);
