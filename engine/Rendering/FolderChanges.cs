using System.Collections.Immutable;

namespace Infra.Engine.Rendering;

/// <summary>What has to be done so that a folder holds a tree.</summary>
internal sealed class FolderChanges
{
    private readonly ImmutableArray<string>.Builder _warnings = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableSortedDictionary<string, string>.Builder _written = FolderIndex.Empty.Written.ToBuilder();
    private readonly SortedSet<string> _foreign = new(StringComparer.Ordinal);
    private readonly FolderContent _folder;
    private readonly string _display;
    private int _unchanged;

    private FolderChanges(FolderContent folder, FolderIndex oldIndex, string display) => (_folder, OldIndex, _display) = (folder, oldIndex, display);

    /// <summary>What the index says now.</summary>
    public FolderIndex OldIndex { get; }

    /// <summary>The files to write, in ordinal order of their paths.</summary>
    public List<KeyValuePair<string, ReadOnlyMemory<byte>>> Writes { get; } = [];

    /// <summary>The files to remove, in ordinal order.</summary>
    public List<string> Removals { get; } = [];

    /// <summary>What the index has to say while files are written: each is old, or new.</summary>
    public FolderIndex IndexWhileWriting
    {
        get
        {
            var pending = OldIndex.Pending.ToBuilder();
            foreach (var (path, _) in Writes)
            {
                var hashes = pending.GetValueOrDefault(path, []);
                pending[path] = hashes.Contains(_written[path], StringComparer.Ordinal) ? hashes : hashes.Add(_written[path]);
            }

            return OldIndex with { Pending = pending.ToImmutable() };
        }
    }

    /// <summary>What the index has to say in the end.</summary>
    public FolderIndex NewIndex => FolderIndex.Empty with { Written = _written.ToImmutable() };

    /// <summary>Whether that is not what it says now.</summary>
    public bool HasIndexChanges => !OldIndex.Pending.IsEmpty || !OldIndex.Written.SequenceEqual(_written);

    /// <summary>The same for whoever asked.</summary>
    public RenderedChanges Result => new([.. Writes.Select(file => file.Key)], [.. Removals], [.. _warnings], _unchanged);

    /// <summary>Compares a folder with what it should hold.</summary>
    /// <exception cref="EngineException">Something of somebody else is in the way.</exception>
    public static FolderChanges Find(FolderContent folder, FolderIndex index, RenderedTree tree, string display)
    {
        var changes = new FolderChanges(folder, index, display);
        foreach (var file in tree.Files)
            changes.CompareFile(file);

        if (changes._foreign.Count > 0)
        {
            throw new EngineException(
                $"{display} holds what somebody else made where rendered files have to go. Nothing was written; move these away, then run again:"
                + string.Concat(changes._foreign.Select(path => $"\n  {(path.Length == 0 ? display : $"{display}/{path}")}")));
        }

        foreach (var path in index.Written.Keys.Union(index.Pending.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!changes._written.ContainsKey(path))
                changes.CompareUnwanted(path);
        }

        return changes;
    }

    private void CompareFile(KeyValuePair<string, ReadOnlyMemory<byte>> file)
    {
        _written[file.Key] = FolderIndex.Hash(file.Value.Span);
        switch (_folder.Look(file.Key))
        {
            case FoundKind.Nothing:
                Writes.Add(file);
                break;
            case FoundKind.File:
                CompareContent(file);
                break;
            case FoundKind.Link when OldIndex.Written.ContainsKey(file.Key):
                _warnings.Add($"{_display}/{file.Key} had become a link; it is a file again, and what the link leads to is as it was.");
                Writes.Add(file);
                break;
            case FoundKind.Blocked:
                _foreign.Add(_folder.Obstacle(file.Key));
                break;
            default:
                _foreign.Add(file.Key);
                break;
        }
    }

    private void CompareContent(KeyValuePair<string, ReadOnlyMemory<byte>> file)
    {
        var content = _folder.Read(file.Key);
        if (file.Value.Span.SequenceEqual(content))
        {
            _unchanged++;
            return;
        }

        var isAsWritten = OldIndex.IsOurs(file.Key, FolderIndex.Hash(content));
        if (!isAsWritten && !OldIndex.Written.ContainsKey(file.Key))
        {
            _foreign.Add(file.Key);
            return;
        }

        if (!isAsWritten)
            _warnings.Add($"{_display}/{file.Key} was edited since it was rendered; the edit is gone.");
        Writes.Add(file);
    }

    private void CompareUnwanted(string path)
    {
        var isWritten = OldIndex.Written.ContainsKey(path);
        switch (_folder.Look(path))
        {
            case FoundKind.Link when isWritten:
                _warnings.Add($"{_display}/{path} had become a link; the link is removed, and what it leads to is as it was.");
                Removals.Add(path);
                break;
            case FoundKind.File:
                var isAsWritten = OldIndex.IsOurs(path, FolderIndex.Hash(_folder.Read(path)));
                if (!isAsWritten && isWritten)
                    _warnings.Add($"{_display}/{path} was edited since it was rendered; it is no longer part of the stack and was removed.");
                if (isAsWritten || isWritten)
                    Removals.Add(path);
                break;
            default:
                // It is gone, or something else is in its place.
                break;
        }
    }
}
