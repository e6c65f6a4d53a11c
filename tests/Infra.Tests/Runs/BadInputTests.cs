using Xunit;

namespace Infra.Tests.Runs;

/// <summary>What can be wrong: one clear message, exit code 1, and what is recorded is as it was.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task An_unknown_stack_names_the_known_ones() =>
        await FailsAsync(["up", "-s", "dve"], "There is no stack 'dve'", "did you mean 'dev'", "dev, edge, mgmt, pre, prod");

    [Fact]
    public async Task No_stack_at_all_names_the_known_ones() => await FailsAsync(["up"], "Which stack?", "dev, edge, mgmt, pre, prod");

    [Fact]
    public async Task No_project_says_where_it_was_looked_for()
    {
        using var nowhere = new Project();
        File.Delete(nowhere.InFolder("Pulumi.yaml"));

        var answer = await nowhere.RunAsync("up", "-s", "dev");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains($"There is no Pulumi.yaml in {nowhere.Folder}", answer.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Malformed_YAML_has_a_place()
    {
        await RecordedAsync();
        _project.EditDev("  infra:clusters:\n", "  infra:clusters: [\n");

        await FailsAsync(["up", "-s", "dev"], "stacks/Pulumi.dev.yaml:");
    }

    [Fact]
    public async Task An_unknown_key_has_a_place_and_a_suggestion()
    {
        await RecordedAsync();
        _project.EditDev("replicas: 2", "replcas: 2");

        await FailsAsync(["up", "-s", "dev"], "stacks/Pulumi.dev.yaml:", "replcas", "did you mean 'replicas'");
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_has_a_place()
    {
        await RecordedAsync();
        _project.EditDev("replicas: 2", "replicas: two");

        await FailsAsync(["up", "-s", "dev"], "stacks/Pulumi.dev.yaml:", "replicas", "two");
    }

    [Fact]
    public async Task Several_mistakes_are_told_at_once()
    {
        _project.EditDev("replicas: 2", "replicas: two");
        _project.EditDev("fleet: fleet-edge", "fleet: fleet-edeg");

        await FailsAsync(["up", "-s", "dev"], "two", "fleet-edeg");
    }

    [Theory]
    [InlineData("", "state/dev.json")]
    [InlineData("{\"version\": 3, \"deployment\": {\"resou", "state/dev.json")]
    [InlineData("[]", "state/dev.json")]
    [InlineData("{\"version\": 99, \"deployment\": {}}", "99")]
    public async Task A_state_that_cannot_be_used_is_left_alone(string content, string expected)
    {
        await RecordedAsync();
        await File.WriteAllTextAsync(_project.DevState, content, TestContext.Current.CancellationToken);

        await FailsAsync(["up", "-s", "dev"], expected);
    }

    [Fact]
    public async Task A_locked_stack_names_who_holds_it()
    {
        await RecordedAsync();
        Directory.CreateDirectory(_project.InFolder(".infra/locks"));
        await File.WriteAllTextAsync(
            _project.InFolder(".infra/locks/dev.json"),
            """{"user":"alice","host":"elsewhere","pid":1,"processStarted":"2026-01-01T00:00:00Z","operation":"up","since":"2026-01-01T00:00:00Z"}""",
            TestContext.Current.CancellationToken);

        await FailsAsync(["up", "-s", "dev"], "alice@elsewhere", "`up`", "delete .infra/locks/dev.json");
    }

    [Fact]
    public async Task A_record_that_cannot_be_written_is_told()
    {
        await File.WriteAllTextAsync(_project.InFolder(".infra"), "in the way", TestContext.Current.CancellationToken);

        await FailsAsync(["up", "-s", "dev"], ".infra");
    }

    [Fact]
    public async Task A_file_of_somebody_else_is_not_overwritten()
    {
        Directory.CreateDirectory(_project.InFolder("rendered/dev/member1"));
        await File.WriteAllTextAsync(_project.InFolder("rendered/dev/member1/kustomization.yaml"), "mine", TestContext.Current.CancellationToken);

        await FailsAsync(["up", "-s", "dev"], "rendered/dev", "member1/kustomization.yaml");
    }

    [Fact]
    public async Task An_interrupted_up_changes_nothing()
    {
        await RecordedAsync();
        _project.EditDev("replicas: 2", "replicas: 3");
        var before = _project.Made();
        using var interrupt = new CancellationTokenSource();
        await interrupt.CancelAsync();

        var answer = await _project.RunUntilAsync(interrupt.Token, "up", "-s", "dev");

        Assert.NotEqual(0, answer.ExitCode);
        Assert.Equal(before, _project.Made());
        Assert.Equal(0, (await _project.RunAsync("up", "-s", "dev")).ExitCode);
    }

    [Fact]
    public async Task A_plan_goes_on_without_what_another_stack_never_recorded_and_says_so()
    {
        var answer = await _project.RunAsync("preview", "-s", "prod");

        Assert.Equal(ExitCodes.Success, answer.ExitCode);
        Assert.Contains("nothing is recorded of the stack 'mgmt' yet", answer.Out + answer.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_of_something_else_is_refused()
    {
        await RecordedAsync();
        await File.WriteAllTextAsync(_project.InFolder("other.json"), "{\"hello\": 1}", TestContext.Current.CancellationToken);

        await FailsAsync(["stack", "import", "-s", "dev", "--file", _project.InFolder("other.json")], "other.json");
        await FailsAsync(["stack", "import", "-s", "dev", "--file", _project.InFolder("none.json")], "none.json cannot be read");
    }

    private async Task RecordedAsync() => Assert.Equal(0, (await _project.RunAsync("up", "-s", "dev")).ExitCode);

    private async Task FailsAsync(string[] arguments, params string[] expected)
    {
        var before = _project.Made();

        var answer = await _project.RunAsync(arguments);

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.All(expected, text => Assert.Contains(text, answer.Messages + answer.Out, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", answer.Messages + answer.Out, StringComparison.Ordinal);
        Assert.Equal(before, _project.Made());
    }
}
