using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Environments;

public sealed class StackFilesTests
{
    public static TheoryData<string> Stacks => [.. StackFiles.Names];

    [Fact]
    public void The_environments_are_those_of_the_project() => Assert.Equal(["dev", "edge", "mgmt", "pre", "prod"], StackFiles.Names);

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Every_stack_has_a_file_without_findings(string stack) => Assert.Empty(Read(stack).Findings);

    [Theory]
    [InlineData("dev", "member1,member2", "fleet-edge")]
    [InlineData("prod", "on-prem,prod-cloud", "fleet-global")]
    [InlineData("pre", "pre-cloud", "fleet-pre")]
    [InlineData("mgmt", "", "")]
    public void Each_environment_has_its_clusters_and_fleets(string stack, string clusters, string fleets)
    {
        var platform = Read(stack).Platform!;

        Assert.Equal(clusters, string.Join(',', Membership.Of(platform).Clusters));
        Assert.Equal(fleets, string.Join(',', platform.Fleets.Keys));
    }

    [Fact]
    public void The_edge_has_eight_warehouses_in_each_of_three_regions()
    {
        var platform = Read("edge").Platform!;

        Assert.Equal(24, Membership.Of(platform).MembersOf("fleet-edge").Length);
        Assert.Equal(["beijing:8", "guangzhou:8", "shanghai:8"], platform.Clusters.Values.GroupBy(cluster => cluster.Region).Select(region => $"{region.Key}:{region.Count()}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void No_stack_file_holds_a_secret(string stack) => Assert.DoesNotContain("secure: v1:", StackFiles.Text(stack), StringComparison.Ordinal);

    private static SpecificationReading Read(string stack) => new SpecificationLoader(new ProjectFiles(StackFiles.Root())).FromFiles(stack);
}
