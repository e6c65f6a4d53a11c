using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Infra.Tests.Runs;

/// <summary>The way of a newcomer through the dev stack.</summary>
public sealed class DevStackTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Up_renders_every_cluster_and_records_the_state()
    {
        var up = await _project.RunAsync("up", "-s", "dev");

        Assert.Equal((0, ""), (up.ExitCode, up.Messages));
        var made = _project.Made();
        Assert.Contains("rendered/dev/member1/kustomization.yaml", made.Keys);
        Assert.Contains("rendered/dev/member2/kustomization.yaml", made.Keys);
        Assert.Contains("rendered/dev/karmada/cold-chain/deployment-edge-agent.yaml", made.Keys);
        using var state = JsonDocument.Parse(made[".infra/state/dev.json"]);
        Assert.Equal(3, state.RootElement.GetProperty("version").GetInt32());
        Assert.NotEqual(0, state.RootElement.GetProperty("deployment").GetProperty("resources").GetArrayLength());
    }

    [Fact]
    public async Task A_second_up_changes_nothing()
    {
        await _project.RunAsync("up", "-s", "dev");
        var before = _project.Made();

        var again = await _project.RunAsync("up", "-s", "dev", "--expect-no-changes");

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("no changes", again.Out, StringComparison.Ordinal);
        Assert.Equal(before, _project.Made());
    }

    [Fact]
    public async Task An_edited_replica_count_is_all_that_a_preview_shows()
    {
        var resources = await UpAsync();
        var before = _project.Made();
        _project.EditDev("replicas: 2", "replicas: 3");

        var preview = await _project.RunAsync("preview", "-s", "dev", "--diff");

        Assert.Equal(0, preview.ExitCode);
        Assert.Equal(["~ spec.replicas: 2 => 3"], preview.Out.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("~ ", StringComparison.Ordinal) && line.Contains("=>", StringComparison.Ordinal)));
        Assert.Contains($"Resources: 1 to update, {resources - 1} unchanged", preview.Out, StringComparison.Ordinal);
        Assert.Equal(before, _project.Made());
    }

    [Fact]
    public async Task Changes_that_were_not_expected_exit_with_2_and_write_nothing()
    {
        var up = await _project.RunAsync("up", "-s", "dev", "--expect-no-changes");

        Assert.Equal(ExitCodes.ChangesFound, up.ExitCode);
        Assert.Empty(_project.Made());
    }

    [Fact]
    public async Task Destroy_leaves_nothing()
    {
        var resources = await UpAsync();

        var destroy = await _project.RunAsync("destroy", "-s", "dev");

        Assert.Equal(0, destroy.ExitCode);
        Assert.Contains($"Resources: {resources} to delete", destroy.Out, StringComparison.Ordinal);
        Assert.Empty(_project.Made());
    }

    [Fact]
    public async Task An_exported_state_can_be_imported_where_it_was_lost()
    {
        await _project.RunAsync("up", "-s", "dev");
        var file = _project.InFolder("exported.json");
        await _project.RunAsync("stack", "export", "-s", "dev", "--file", file);
        var before = _project.Made();
        File.Delete(_project.DevState);

        var import = await _project.RunAsync("stack", "import", "-s", "dev", "--file", file);

        Assert.Equal(0, import.ExitCode);
        Assert.Equal(before, _project.Made());
        Assert.Equal(0, (await _project.RunAsync("preview", "-s", "dev", "--expect-no-changes")).ExitCode);
    }

    [Fact]
    public async Task Recorded_outputs_are_printed_one_or_all()
    {
        await _project.RunAsync("up", "-s", "dev");

        Assert.Equal("[\"member1\",\"member2\"]\n", (await _project.RunAsync("stack", "output", "clusters", "-s", "dev")).Out);
        Assert.Contains("\"fleets\": [", (await _project.RunAsync("stack", "output", "-s", "dev", "--json")).Out, StringComparison.Ordinal);
        var missing = await _project.RunAsync("stack", "output", "clutsers", "-s", "dev");
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("has no output 'clutsers'", missing.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_stacks_tells_what_is_recorded()
    {
        var resources = await UpAsync();

        var list = await _project.RunAsync("stack", "ls");

        Assert.Contains($"dev     {resources} ", list.Out, StringComparison.Ordinal);
        Assert.Contains("prod    -", list.Out, StringComparison.Ordinal);
    }

    // How many resources there are is told: every policy is one, so they are more from time to time.
    private async Task<int> UpAsync()
    {
        var up = await _project.RunAsync("up", "-s", "dev");
        return int.Parse(up.Out.Split("Resources: ")[1].Split(" to create")[0], CultureInfo.InvariantCulture);
    }
}
