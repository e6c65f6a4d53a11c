using System.Collections.Immutable;

namespace Infra.Tests.Documentation;

/// <summary>A fenced block of a page of documentation that can be carried out.</summary>
internal abstract record PageBlock
{
    private const string Fence = "```";

    /// <summary>The blocks of a page: <c>sh</c> blocks are commands, and any block with a file behind its language is that file.</summary>
    public static IEnumerable<PageBlock> Of(string page)
    {
        var lines = page.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (!lines[at].StartsWith(Fence, StringComparison.Ordinal))
                continue;
            var head = lines[at][Fence.Length..].Split(' ', 2);
            ImmutableArray<string> body = [.. lines.Skip(at + 1).TakeWhile(line => line != Fence)];
            at += body.Length + 1;
            if (head is [_, var file])
                yield return new PageFile(file, string.Join('\n', body) + "\n");
            foreach (var command in head is ["sh"] ? Commands(body) : [])
                yield return command;
        }
    }

    private static IEnumerable<PageCommand> Commands(ImmutableArray<string> lines)
    {
        const string Prompt = "$ ";
        for (var at = 0; at < lines.Length;)
        {
            if (!lines[at].StartsWith(Prompt, StringComparison.Ordinal))
                throw new FormatException($"'{lines[at]}' follows no command");
            ImmutableArray<string> shown = [.. lines.Skip(at + 1).TakeWhile(line => !line.StartsWith(Prompt, StringComparison.Ordinal))];
            yield return new PageCommand([.. lines[at][Prompt.Length..].Split(' ')], shown);
            at += shown.Length + 1;
        }
    }
}

/// <summary>A file that the page shows, to be written as it is.</summary>
internal sealed record PageFile(string Name, string Text) : PageBlock;

/// <summary>A command, and the lines that the page shows of its output.</summary>
internal sealed record PageCommand(ImmutableArray<string> Words, ImmutableArray<string> Shown) : PageBlock;
