using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Infra.Engine.Rendering;

/// <summary>Which files of a folder are ours, and what we wrote into them.</summary>
/// <param name="Written">The hash of each file that was written.</param>
/// <param name="Pending">The hashes of what a run that was interrupted may have written besides.</param>
internal sealed record FolderIndex(
    ImmutableSortedDictionary<string, string> Written,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Pending)
{
    /// <summary>The name of its file.</summary>
    public const string FileName = ".infra-index.json";

    private const int Version = 1;

    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>The index of a folder in which nothing is ours.</summary>
    public static readonly FolderIndex Empty = new(
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal));

    /// <summary>What a content is told apart by.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Whether we wrote that content to that path, or an interrupted run of ours may have.</summary>
    public bool IsOurs(string path, string hash) =>
        (Written.TryGetValue(path, out var written) && written == hash) || (Pending.TryGetValue(path, out var pending) && pending.Contains(hash, StringComparer.Ordinal));

    /// <summary>Reads an index.</summary>
    /// <param name="json">The file.</param>
    /// <param name="place">How messages call the file.</param>
    /// <exception cref="EngineException">It is not what we wrote.</exception>
    public static FolderIndex Read(ReadOnlySpan<byte> json, string place)
    {
        try
        {
            var document = JsonSerializer.Deserialize<IndexDocument>(json, JsonOptions) ?? throw new JsonException();
            if (document.Version != Version)
            {
                throw new EngineException(
                    $"{place}: this index has version {document.Version}, and version {Version} is what is understood here. A newer version of this program wrote it; use that one.");
            }

            // What stands here is overwritten and deleted, so it may name nothing that is elsewhere.
            if (document.Files.Keys.Concat(document.Pending.Keys).FirstOrDefault(path => !RenderedPath.IsSafe(path)) is { } outside)
                throw new JsonException($"'{outside}' is no path in this folder.");
            if (document.Files.ContainsValue(null!) || document.Pending.ContainsValue(null!))
                throw new JsonException("A file has no hash.");

            return new FolderIndex(
                document.Files.ToImmutableSortedDictionary(StringComparer.Ordinal),
                document.Pending.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.ToImmutableArray(), StringComparer.Ordinal));
        }
        catch (JsonException e)
        {
            throw new EngineException(
                $"{place}: this index of the rendered files cannot be read, so nothing is changed. Restore it, or delete it: files that are as they would be rendered are then taken over, and others are named.", e);
        }
    }

    /// <summary>Writes the index: one line for each file, so that version control shows what changed.</summary>
    public byte[] Write()
    {
        var text = new StringBuilder($"{{\n  \"version\": {Version},\n  \"files\": {{");
        Append(text, Written, hash => $"\"{hash}\"");
        text.Append('}');
        if (!Pending.IsEmpty)
        {
            text.Append(",\n  \"pending\": {");
            Append(text, Pending, hashes => $"[\"{string.Join("\", \"", hashes)}\"]");
            text.Append('}');
        }

        return Encoding.UTF8.GetBytes(text.Append("\n}\n").ToString());
    }

    private static void Append<T>(StringBuilder text, ImmutableSortedDictionary<string, T> entries, Func<T, string> write)
    {
        var separator = "";
        foreach (var (path, value) in entries)
        {
            text.Append(separator).Append("\n    ").Append(JsonSerializer.Serialize(path)).Append(": ").Append(write(value));
            separator = ",";
        }

        text.Append(entries.IsEmpty ? "" : "\n  ");
    }

    private sealed record IndexDocument
    {
        public int Version { get; init; }

        public Dictionary<string, string> Files { get; init; } = [];

        public Dictionary<string, string[]> Pending { get; init; } = [];
    }
}
