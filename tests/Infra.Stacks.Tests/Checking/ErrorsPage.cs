using System.Text;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Tests.Checking;

/// <summary>Writes <c>docs/errors.md</c> from the table of rules and the goldens that break them.</summary>
internal static class ErrorsPage
{
    public const string Variable = "REWRITE_DOCS";
    public const string Command = $"{Variable}=1 dotnet run --project tests/Infra.Stacks.Tests -- -class \"*ErrorsPageTests\"";

    public static string Path { get; } = System.IO.Path.Combine(StackFiles.Root(), "docs", "errors.md");

    public static string Text()
    {
        var page = new StringBuilder();
        page.Append($"<!-- Made by a test from stacks/Reading/Rules.cs and the goldens. Do not edit; run: {Command} -->\n");
        page.Append("# Errors\n\n");
        page.Append("Every file of a stack is read and checked before anything is planned, and everything that is wrong is told at once:\n\n");
        page.Append("```text\n").Append(Example(Rules.Reference)).Append("\n```\n\n");
        page.Append("That is the rule, the file with line and column, the way to the value, and what was found, is allowed and was likely meant. An error stops everything;\n");
        page.Append("a warning is told, and work goes on. Each rule has stacks that break it, one for each of its messages, in `tests/Infra.Stacks.Tests/Goldens/Rules/`.\n\n");
        page.Append("| rule | what must hold |\n|---|---|\n");
        foreach (var rule in Rules.All)
            page.Append($"| [{rule.Id}](#{Anchor(rule)}) | {Text(rule.Title)} |\n");
        foreach (var rule in Rules.All)
            Section(page, rule);
        return page.ToString();
    }

    private static void Section(StringBuilder page, Rule rule)
    {
        page.Append($"\n## {rule.Id}\n\n");
        page.Append($"{Text(rule.Title)}{(rule.Severity == Severity.Warning ? " A warning." : "")}\n\n");
        page.Append($"- Why: {Text(rule.Why)}\n");
        page.Append($"- Fix: {Text(rule.Fix)}\n\n");
        page.Append("```text\n").Append(Example(rule)).Append("\n```\n");
    }

    private static string Text(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Anchor(Rule rule) => rule.Id.ToLowerInvariant();

    private static string Example(Rule rule) => RuleGolden.All
        .Where(golden => golden.RuleId == rule.Id)
        .SelectMany(golden => golden.Expected)
        .First(line => line.StartsWith($"{rule.Id} ", StringComparison.Ordinal))
        .Replace("Pulumi.case.yaml", "Pulumi.prod.yaml", StringComparison.Ordinal);
}
