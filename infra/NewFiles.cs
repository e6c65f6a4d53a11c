using System.Text;
using Infra.Engine;
using Infra.Stacks.Reading;

namespace Infra;

/// <summary>Writes files of the project so that nobody ever reads half of one.</summary>
internal static class NewFiles
{
    /// <summary>Writes files that are not there yet: all of them, or none.</summary>
    /// <param name="project">The project.</param>
    /// <param name="contents">The text of each, by its name relative to the project.</param>
    /// <exception cref="EngineException">One is there already, or cannot be written; then none is.</exception>
    public static void Write(ProjectFiles project, IReadOnlyCollection<KeyValuePair<string, string>> contents)
    {
        var drafts = new List<(string Draft, string Path)>();
        var written = new List<string>();
        try
        {
            foreach (var (name, text) in contents)
            {
                var path = project.PathOf(name);
                drafts.Add((DraftOf(path), path));
                WriteDraft(path, text);
            }

            foreach (var (draft, path) in drafts)
            {
                File.Move(draft, path, overwrite: false);
                written.Add(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            foreach (var path in written.Concat(drafts.Select(draft => draft.Draft)))
                Remove(path);
            throw new EngineException($"Nothing was written: {e.Message}", e);
        }
    }

    /// <summary>Writes a file, in place of what was there.</summary>
    /// <exception cref="EngineException">It cannot be written; what was there is there still.</exception>
    public static void Replace(ProjectFiles project, string name, string text)
    {
        var path = project.PathOf(name);
        try
        {
            WriteDraft(path, text);
            File.Move(DraftOf(path), path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(DraftOf(path));
            throw new EngineException($"{name} cannot be written: {e.Message}", e);
        }
    }

    // A name that begins with a dot is no site's, so that nobody takes half a file for one.
    private static string DraftOf(string path) => Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Environment.ProcessId}");

    private static void WriteDraft(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(DraftOf(path), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return; // What cannot be removed now was hardly written; the first error is the one to tell.
        }
    }
}
