namespace Infra.Engine.Storage;

/// <summary>Replaces a file's content in one step: readers, and a machine that stops at the wrong moment, see the old content or the new.</summary>
internal static class AtomicFile
{
    /// <summary>What the name of a file that is being written ends with.</summary>
    public const string NewSuffix = ".infra-new";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes beside the file, makes sure that it is on the disk, and renames.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content; whatever it throws leaves the file as it was.</param>
    /// <param name="isPrivate">Whether only the owner may read it.</param>
    /// <param name="isDurable">Whether to wait until the disk has it.</param>
    /// <param name="beforeReplacing">Told the path of what was written, just before it takes the file's place; may decide that it does not.</param>
    public static void Write(string path, Action<Stream> write, bool isPrivate, bool isDurable = true, Func<string, bool>? beforeReplacing = null)
    {
        var newPath = path + NewSuffix;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
        try
        {
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = Mode(path, isPrivate);

            File.Delete(newPath);
            using (var stream = new FileStream(newPath, options))
            {
                write(stream);
                stream.Flush(flushToDisk: isDurable);
            }

            if (beforeReplacing?.Invoke(newPath) ?? true)
                File.Move(newPath, path, overwrite: true);
            else
                File.Delete(newPath);
        }
        catch
        {
            TryDelete(newPath);
            throw;
        }
    }

    private static UnixFileMode? Mode(string path, bool isPrivate)
    {
        if (isPrivate)
            return OwnerOnly;

        return !OperatingSystem.IsWindows() && File.Exists(path) ? File.GetUnixFileMode(path) : null;
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reason why the write failed is what has to be told; the next write deletes what is left.
        }
    }
}
