using Infra.Engine.Projects;

namespace Infra.Engine.Storage;

/// <summary>What the engine remembers between runs, under <c>.infra/</c> of a project: the states of its stacks, their last versions, and locks.</summary>
/// <remarks>It knows nothing of what a state says. Whatever fails, the state on disk is the last one that was written whole.</remarks>
public sealed class StateStore
{
    /// <summary>How many earlier states of a stack are kept.</summary>
    public const int HistoryLength = 10;

    private const string Folder = ".infra";
    private const string Extension = ".json";
    private const int BufferSize = 1 << 16;

    private readonly string _project;
    private readonly TimeProvider _time;

    /// <summary>Opens the store of a project; nothing is created before something is written.</summary>
    /// <param name="projectDirectory">The folder of <c>Pulumi.yaml</c>.</param>
    /// <param name="time">Tells the time for locks; null for the system's clock.</param>
    public StateStore(string projectDirectory, TimeProvider? time = null) =>
        (_project, _time) = (Path.GetFullPath(projectDirectory), time ?? TimeProvider.System);

    /// <summary>The names of the stacks that have a recorded state, in ordinal order.</summary>
    public IReadOnlyList<string> Stacks
    {
        get
        {
            var folder = Path.Combine(_project, Folder, "state");
            return Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
                : [];
        }
    }

    /// <summary>Where the state of a stack is, or would be.</summary>
    /// <exception cref="EngineException">It is not a name that a stack can have.</exception>
    public string StatePath(string stack) => Path.Combine(_project, Folder, "state", StackName.ToFileName(stack) + Extension);

    /// <summary>The state of a stack as it was written; null when there is none.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public ReadOnlyMemory<byte>? Read(string stack)
    {
        var path = StatePath(stack);
        try
        {
            return File.Exists(path) ? new ReadOnlyMemory<byte>(File.ReadAllBytes(path)) : default(ReadOnlyMemory<byte>?);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The state of stack '{stack}' cannot be read from {Display(path)}: {e.Message}", e);
        }
    }

    /// <summary>Replaces the state of a stack in one step, and keeps the one before as history.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="write">Writes the new state; whatever it throws leaves the old one in place.</param>
    /// <returns>False when the state is what it was, byte by byte; then nothing is touched.</returns>
    /// <exception cref="StorageException">It cannot be written, as when the disk is full; the state is as it was.</exception>
    public bool Write(string stack, Action<Stream> write)
    {
        var path = StatePath(stack);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var isChanged = true;
            AtomicFile.Write(path, write, isPrivate: true, beforeReplacing: newPath =>
            {
                isChanged = !HasSameContent(path, newPath);
                if (isChanged)
                    KeepHistory(stack, path);

                return isChanged;
            });
            return isChanged;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The state of stack '{stack}' cannot be written to {Display(path)}: {e.Message.TrimEnd('.')}. What is recorded is as it was before.", e);
        }
    }

    /// <summary>Removes the state of a stack; the last one stays as history.</summary>
    /// <exception cref="StorageException">It cannot be removed; the state is as it was.</exception>
    public void Remove(string stack)
    {
        var path = StatePath(stack);
        try
        {
            KeepHistory(stack, path);
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // What was never recorded is gone already.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The state of stack '{stack}' cannot be removed from {Display(path)}: {e.Message}", e);
        }
    }

    /// <summary>The paths of a stack's earlier states, the newest first.</summary>
    public IReadOnlyList<string> History(string stack) => [.. Enumerable.Reverse(Numbered(HistoryFolder(stack))).Select(entry => entry.Path)];

    /// <summary>Takes the lock of a stack, so that no other run changes it.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="operation">What the lock is for, such as <c>up</c>.</param>
    /// <returns>The lock; dispose it to give it back.</returns>
    /// <exception cref="StorageException">Another run holds it, or it cannot be written.</exception>
    public StackLock Lock(string stack, string operation)
    {
        var path = Path.Combine(_project, Folder, "locks", StackName.ToFileName(stack) + Extension);
        return StackLock.Take(stack, path, Display(path), operation, _time);
    }

    /// <summary>A path as messages show it: relative to the project, with forward slashes.</summary>
    public string Display(string path) => Path.GetRelativePath(_project, path).Replace('\\', '/');

    private string HistoryFolder(string stack) => Path.Combine(_project, Folder, "history", StackName.ToFileName(stack));

    private void KeepHistory(string stack, string path)
    {
        if (!File.Exists(path))
            return;

        var folder = HistoryFolder(stack);
        Directory.CreateDirectory(folder);
        var entries = Numbered(folder);
        var next = entries.Count == 0 ? 1 : entries[^1].Number + 1;
        AtomicFile.Write(
            Path.Combine(folder, $"{next:D6}{Extension}"),
            to =>
            {
                using var from = File.OpenRead(path);
                from.CopyTo(to, BufferSize);
            },
            isPrivate: true);
        foreach (var (_, old) in entries.Take(Math.Max(0, entries.Count + 1 - HistoryLength)))
            File.Delete(old);
    }

    private static List<(int Number, string Path)> Numbered(string folder)
    {
        if (!Directory.Exists(folder))
            return [];

        return
        [
            .. Directory.EnumerateFiles(folder, "*" + Extension)
                .Where(file => int.TryParse(Path.GetFileNameWithoutExtension(file), out _))
                .Select(file => (Number: int.Parse(Path.GetFileNameWithoutExtension(file)), Path: file))
                .OrderBy(entry => entry.Number),
        ];
    }

    private static bool HasSameContent(string path, string otherPath)
    {
        if (!File.Exists(path) || new FileInfo(path).Length != new FileInfo(otherPath).Length)
            return false;

        using var left = File.OpenRead(path);
        using var right = File.OpenRead(otherPath);
        Span<byte> leftBuffer = new byte[BufferSize];
        Span<byte> rightBuffer = new byte[BufferSize];
        while (true)
        {
            var read = left.ReadAtLeast(leftBuffer, BufferSize, throwOnEndOfStream: false);
            if (right.ReadAtLeast(rightBuffer, BufferSize, throwOnEndOfStream: false) != read || !leftBuffer[..read].SequenceEqual(rightBuffer[..read]))
                return false;
            if (read == 0)
                return true;
        }
    }
}

/// <summary>Something under <c>.infra/</c> that cannot be read, written or locked; what is recorded is as it was.</summary>
public sealed class StorageException(string message, Exception? inner = null) : EngineException(message, inner);
