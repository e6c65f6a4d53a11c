using System.Security.Cryptography;
using System.Text.Json;
using Infra.Engine.Storage;

namespace Infra.Engine.Rendering;

/// <summary>Which files of a stack's folder are ours, and what we wrote into them.</summary>
/// <remarks>
/// Before anything is written, what is going to be written is noted as pending, so that a run that was stopped half way leaves no file
/// of which nobody knows whose it is.
/// </remarks>
internal sealed record RenderedIndex(int Version, SortedDictionary<string, string> Files, SortedDictionary<string, string> Pending)
{
    /// <summary>The index's own file.</summary>
    public const string FileName = ".infra-index.json";

    private const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        RespectRequiredConstructorParameters = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static RenderedIndex Empty => new(CurrentVersion, new(StringComparer.Ordinal), new(StringComparer.Ordinal));

    /// <summary>The hash by which a file's content is known again.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Reads the index of a folder; an empty one when there is none.</summary>
    /// <exception cref="EngineException">It is damaged, or of a later version.</exception>
    public static RenderedIndex Read(string folder, string display)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return Empty;

        try
        {
            var index = JsonSerializer.Deserialize<RenderedIndex>(File.ReadAllBytes(path), Json) ?? throw new JsonException("it is empty");
            if (index.Version != CurrentVersion)
                throw new EngineException($"{display}/{FileName} is of version {index.Version}; this program knows version {CurrentVersion}. Use the program that wrote it, or delete {display}.");

            foreach (var file in index.Files.Keys.Concat(index.Pending.Keys))
                RenderedPath.Check(file);

            return new RenderedIndex(
                index.Version, new(index.Files, StringComparer.Ordinal), new(index.Pending, StringComparer.Ordinal));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new EngineException($"{display}/{FileName} is damaged, so nobody can say which files there are ours. Delete {display} and render again.", e);
        }
    }

    /// <summary>Writes the index in one step.</summary>
    public void Write(string folder) =>
        AtomicFile.Write(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, this, Json), isPrivate: false);

    /// <summary>Whether a file is ours.</summary>
    public bool Has(string path) => Files.ContainsKey(path) || Pending.ContainsKey(path);

    /// <summary>Whether a content is what we wrote, or were about to write.</summary>
    public bool IsOurs(string path, string hash) =>
        (Files.TryGetValue(path, out var written) && written == hash) || (Pending.TryGetValue(path, out var pending) && pending == hash);
}

/// <summary>Paths inside a stack's folder.</summary>
internal static class RenderedPath
{
    /// <summary>Refuses a path that could lead out of the folder, or that another file system would read in another way.</summary>
    /// <exception cref="InvalidOperationException">It does.</exception>
    public static void Check(string path)
    {
        var isSafe = path.Length > 0 && path != RenderedIndex.FileName && path.Split('/').All(part =>
            part.Length > 0
            && part is not ("." or "..")
            && part.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.' or '_'));
        if (!isSafe)
            throw new InvalidOperationException($"'{path}' is no path of a rendered file.");
    }
}
