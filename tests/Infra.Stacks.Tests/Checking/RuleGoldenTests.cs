using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Checking;

/// <summary>Every rule with its exact messages. A golden without expectations is given those of today, and fails until somebody has read them.</summary>
public sealed class RuleGoldenTests
{
    public static TheoryData<string> Names => [.. RuleGolden.All.Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stack_that_breaks_rules_is_told_so_in_these_words(string name)
    {
        var golden = RuleGolden.All.Single(golden => golden.Name == name);
        var found = golden.Findings().Select(finding => $"{finding}").ToList();
        if (golden.Expected.Count == 0)
        {
            File.AppendAllLines(golden.MainFile, found.Select(line => RuleGolden.Expectation + line));
            Assert.Fail($"{golden.MainFile} expected nothing and has been given what was found; review it and run again:\n{string.Join('\n', found)}");
        }

        Assert.Equal(golden.Expected, found);
    }

    [Fact]
    public void Every_rule_has_a_golden() =>
        Assert.Empty(Rules.All.Select(rule => rule.Id).Except(RuleGolden.All.Select(golden => golden.RuleId), StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_golden_breaks_the_rule_that_it_is_named_after(string name)
    {
        var golden = RuleGolden.All.Single(golden => golden.Name == name);

        Assert.Contains(golden.Expected, line => line.StartsWith($"{golden.RuleId} ", StringComparison.Ordinal));
    }

    [Fact]
    public void Ids_are_unique_and_in_order() => Assert.Equal(Rules.All.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal), Rules.All.Select(rule => rule.Id));
}
