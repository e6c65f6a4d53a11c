using Infra.Documents;
using Infra.Stacks.Configuration;
using Xunit;

namespace Infra.Stacks.Tests.Configuration;

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
}
