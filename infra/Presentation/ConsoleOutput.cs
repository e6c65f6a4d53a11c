using Spectre.Console;

namespace Infra.Presentation;

/// <summary>The two streams that the command line writes to: what was asked for, and what is said about it.</summary>
/// <param name="Out">Answers: plans, outputs, exported state.</param>
/// <param name="Messages">Progress and errors.</param>
internal sealed record ConsoleOutput(IAnsiConsole Out, IAnsiConsole Messages)
{
    /// <summary>Standard output and standard error: colours and progress on a terminal, plain text elsewhere.</summary>
    public static ConsoleOutput Standard() => new(Create(Console.Out, Console.IsOutputRedirected), Create(Console.Error, Console.IsErrorRedirected))
    {
        RawOut = Console.OpenStandardOutput(),
    };

    /// <summary>Standard output as bytes, for what tools read.</summary>
    public Stream RawOut { get; init; } = Stream.Null;

    /// <summary>Prints a line of the answer.</summary>
    public void Line(string text) => Out.WriteLine(text);

    /// <summary>Prints something worth knowing that is not the answer.</summary>
    public void Note(string text) => Messages.MarkupLine($"[blue]info[/]: {Markup.Escape(text)}");

    /// <summary>Prints an error; every line of it.</summary>
    public void Error(string message) => Messages.MarkupLine($"[red]error[/]: {Markup.Escape(message)}");

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });

        // Nothing that a tool reads is broken into lines of a terminal's width.
        if (isRedirected)
            console.Profile.Width = int.MaxValue;

        return console;
    }
}
