using System.Diagnostics;
using System.Text;
using CsCheck;
using Infra.Components.Machines;
using Xunit;

namespace Infra.Components.Tests.Machines;

public sealed class ShellTextTests
{
    /// <summary>All characters but NUL, most of all those that mean something to bash.</summary>
    private static Gen<string> Texts { get; } = Gen.OneOf(
            Gen.OneOf("'", "''", "\\", "\"", "$(id)", "`id`", "\n", "\r\n", "\t", ";", "&", "|", "!", "~", "*", "?", "{a,b}", "<(id)", "#", " ", "-", "=", "é", "\u2028", "🦆"),
            Gen.Char['\u0001', '\u001f'].Select(character => character.ToString()),
            Gen.Char[' ', '~'].Select(character => character.ToString()),
            Gen.Char['\u00a0', '\ud7ff'].Select(character => character.ToString()))
        .Array[0, 12].Select(string.Concat);

    [Fact]
    public void A_quoted_text_is_one_word_and_bash_gives_it_back() => Texts.Array[1, 200].Sample(
        texts =>
        {
            // One bash for many texts: each is answered with its bytes, and with a NUL that no text has.
            var script = string.Concat(texts.Select(text => $"printf '%s\\0' {ShellText.Quote(text)}\n"));
            return Answer(script).Split('\0').SkipLast(1).SequenceEqual(texts, StringComparer.Ordinal);
        },
        iter: 20);

    [Fact]
    public void A_quoted_text_is_one_word_in_an_assignment_too()
    {
        const string Text = "x'; touch harm; $(touch harm) `touch harm`\n\"";

        Assert.Equal(Text, Answer($"readonly value={ShellText.Quote(Text)}\nprintf '%s' \"$value\"\n"));
    }

    [Fact]
    public void NUL_is_refused_for_no_variable_can_hold_it() => Assert.Throws<ArgumentException>(() => ShellText.Quote("a\0b"));

    private static string Answer(string script)
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo("bash", ["--norc", "-s"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = encoding,
            StandardOutputEncoding = encoding,
        };
        using var bash = Process.Start(start)!;
        bash.StandardInput.Write(script);
        bash.StandardInput.Close();
        var answer = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        return answer;
    }
}
