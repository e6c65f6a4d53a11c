using System.Text.RegularExpressions;
using Infra.Tests.Runs;
using Xunit;

namespace Infra.Tests.Documentation;

/// <summary>What docs/addons.md shows of <c>infra status</c> is what it prints.</summary>
public sealed class AddonsPageTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_is_where_is_printed_as_the_page_shows_it()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Project.Repository, "docs/addons.md"), TestContext.Current.CancellationToken);
        var section = page[page.IndexOf("## What is where", StringComparison.Ordinal)..];
        var yaml = section.Split("```yaml\n")[1].Split("```")[0];
        _project.RemoveAddons("edge");
        _project.Edit("edge", "  infra:fleets:", $"  {yaml.ReplaceLineEndings("\n  ")}\n  infra:fleets:");
        var commands = PageBlock.Of(section).OfType<PageCommand>().ToList();

        Assert.Equal(2, commands.Count);
        foreach (var command in commands)
        {
            var answer = await _project.RunAsync([.. command.Words.Skip(1)]);
            Assert.True(answer.ExitCode == ExitCodes.Success, answer.Messages);
            var printed = Narrow(answer.Out);
            var at = 0;
            foreach (var line in command.Shown.Select(line => Narrow(line).Trim()))
            {
                var found = printed.IndexOf(line, at, StringComparison.Ordinal);
                Assert.True(found >= 0, $"`{string.Join(' ', command.Words)}` does not print, at its place:\n{line}\nbut:\n{printed}");
                at = found + line.Length;
            }
        }
    }

    // Columns are as wide as their widest cell; the page leaves the last one out.
    private static string Narrow(string text) => Regex.Replace(text, " +", " ", RegexOptions.None, TimeSpan.FromSeconds(1));
}
