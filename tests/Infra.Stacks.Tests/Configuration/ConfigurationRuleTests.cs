using Infra.Stacks.Configuration;
using Xunit;

namespace Infra.Stacks.Tests.Configuration;

public sealed class ConfigurationRuleTests
{
    [Fact]
    public void The_documentation_has_the_same_rules()
    {
        var page = File.ReadAllText(Path.Combine(StackFiles.Root(), "docs", "platform.md"));

        Assert.All(ConfigurationRule.All, rule => Assert.Contains($"| {rule.Id} | {rule.Meaning} |", page, StringComparison.Ordinal));
    }
}
