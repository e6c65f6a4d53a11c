using Infra.Engine.Rendering;
using Spectre.Console;

namespace Infra.Presentation;

/// <summary>What was rendered, and what was not: nothing is left out in silence.</summary>
internal sealed class RenderingReport(IAnsiConsole console)
{
    /// <summary>Prints it.</summary>
    public void Write(string folder, Rendering rendering)
    {
        var (tree, changes) = rendering;
        foreach (var warning in changes.Warnings)
            console.MarkupLine($"[yellow]warning[/]: {Markup.Escape(warning)}");

        console.WriteLine($"Rendered:  {folder}: {changes.Written.Length} files written, {changes.Removed.Length} removed, {changes.UnchangedCount} unchanged");
        List("Left out, because they hold secrets:", tree.SecretsLeftOut.Select(left => left.ToString()));
        List("Left out, because Pulumi has to make them:", tree.PlannedOnly.Select(planned => $"{planned.Type} {planned.Name}"));
        List("Left to Helm:", tree.Releases.Where(release => !release.IsFlux).Select(Describe));
    }

    private static string Describe(RenderedRelease release) =>
        $"{release.Cluster}: {release.Chart} {release.Version} as {release.Namespace}/{release.Name}{(release.Note is { } note ? $" ({note})" : "")}";

    private void List(string title, IEnumerable<string> entries)
    {
        var lines = entries.ToList();
        if (lines.Count == 0)
            return;

        console.WriteLine(title);
        foreach (var line in lines)
            console.WriteLine($"  {line}");
    }
}
