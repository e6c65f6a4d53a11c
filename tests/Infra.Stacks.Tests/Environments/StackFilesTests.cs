using System.Collections.Immutable;
using Infra.Stacks.Configuration;
using Xunit;

namespace Infra.Stacks.Tests.Environments;

public sealed class StackFilesTests
{
    public static TheoryData<string> Stacks => [.. StackCatalog.Names];

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Every_stack_has_a_file_without_errors(string stack) => Assert.Empty(Read(stack).Errors);

    [Fact]
    public void Every_file_has_a_stack() => Assert.Equal(
        StackCatalog.Names,
        Directory.GetFiles(Path.Combine(StackFiles.Root(), "stacks"), "Pulumi.*.yaml").Select(file => Path.GetFileName(file).Split('.')[1]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("dev", "member1,member2", "fleet-edge")]
    [InlineData("prod", "prod-cloud,on-prem", "fleet-global")]
    [InlineData("pre", "pre-cloud", "fleet-pre")]
    [InlineData("edge", "edge-x", "fleet-edge")]
    [InlineData("mgmt", "", "")]
    public void Each_environment_has_its_clusters_and_fleets(string stack, string clusters, string fleets)
    {
        var platform = Read(stack).Configuration!;

        Assert.Equal(clusters, string.Join(',', platform.Clusters.Select(cluster => cluster.Name)));
        Assert.Equal(fleets, string.Join(',', platform.Fleets.Select(fleet => fleet.Name)));
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void No_stack_file_holds_a_secret(string stack) => Assert.DoesNotContain("secure:", StackFiles.Text(stack), StringComparison.Ordinal);

    [Fact]
    public void A_misspelt_key_is_pointed_at_in_the_file()
    {
        var yaml = StackFiles.Text("dev").Replace("        clusters: [member1, member2]", "        clusters: [member1, membre2]", StringComparison.Ordinal);
        var errors = Read("dev", yaml).Errors;
        var line = Array.FindIndex(yaml.Split('\n'), text => text.Contains("membre2", StringComparison.Ordinal)) + 1;

        Assert.Equal(
            $"The configuration has an error:\n  INF006 stacks/Pulumi.dev.yaml:{line}:29 fleets[0].clusters[1]: cluster 'membre2' does not exist; did you mean 'member2'?",
            StackConfiguration.Message([errors[0]], "stacks/Pulumi.dev.yaml", yaml));
    }

    [Fact]
    public void Without_the_file_errors_have_their_paths() => Assert.Equal(
        "The configuration has 2 errors:\n  INF003 infra:platform: 'karmada' is missing\n  INF001 x: unknown key 'x'",
        StackConfiguration.Message(
            [
                new ConfigurationError(ConfigurationRule.Required, "", "'karmada' is missing"),
                new ConfigurationError(ConfigurationRule.KnownKey, "x", "unknown key 'x'"),
            ],
            "stacks/Pulumi.dev.yaml",
            yaml: null));

    private static PlatformReading Read(string stack, string? yaml = null) =>
        PlatformReader.Read(StackFiles.Platform(yaml ?? StackFiles.Text(stack)), new ConfigurationSurroundings(stack, StackCatalog.Names, _ => false));
}
