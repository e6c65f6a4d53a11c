namespace Infra.Engine.Rendering;

/// <summary>Paths inside a stack's folder.</summary>
internal static class RenderedPath
{
    /// <summary>Whether a path leads to no place out of the folder, and reads the same on every file system.</summary>
    public static bool IsSafe(string path) =>
        path.Length > 0
        && path != FolderIndex.FileName
        && path.Split('/').All(part =>
            part.Length > 0
            && part is not ("." or "..")
            && part.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.' or '_'));
}
