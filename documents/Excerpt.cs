namespace Infra.Documents;

/// <summary>What of a text a message repeats: no message is long, or breaks its line, for what was pasted in the wrong place.</summary>
public static class Excerpt
{
    private const int Most = 80;

    /// <summary>The text's beginning, on one line, without what cannot be seen.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many letters of it.</param>
    public static string Of(string text, int most = Most)
    {
        var head = text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), "…");
        return string.Create(head.Length, head, static (letters, head) =>
        {
            for (var index = 0; index < head.Length; index++)
                letters[index] = head[index] is '\n' or '\r' or '\u2028' or '\u2029' ? ' ' : char.IsControl(head[index]) || char.IsSurrogate(head[index]) && !IsPaired(head, index) ? '\uFFFD' : head[index];
        });
    }

    private static bool IsPaired(string text, int index) => char.IsHighSurrogate(text[index])
        ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
        : index > 0 && char.IsHighSurrogate(text[index - 1]);
}
