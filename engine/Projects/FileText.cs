using Infra.Documents;

namespace Infra.Engine.Projects;

/// <summary>Reads the files of a project, so that what is wrong with them is an error of the engine's users.</summary>
internal static class FileText
{
    /// <summary>A file's text, without its byte order mark.</summary>
    /// <exception cref="InvalidFileException">It cannot be read, or is not text.</exception>
    public static string Read(string path, string name) => Guard(() => YamlFile.ReadText(path, name));

    /// <summary>The one map that a text holds.</summary>
    /// <exception cref="InvalidFileException">It is not YAML, or not one map.</exception>
    public static YamlMap ReadMap(string text, string name) => Guard(() => YamlFile.ReadMap(text, name));

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDocumentException e)
        {
            throw new InvalidFileException(e);
        }
    }
}
