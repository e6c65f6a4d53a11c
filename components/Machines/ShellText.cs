namespace Infra.Components.Machines;

/// <summary>Text as one word of bash: the only place where a value becomes part of a script.</summary>
public static class ShellText
{
    /// <summary>A word that bash reads back as exactly this text, whatever the text holds.</summary>
    /// <remarks>Between single quotes nothing has a meaning but the quote itself (bash manual, "Single Quotes"); each of those is written outside of them.</remarks>
    /// <exception cref="ArgumentException">The text holds the NUL character, which no variable of bash can.</exception>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("a text for bash cannot hold the NUL character", nameof(text));
        return $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}
