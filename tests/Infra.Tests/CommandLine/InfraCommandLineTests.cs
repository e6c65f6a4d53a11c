using System.CommandLine;
using Infra.CommandLine;
using Moq;
using Xunit;

namespace Infra.Tests.CommandLine;

public sealed class InfraCommandLineTests
{
    private readonly Mock<ICommands> _commands = new(MockBehavior.Strict);
    private readonly Mock<ISpecificationCommands> _specification = new(MockBehavior.Strict);

    [Fact]
    public async Task Options_may_stand_before_or_after_the_command()
    {
        var seen = new List<RunSettings>();
        _commands.Setup(commands => commands.PreviewAsync(Capture.In(seen), It.IsAny<CancellationToken>())).ReturnsAsync(0);

        await RunAsync("-s", "dev", "-C", "/somewhere", "preview", "--diff");
        await RunAsync("preview", "--stack", "dev", "--cwd", "/somewhere", "--diff");

        Assert.All(seen, settings => Assert.Equal(new RunSettings("dev", "/somewhere", ShowDiff: true, Json: false, ExpectNoChanges: false), settings));
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public async Task The_exit_code_is_the_commands_own()
    {
        _commands.Setup(commands => commands.UpAsync(It.IsAny<RunSettings>(), It.IsAny<CancellationToken>())).ReturnsAsync(ExitCodes.ChangesFound);

        Assert.Equal(ExitCodes.ChangesFound, (await RunAsync("up", "-s", "dev", "--expect-no-changes")).ExitCode);
    }

    [Fact]
    public async Task A_misspelt_option_is_an_error_that_suggests_and_runs_nothing()
    {
        var (exitCode, _, error) = await RunAsync("up", "--satck", "dev");

        Assert.Equal(ExitCodes.Error, exitCode);
        Assert.Contains("--satck", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A first walk:", "--help")]
    [InlineData("Reading a preview:", "preview", "--help")]
    [InlineData("What it writes:", "up", "--help")]
    [InlineData("pulumi stack import", "stack", "--help")]
    [InlineData("infra validate -s edge", "validate", "--help")]
    [InlineData("infra new site --from sites.csv", "new", "site", "--help")]
    [InlineData("infra new stack lab", "new", "stack", "--help")]
    [InlineData("infra schema --write", "schema", "--help")]
    [InlineData("infra explain -s edge shanghai-07", "explain", "--help")]
    [InlineData("infra status -s edge --addon keda", "status", "--help")]
    [InlineData("infra policies -s prod --fleet fleet-global", "policies", "--help")]
    [InlineData("infra traffic -s prod --drain on-prem", "traffic", "--help")]
    public async Task Help_teaches(string lesson, params string[] arguments)
    {
        var (exitCode, output, _) = await RunAsync(arguments);

        Assert.Equal(0, exitCode);
        Assert.Contains(lesson, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_command_hands_over_its_file_and_its_flags()
    {
        _commands.Setup(commands => commands.ExportAsync(new StackSettings("dev", "/x", false, true), "state.json", It.IsAny<CancellationToken>())).ReturnsAsync(0);

        Assert.Equal(0, (await RunAsync("stack", "export", "-s", "dev", "-C", "/x", "--show-secrets", "--file", "state.json")).ExitCode);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await InfraCommandLine.Create(_commands.Object, _specification.Object).Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }
}
