using System.Text;
using Infra.Engine;
using Infra.Stacks.Reading;

namespace Infra;

/// <summary>Writes files that are not there yet: all of them, or none.</summary>
internal static class NewFiles
{
    /// <summary>Writes them.</summary>
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
                var folder = Path.GetDirectoryName(path)!;
                Directory.CreateDirectory(folder);

                // A name that begins with a dot is no site's, so that nobody takes half a file for one.
                var draft = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}");
                drafts.Add((draft, path));
                File.WriteAllText(draft, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
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
