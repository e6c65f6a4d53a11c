using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Checking;

public sealed class ErrorsPageTests
{
    [Fact]
    public async Task The_page_of_errors_is_that_of_the_rules()
    {
        var text = ErrorsPage.Text();
        if (Environment.GetEnvironmentVariable(ErrorsPage.Variable) == "1")
            await File.WriteAllTextAsync(ErrorsPage.Path, text, TestContext.Current.CancellationToken);

        var written = File.Exists(ErrorsPage.Path) ? await File.ReadAllTextAsync(ErrorsPage.Path, TestContext.Current.CancellationToken) : "";
        Assert.True(text == written, $"docs/errors.md is not what the rules say; run: {ErrorsPage.Command}");
    }

    [Fact]
    public void Every_rule_says_what_holds_why_and_what_to_do_in_whole_sentences() =>
        Assert.All(Rules.All, rule => Assert.All([rule.Title, rule.Why, rule.Fix], text => Assert.EndsWith(".", text, StringComparison.Ordinal)));
}
