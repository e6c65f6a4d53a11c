using Xunit;

namespace Infra.Documents.Tests;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("on-perm", "; did you mean 'on-prem'?")]
    [InlineData("prod-clod", "; did you mean 'prod-cloud'?")]
    [InlineData("warehouse", "")]
    public void A_word_near_a_candidate_is_suggested(string word, string suggestion) =>
        Assert.Equal(suggestion, Suggestion.For(word, ["on-prem", "prod-cloud", "edge-x"]));

    [Fact]
    public void Swapped_letters_are_one_mistake() => Assert.Equal(1, Suggestion.Distance("perm", "prem"));

    [Fact]
    public void Of_candidates_that_are_equally_near_the_first_by_name_is_suggested() =>
        Assert.Equal("; did you mean 'site-1'?", Suggestion.For("site-3", ["site-2", "site-1"]));

    [Fact]
    public void What_was_pasted_by_mistake_is_compared_with_nothing() =>
        Assert.Equal("", Suggestion.For(new string('a', 100_000), [new string('a', 100_001)]));
}
