using System.Text.RegularExpressions;
using Infra.Policies;
using Infra.Tests.Runs;
using Xunit;

namespace Infra.Tests.Documentation;

/// <summary>The commands of docs/policies.md, carried out literally on a fresh copy of the stacks.</summary>
public sealed class PoliciesPageTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Everything_that_the_page_shows_is_printed()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Project.Repository, "docs/policies.md"), TestContext.Current.CancellationToken);
        var commands = PageBlock.Of(page).OfType<PageCommand>().ToList();

        Assert.Equal(6, commands.Count);
        foreach (var command in commands)
        {
            var printed = command.Words switch
            {
                ["infra", .. var arguments] => await RunAsync([.. arguments]),
                ["sed", "-i", .. var expression, var file] => Replace(string.Join(' ', expression), file),
                _ => throw new FormatException($"nobody knows how to {string.Join(' ', command.Words)}"),
            };
            var at = 0;
            foreach (var line in command.Shown.Select(line => Narrow(line).Trim()))
            {
                var found = printed.IndexOf(line, at, StringComparison.Ordinal);
                Assert.True(found >= 0, $"`{string.Join(' ', command.Words)}` does not print, at its place:\n{line}\nbut:\n{printed}");
                at = found + line.Length;
            }
        }
    }

    [Fact]
    public async Task A_switch_of_profile_changes_what_the_profiles_do_differently_and_creates_nothing()
    {
        await RunAsync(["up", "-s", "mgmt"]);
        await RunAsync(["up", "-s", "pre"]);
        _project.Edit("pre", "policy: standard", "policy: strict");

        var preview = await RunAsync(["preview", "-s", "pre"]);

        var changed = preview.Split('\n').Where(line => line.Contains("policies.kyverno.io/v1:", StringComparison.Ordinal)).Select(line => Regex.Match(line, @"/fleet-pre-(?<id>\S+) update", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["id"].Value).Order(StringComparer.Ordinal);
        var library = PolicyLibrary.Read(Project.Repository);
        Assert.Equal(library.Policies.Where(policy => policy.Severity == PolicySeverity.Medium).Select(policy => policy.Id).Order(StringComparer.Ordinal), changed);
        Assert.DoesNotContain("to create", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("to delete", preview, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string[] arguments)
    {
        var answer = await _project.RunAsync(arguments);
        Assert.True(answer.ExitCode == ExitCodes.Success, $"`infra {string.Join(' ', arguments)}` fails: {answer.Messages}{answer.Out}");
        return Narrow(answer.Out + answer.Messages);
    }

    private string Replace(string expression, string file)
    {
        var parts = expression.Replace("\\ ", " ", StringComparison.Ordinal).Split('/');
        var text = File.ReadAllText(_project.InFolder(file));
        Assert.Contains(parts[1], text, StringComparison.Ordinal);
        File.WriteAllText(_project.InFolder(file), text.Replace(parts[1], parts[2], StringComparison.Ordinal));
        return "";
    }

    // Columns are as wide as their widest cell, here and there; the page may have less between them.
    private static string Narrow(string text) => Regex.Replace(text, " +", " ", RegexOptions.None, TimeSpan.FromSeconds(1));
}
