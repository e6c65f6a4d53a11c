using System.Text.Json;
using Xunit;

namespace Infra.Tests.Runs;

public sealed class ValidateTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_the_repository_has_is_valid()
    {
        var answer = await _project.RunAsync("validate");

        Assert.Equal(ExitCodes.Success, answer.ExitCode);
        Assert.Contains("edge: 24 clusters, 1 fleet, 1 application, 3 add-ons; no errors\n", answer.Out, StringComparison.Ordinal);
        Assert.Empty(answer.Messages);
    }

    [Fact]
    public async Task Every_finding_is_a_line_with_its_place_and_the_summary_counts_them()
    {
        _project.EditDev("replicas: 2", "replcas: 2");
        _project.EditDev("tier: development", "tier: developmnet");

        var answer = await _project.RunAsync("validate", "-s", "dev");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Collection(
            answer.Out.Split('\n'),
            line => Assert.Matches("^INF004 stacks/Pulumi.dev.yaml:[0-9]+:[0-9]+ environment.tier: found 'developmnet'.*did you mean 'development'", line),
            line => Assert.Matches("^INF001 stacks/Pulumi.dev.yaml:[0-9]+:[0-9]+ applications.edge-agent.workload.replcas: .*did you mean 'replicas'", line),
            Assert.Empty,
            line => Assert.Equal("dev: 2 errors in 1 file", line),
            Assert.Empty);
    }

    [Fact]
    public async Task A_class_that_is_wrong_for_every_site_is_told_once()
    {
        Edit("stacks/classes/warehouse.yaml", "provider: edge", "provider: 012");

        var answer = await _project.RunAsync("validate");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Contains("stacks/classes/warehouse.yaml:", answer.Out.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("edge: 1 error in 1 file\n", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_two_stacks_claim_belongs_to_neither()
    {
        _project.EditDev("  infra:clusters:", "  infra:sites:\n    groups: [cold-chain]\n\n  infra:clusters:");

        var answer = await _project.RunAsync("validate", "--all");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Contains("INF082 stacks/Pulumi.edge.yaml:", answer.Out, StringComparison.Ordinal);
        Assert.Contains("group 'cold-chain' also belongs to stack 'dev', in stacks/Pulumi.dev.yaml:", answer.Out, StringComparison.Ordinal);
        Assert.Contains("INF082", (await _project.RunAsync("preview", "-s", "dev")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stacks/sites/lost.yaml", "a site is <site>.yaml in the folder of its group")]
    [InlineData("stacks/classes/depot.yml", "a class is <class>.yaml")]
    [InlineData("stacks/regions/north", "a region is <region>.yaml")]
    public async Task A_file_that_nobody_would_read_is_refused(string file, string allowed)
    {
        await File.WriteAllTextAsync(_project.InFolder(file), "kind: attached\n", TestContext.Current.CancellationToken);

        var answer = await _project.RunAsync("validate");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Contains($"INF081 {file}:1:1 is read by nobody; {allowed}", answer.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Warehouse")]
    [InlineData("../../etc")]
    [InlineData("''")]
    public async Task A_site_whose_class_cannot_be_a_class_is_not_lost_in_silence(string name)
    {
        await File.WriteAllTextAsync(
            _project.InFolder("stacks/sites/cold-chain/shanghai-01.yaml"), $"class: {name}\nregion: shanghai\nnetwork: {{ nodeCidr: 10.64.0.0/24 }}\n", TestContext.Current.CancellationToken);

        var answer = await _project.RunAsync("validate", "-s", "edge");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Contains("stacks/sites/cold-chain/shanghai-01.yaml:1:8 clusters.shanghai-01.class: found", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_sites_that_no_stack_uses_is_pointed_out()
    {
        Directory.CreateDirectory(_project.InFolder("stacks/sites/parked"));

        var answer = await _project.RunAsync("validate");

        Assert.Equal(ExitCodes.Success, answer.ExitCode);
        Assert.Contains("no stack uses stacks/sites/parked", answer.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kidn: attached\n", "INF001 stacks/classes/spare.yaml:1:1 no cluster knows the key 'kidn'; did you mean 'kind'?")]
    [InlineData("labels: [\n", "INF011 stacks/classes/spare.yaml:")]
    public async Task A_class_that_no_cluster_uses_is_read_all_the_same(string content, string expected)
    {
        await File.WriteAllTextAsync(_project.InFolder("stacks/classes/spare.yaml"), content, TestContext.Current.CancellationToken);

        var answer = await _project.RunAsync("validate");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.StartsWith(expected, answer.Out, StringComparison.Ordinal);
        Assert.Contains("all stacks together: 1 error in 1 file\n", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_every_finding_with_its_place()
    {
        _project.EditDev("replicas: 2", "replcas: 2");

        var answer = await _project.RunAsync("validate", "-s", "dev", "--json");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        var finding = Assert.Single(JsonDocument.Parse(answer.Out).RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal("INF001", finding.GetProperty("rule").GetString());
        Assert.Equal("stacks/Pulumi.dev.yaml", finding.GetProperty("file").GetString());
        Assert.Equal("applications.edge-agent.workload.replcas", finding.GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_site_that_stands_may_not_just_disappear()
    {
        Record("""{ "clusters": { "shanghai-09": { "kind": "attached", "protected": true } } }""");

        var answer = await _project.RunAsync("validate", "-s", "edge");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.StartsWith("INF053 ", answer.Out, StringComparison.Ordinal);
        Assert.Contains("shanghai-09", answer.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"[secret]\"")]
    [InlineData("[")]
    [InlineData("{ \"clusters\": 3 }")]
    public async Task A_record_that_says_nothing_of_clusters_is_not_compared_with(string deployed)
    {
        Record(deployed);

        Assert.Equal(ExitCodes.Success, (await _project.RunAsync("validate", "-s", "edge")).ExitCode);
    }

    [Fact]
    public async Task A_misspelt_stack_is_told_which_there_are()
    {
        var answer = await _project.RunAsync("validate", "-s", "edgy");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Equal("error: There is no stack 'edgy'; did you mean 'edge'? The stacks are dev, edge, mgmt, pre, prod.\n", answer.Messages);
    }

    private void Record(string deployed)
    {
        Directory.CreateDirectory(_project.InFolder(".infra/state"));
        File.WriteAllText(
            _project.InFolder(".infra/state/edge.json"),
            $$"""{ "version": 3, "deployment": { "resources": [ { "type": "pulumi:pulumi:Stack", "outputs": { "deployed": {{deployed}} } } ] } }""");
    }

    private void Edit(string file, string old, string replacement)
    {
        var path = _project.InFolder(file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, replacement, StringComparison.Ordinal));
    }
}
