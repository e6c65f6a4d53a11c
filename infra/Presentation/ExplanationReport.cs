using Infra.Documents;
using Infra.Stacks.Sites;

namespace Infra.Presentation;

/// <summary>The values of a cluster, each with the layer that it comes from.</summary>
internal static class ExplanationReport
{
    private const string Gap = "   ";

    /// <summary>Prints all of it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="explanation">What to print.</param>
    /// <param name="withOverridden">Whether what lower layers say is printed, too.</param>
    public static void Write(ConsoleOutput output, string stack, ClusterExplanation explanation, bool withOverridden)
    {
        output.Line(explanation.Group is { } group ? $"{explanation.Cluster} is a site of group {group}, in stack {stack}." : $"{explanation.Cluster} is a cluster of stack {stack}.");
        output.Line("");
        var values = explanation.Values.Concat(explanation.Derived).ToList();
        var widths = new[] { values.Max(value => $"{value.Path}".Length), values.Max(value => value.Text.Length), values.Max(value => value.Layer.Length) };
        foreach (var value in values)
        {
            var cells = new[] { $"{value.Path}".PadRight(widths[0]), value.Text.PadRight(widths[1]), value.Layer.PadRight(widths[2]), $"{value.Place}" };
            output.Line(string.Join(Gap, cells).TrimEnd());
            if (!withOverridden)
                continue;
            foreach (var below in value.Overridden)
                output.Line($"  {below.Layer} says {below.Text}{At(below.Place)}, overridden");
        }
    }

    private static string At(SourcePlace? place) => place is { } known ? $" ({known})" : "";
}
