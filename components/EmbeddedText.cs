using System.Text;

namespace Infra.Components;

/// <summary>The files of other languages that this assembly carries: scripts of machines and of Karmada.</summary>
internal static class EmbeddedText
{
    /// <summary>The text of a file, by its name without folders.</summary>
    /// <exception cref="ArgumentException">There is no such file.</exception>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"there is no file '{name}'", nameof(name));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
