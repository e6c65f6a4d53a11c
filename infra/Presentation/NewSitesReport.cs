using Infra.Stacks.Sites;

namespace Infra.Presentation;

/// <summary>What was written for new sites, and what comes next.</summary>
internal static class NewSitesReport
{
    /// <summary>Prints it.</summary>
    public static void Write(ConsoleOutput output, string stack, NewSites sites)
    {
        var width = sites.Sites.Max(site => site.File.Name.Length);
        foreach (var site in sites.Sites)
        {
            var allotted = string.Join(", ", site.Allotted.Select(block => $"{block.Path} {block.Block} of {block.Pool}"));
            output.Line($"{site.File.Name.PadRight(width)}   {allotted}".TrimEnd());
        }

        foreach (var warning in sites.Warnings)
            output.Note($"{warning}");
        output.Line($"\nWrote {Counted.Of(sites.Sites.Length, "site")}. Next: infra preview -s {stack}");
    }
}
