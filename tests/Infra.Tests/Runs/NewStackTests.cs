using Xunit;

namespace Infra.Tests.Runs;

public sealed class NewStackTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("lab")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("on", "--karmada-from", "mgmt")]
    [InlineData("asia", "--tier", "production", "--karmada-from", "mgmt")]
    [InlineData("rehearsal", "--tier", "preProduction")]
    public async Task A_new_stack_is_valid_at_once(string name, params string[] arguments)
    {
        var answer = await _project.RunAsync(["new", "stack", name, .. arguments]);

        Assert.Equal(ExitCodes.Success, answer.ExitCode);
        Assert.Contains($"Next: infra new site NAME --class CLASS --region REGION -s {name}\n", answer.Out, StringComparison.Ordinal);
        Assert.StartsWith("# yaml-language-server: $schema=schemas/stack.schema.json\n", Read(name), StringComparison.Ordinal);
        var validated = await _project.RunAsync("validate");
        Assert.Equal(ExitCodes.Success, validated.ExitCode);
        Assert.Contains($"{name}: 0 clusters, 0 fleets, 0 applications, 0 add-ons; no errors", validated.Out, StringComparison.Ordinal);
        Assert.Empty(validated.Messages);
    }

    [Fact]
    public async Task The_first_site_goes_into_its_own_group()
    {
        await _project.RunAsync("new", "stack", "lab");

        var answer = await _project.RunAsync("new", "site", "lab-1", "-s", "lab", "--set", "kind=attached", "--set", "mode=pull");

        Assert.Equal(ExitCodes.Success, answer.ExitCode);
        Assert.True(File.Exists(_project.InFolder("stacks/sites/lab/lab-1.yaml")));
        Assert.Equal(ExitCodes.Success, (await _project.RunAsync("validate", "-s", "lab")).ExitCode);
    }

    [Fact]
    public async Task The_example_in_its_comments_is_right()
    {
        await _project.RunAsync("new", "stack", "lab", "--tier", "production");
        var text = Read("lab").Replace("  # infra:", "  infra:", StringComparison.Ordinal).Replace("  #   ", "    ", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_project.InFolder("stacks/Pulumi.lab.yaml"), text, TestContext.Current.CancellationToken);

        var answer = await _project.RunAsync("new", "site", "lab-1", "-s", "lab", "--set", "kind=attached", "--set", "mode=pull", "--set", "labels.tier=lab");

        Assert.Equal(ExitCodes.Success, answer.ExitCode);
        Assert.Contains("lab: 1 cluster, 1 fleet,", (await _project.RunAsync("validate", "-s", "lab")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'Lab' cannot be the name of a stack", "Lab")]
    [InlineData("'../x' cannot be the name of a stack", "../x")]
    [InlineData("stacks/Pulumi.dev.yaml is already there", "dev")]
    [InlineData("there is no stack 'mgnt' to take Karmada from; did you mean 'mgmt'?", "lab", "--karmada-from", "mgnt")]
    [InlineData("stack 'dev' does not install Karmada; those that do: mgmt", "lab", "--karmada-from", "dev")]
    [InlineData("there is no tier 'prod'; allowed: development, preProduction, production", "lab", "--tier", "prod")]
    public async Task What_cannot_be_meant_is_refused(string expected, params string[] arguments)
    {
        var before = Files();

        var answer = await _project.RunAsync(["new", "stack", .. arguments]);

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Contains(expected, answer.Messages, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    private string Read(string stack) => File.ReadAllText(_project.InFolder($"stacks/Pulumi.{stack}.yaml"));

    private List<string> Files() => [.. Directory.EnumerateFileSystemEntries(_project.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
