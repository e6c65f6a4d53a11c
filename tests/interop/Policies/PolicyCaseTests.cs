namespace Infra.Interop.Tests.Policies;

/// <summary>The packs' cases, evaluated by other people's implementations of CEL in place of Kyverno's own command line.</summary>
public sealed class PolicyCaseTests
{
    public static TheoryData<string> Tests =>
        new(from file in Directory.EnumerateFiles(PolicyEvaluation.Folder, "kyverno-test.yaml", SearchOption.AllDirectories)
            orderby file
            select Path.GetRelativePath(Prerequisites.RepositoryRoot, file));

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task A_policy_says_of_each_resource_what_its_case_expects(string test)
    {
        var evaluation = Assert.Single(await PolicyEvaluation.OfPacksAsync(), found => found.Test == test);

        Assert.Empty(evaluation.Complaints);
    }

    [Fact]
    public async Task Some_case_notices_whatever_is_taken_away_from_a_policy()
    {
        var mutants = Assert.Single(await PolicyEvaluation.OfPacksAsync(), found => found.Test.EndsWith(" mutants", StringComparison.Ordinal));

        Assert.Empty(mutants.Problems);
    }

    // What makes objects, or asks the cluster or a registry, is beyond the second one.
    [Fact]
    public async Task A_second_implementation_of_CEL_has_judged_nearly_all_of_them()
    {
        var evaluations = await PolicyEvaluation.OfPacksAsync();

        Assert.InRange(evaluations.Sum(test => test.Agreed), evaluations.Sum(test => test.Rows.Length) * 4 / 5, int.MaxValue);
    }
}
