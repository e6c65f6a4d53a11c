using Infra.Engine.Secrets;
using Spectre.Console;

namespace Infra.Presentation;

/// <summary>Asks for a passphrase on the terminal, without showing it.</summary>
internal sealed class TerminalPassphrasePrompt(IAnsiConsole console) : IPassphrasePrompt
{
    /// <inheritdoc />
    public bool IsInteractive => console.Profile.Capabilities.Interactive && !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <inheritdoc />
    public string? Ask(string question) =>
        console.Prompt(new TextPrompt<string>(Markup.Escape(question.TrimEnd(' ', ':')) + ":").Secret(mask: null).AllowEmpty());
}
