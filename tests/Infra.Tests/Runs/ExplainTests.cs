using Xunit;

namespace Infra.Tests.Runs;

public sealed class ExplainTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Every_value_is_shown_with_its_layer_and_place()
    {
        var rows = await RowsAsync("shanghai-08");

        Assert.Equal(["kind", "attached", "class warehouse", "stacks/classes/warehouse.yaml:3:1"], rows["kind"]);
        Assert.Equal(["labels.goods", "pharmaceuticals", "site", "stacks/sites/cold-chain/shanghai-08.yaml:5:3"], rows["labels.goods"]);
        Assert.Equal(["labels.area", "east", "region shanghai", "stacks/regions/shanghai.yaml:4:3"], rows["labels.area"]);
        Assert.Equal(["labels['infra.internal/group']", "cold-chain", "derived"], rows["labels['infra.internal/group']"][..3]);
        Assert.Equal(["state", "present", "default"], rows["state"]);
    }

    [Fact]
    public async Task What_follows_from_the_values_comes_last()
    {
        var rows = await RowsAsync("shanghai-08");

        Assert.Equal(["protected", "true", "derived"], rows["protected"][..3]);
        Assert.Equal(["fleet", "fleet-edge", "derived"], rows["fleet"][..3]);
        Assert.Equal(["application", "edge-agent", "derived"], rows["application"][..3]);
    }

    [Fact]
    public async Task A_part_also_tells_what_was_overridden()
    {
        var answer = await _project.RunAsync("explain", "-s", "edge", "shanghai-08", "labels.goods");

        Assert.Equal(
            """
            shanghai-08 is a site of group cold-chain, in stack edge.

            labels.goods   pharmaceuticals   site   stacks/sites/cold-chain/shanghai-08.yaml:5:3
              class warehouse says frozen (stacks/classes/warehouse.yaml:10:3), overridden

            """,
            answer.Out);
    }

    [Theory]
    [InlineData("protected", "true")]
    [InlineData("fleet", "fleet-edge")]
    [InlineData("application", "edge-agent")]
    public async Task A_part_may_be_what_follows_from_the_values(string path, string value)
    {
        var answer = await _project.RunAsync("explain", "-s", "edge", "shanghai-08", path);

        Assert.Equal(ExitCodes.Success, answer.ExitCode);
        Assert.Contains($"\n{path}   {value}   derived   stacks/Pulumi.edge.yaml:", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_nothing_in_common_is_not_what_was_meant()
    {
        var answer = await _project.RunAsync("explain", "-s", "edge", "shanghai-01", "labels.nope");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Contains("labels.nope: no layer says it", answer.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("did you mean", answer.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_a_site_removes_is_nothing()
    {
        Edit("stacks/sites/cold-chain/shanghai-08.yaml", "goods: pharmaceuticals", "goods: null");

        var answer = await _project.RunAsync("explain", "-s", "edge", "shanghai-08", "labels.goods");

        Assert.Contains("labels.goods   nothing   site   ", answer.Out, StringComparison.Ordinal);
        Assert.Contains("class warehouse says frozen", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_is_absent_is_in_no_fleet()
    {
        Edit("stacks/sites/cold-chain/shanghai-08.yaml", "region:", "state: absent\nregion:");

        Assert.DoesNotContain("fleet", (await RowsAsync("shanghai-08")).Keys);
    }

    [Theory]
    [InlineData("shanghai-8", null, "stack 'edge' has no cluster 'shanghai-8'; did you mean 'shanghai-08'?")]
    [InlineData("../../Pulumi", null, "stack 'edge' has no cluster '../../Pulumi'")]
    [InlineData("shanghai-08", "lables", "did you mean 'labels'?")]
    [InlineData("shanghai-08", "labels.god", "did you mean 'labels.goods'?")]
    [InlineData("shanghai-08", "network.nodecidr", "did you mean 'nodeCidr'?")]
    [InlineData("shanghai-08", "a..b", "'a..b' is not a path")]
    public async Task What_is_misspelt_is_told_with_what_was_meant(string cluster, string? path, string expected)
    {
        var answer = await _project.RunAsync([.. new[] { "explain", "-s", "edge", cluster, path }.OfType<string>()]);

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Contains(expected, answer.Messages, StringComparison.Ordinal);
        Assert.Empty(answer.Out);
    }

    [Theory]
    [InlineData("content: hunter2")]
    [InlineData("content: {secret: hunter1, x: hunter2}")]
    [InlineData("content: {secure: hunter2}")]
    [InlineData("contents: hunter2")]
    [InlineData("contents: {x: [hunter2]}")]
    public Task What_is_or_may_be_secret_is_not_shown(string kubeconfig) => NotShownAsync($"kubeconfig: {{ {kubeconfig} }}");

    [Theory]
    [InlineData("kubeconfig: [hunter2]")]
    [InlineData("kubeconfg: {content: hunter2}")]
    [InlineData("kubeconfg: hunter2")]
    [InlineData("kind: attachd\nkubeconfig: {content: hunter2}")]
    [InlineData("kind: attachd\nkubeconfg: {content: hunter2}")]
    [InlineData("kind: attachd\nbootstrapObjects: [{kind: Secret, name: a, secretData: {password: hunter2}}]")]
    public Task What_is_misspelt_may_be_secret_and_is_not_shown(string line) => NotShownAsync(line);

    private async Task NotShownAsync(string lines)
    {
        Edit("stacks/sites/cold-chain/shanghai-08.yaml", "region:", $"{lines}\nregion:");

        var answer = await _project.RunAsync("explain", "-s", "edge", "shanghai-08");

        Assert.Contains("[secret]", answer.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", answer.Out + answer.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_of_the_cluster_are_told_beneath()
    {
        Edit("stacks/sites/cold-chain/shanghai-08.yaml", "region:", "regoin:");

        var answer = await _project.RunAsync("explain", "-s", "edge", "shanghai-08");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Contains("did you mean 'region'", answer.Messages, StringComparison.Ordinal);
        Assert.Contains("regoin", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_other_site_is_read()
    {
        await File.WriteAllTextAsync(_project.InFolder("stacks/sites/cold-chain/shanghai-07.yaml"), "[", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Success, (await _project.RunAsync("explain", "-s", "edge", "shanghai-08")).ExitCode);
    }

    private async Task<Dictionary<string, string[]>> RowsAsync(string cluster)
    {
        var answer = await _project.RunAsync("explain", "-s", "edge", cluster);
        Assert.Equal(ExitCodes.Success, answer.ExitCode);
        return answer.Out.Split('\n')
            .Skip(1)
            .Where(line => line.Length > 0)
            .Select(line => line.Split("   ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[0], StringComparer.Ordinal);
    }

    private void Edit(string file, string old, string replacement)
    {
        var path = _project.InFolder(file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, replacement, StringComparison.Ordinal));
    }
}
