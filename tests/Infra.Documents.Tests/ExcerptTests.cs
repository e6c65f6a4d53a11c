using Xunit;

namespace Infra.Documents.Tests;

public sealed class ExcerptTests
{
    [Theory]
    [InlineData("word", "word")]
    [InlineData("a\nb\rc", "a b c")]
    [InlineData("a\0b\u001b[31m", "a\uFFFDb\uFFFD[31m")]
    [InlineData("\uD83D\uDE80", "\uD83D\uDE80")]
    [InlineData("", "")]
    public void It_is_one_line_that_a_terminal_can_show(string text, string excerpt) => Assert.Equal(excerpt, Excerpt.Of(text));

    [Fact]
    public void Half_a_letter_is_not_shown() => Assert.Equal("\uFFFDa", Excerpt.Of("\uD83Da"));

    [Fact]
    public void A_long_text_ends_in_dots() => Assert.Equal(new string('x', 80) + "…", Excerpt.Of(new string('x', 1_000_000)));

    [Fact]
    public void A_long_text_is_not_cut_within_a_letter() => Assert.Equal(new string('x', 79) + "…", Excerpt.Of(new string('x', 79) + "\uD83D\uDE80"));
}
