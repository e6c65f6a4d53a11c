using Infra.Tests.Runs;
using Xunit;

namespace Infra.Tests.Documentation;

/// <summary>docs/sites.md, carried out literally on a fresh copy of the stacks.</summary>
public sealed class SitesPageTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Everything_on_the_page_works_as_it_is_shown()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Project.Repository, "docs/sites.md"), TestContext.Current.CancellationToken);
        var blocks = PageBlock.Of(page).ToList();

        Assert.True(blocks.OfType<PageCommand>().Count() >= 10, "the page has lost its commands");
        foreach (var block in blocks)
        {
            if (block is PageFile file)
                await File.WriteAllTextAsync(_project.InFolder(file.Name), file.Text, TestContext.Current.CancellationToken);
            else
                await CarryOutAsync((PageCommand)block);
        }
    }

    [Fact]
    public void The_page_is_one_page() =>
        Assert.InRange(File.ReadAllLines(Path.Combine(Project.Repository, "docs/sites.md")).Length, 40, 100);

    private async Task CarryOutAsync(PageCommand command)
    {
        var printed = command.Words switch
        {
            ["infra", .. var arguments] => await RunAsync([.. arguments]),
            ["echo", .. var words, ">>", var file] => Append(string.Join(' ', words).Trim('"'), file),
            ["cat", var file] => await File.ReadAllTextAsync(_project.InFolder(file), TestContext.Current.CancellationToken),
            ["rm", var file] => Remove(file),
            _ => throw new FormatException($"nobody knows how to {string.Join(' ', command.Words)}"),
        };

        // What is shown appears, in order; what is left out is not shown.
        var at = 0;
        foreach (var line in command.Shown)
        {
            var found = printed.IndexOf(line, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"`{string.Join(' ', command.Words)}` does not print, at its place:\n{line}\nbut:\n{printed}");
            at = found + line.Length;
        }
    }

    private async Task<string> RunAsync(string[] arguments)
    {
        var answer = await _project.RunAsync(arguments);
        Assert.True(answer.ExitCode == ExitCodes.Success, $"`infra {string.Join(' ', arguments)}` fails: {answer.Messages}{answer.Out}");
        // Columns are as wide as their widest cell, here and there; the page has one blank between them.
        return string.Join('\n', (answer.Out + answer.Messages).Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    private string Append(string line, string file)
    {
        File.AppendAllText(_project.InFolder(file), line + "\n");
        return "";
    }

    private string Remove(string file)
    {
        var path = _project.InFolder(file);
        Assert.True(File.Exists(path), $"{file} is not there to be removed");
        File.Delete(path);
        return "";
    }
}
