using System.CommandLine;
using Infra.CommandLine;
using Moq;
using Xunit;

namespace Infra.Tests.CommandLine;

public sealed class SpecificationCommandTests
{
    private readonly Mock<ISpecificationCommands> _commands = new(MockBehavior.Strict);

    [Theory]
    [InlineData(null, "validate")]
    [InlineData(null, "validate", "--all")]
    [InlineData("edge", "validate", "-s", "edge")]
    public async Task Validate_checks_one_stack_or_all(string? expected, params string[] arguments)
    {
        _commands.Setup(commands => commands.ValidateAsync(new ValidateSettings(expected, "/x", false), It.IsAny<CancellationToken>())).ReturnsAsync(0);

        Assert.Equal(0, (await RunAsync(["-C", "/x", .. arguments])).ExitCode);
    }

    [Fact]
    public async Task Validate_is_not_asked_for_one_stack_and_all()
    {
        var (exitCode, error) = await RunAsync("validate", "--all", "-s", "edge");

        Assert.Equal(ExitCodes.Error, exitCode);
        Assert.Contains("either -s or --all", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("labels.goods")]
    public async Task Explain_takes_a_cluster_and_perhaps_a_path(string? path)
    {
        _commands.Setup(commands => commands.ExplainAsync(new ExplainSettings("edge", "/x", "shanghai-07", path), It.IsAny<CancellationToken>())).ReturnsAsync(0);

        Assert.Equal(0, (await RunAsync([.. new[] { "-C", "/x", "explain", "-s", "edge", "shanghai-07", path }.OfType<string>()])).ExitCode);
    }

    [Theory]
    [InlineData(null, null, false, "status")]
    [InlineData("a", null, false, "status", "--cluster", "a")]
    [InlineData("a", "keda", true, "status", "--addon", "keda", "--cluster", "a", "--json")]
    public async Task Status_is_narrowed_to_a_cluster_and_an_add_on(string? cluster, string? addon, bool json, params string[] arguments)
    {
        _commands.Setup(commands => commands.StatusAsync(new StatusSettings("edge", "/x", cluster, addon, json), It.IsAny<CancellationToken>())).ReturnsAsync(0);

        Assert.Equal(0, (await RunAsync(["-C", "/x", "-s", "edge", .. arguments])).ExitCode);
    }

    [Theory]
    [InlineData(null, null, false, "policies")]
    [InlineData(null, "a", false, "policies", "a")]
    [InlineData("fleet-a", null, true, "policies", "--fleet", "fleet-a", "--json")]
    public async Task Policies_are_narrowed_to_a_fleet_or_a_cluster(string? fleet, string? cluster, bool json, params string[] arguments)
    {
        _commands.Setup(commands => commands.PoliciesAsync(new PoliciesSettings("edge", "/x", fleet, cluster, json), It.IsAny<CancellationToken>())).ReturnsAsync(0);

        Assert.Equal(0, (await RunAsync(["-C", "/x", "-s", "edge", .. arguments])).ExitCode);
    }

    [Fact]
    public async Task Policies_are_not_asked_for_a_fleet_and_a_cluster()
    {
        var (exitCode, error) = await RunAsync("policies", "a", "--fleet", "fleet-a");

        Assert.Equal(ExitCodes.Error, exitCode);
        Assert.Contains("either a cluster or --fleet", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "", false, "traffic")]
    [InlineData("recommender", "a", "", true, "traffic", "--service", "recommender", "--from", "a", "--json")]
    [InlineData(null, null, "a b", false, "traffic", "--drain", "a", "--drain", "b")]
    public async Task Traffic_is_narrowed_and_clusters_are_drained_to_see(string? service, string? from, string drain, bool json, params string[] arguments)
    {
        var seen = new List<TrafficSettings>();
        _commands.Setup(commands => commands.TrafficAsync(Capture.In(seen), It.IsAny<CancellationToken>())).ReturnsAsync(0);

        Assert.Equal(0, (await RunAsync(["-C", "/x", "-s", "edge", .. arguments])).ExitCode);

        var settings = Assert.Single(seen);
        Assert.Equal(("edge", "/x", service, from, drain, json), (settings.Stack, settings.Directory, settings.Service, settings.From, string.Join(' ', settings.Drain), settings.Json));
    }

    [Fact]
    public async Task A_new_site_takes_what_it_differs_in()
    {
        var seen = new List<NewSiteSettings>();
        _commands.Setup(commands => commands.NewSitesAsync(Capture.In(seen), It.IsAny<CancellationToken>())).ReturnsAsync(0);

        await RunAsync("new", "site", "a-1", "--class", "c", "--region", "r", "--group", "g", "--set", "labels.a=b=c", "--set", "state=absent", "-C", "/x", "-s", "edge");
        await RunAsync("new", "site", "--from", "sites.csv", "-C", "/x");

        Assert.Equal(("edge", "a-1", "c", "r", "g", null), (seen[0].Stack, seen[0].Name, seen[0].Class, seen[0].Region, seen[0].Group, seen[0].From));
        Assert.Equal([KeyValuePair.Create("labels.a", "b=c"), KeyValuePair.Create("state", "absent")], seen[0].Values);
        Assert.Equal((null, null, "sites.csv"), (seen[1].Stack, seen[1].Name, seen[1].From));
    }

    [Theory]
    [InlineData("Say either the name of a site or --from", "new", "site")]
    [InlineData("Say either the name of a site or --from", "new", "site", "a", "--from", "x")]
    [InlineData("--set takes path=value", "new", "site", "a", "--set", "x")]
    [InlineData("the table's columns say everything", "new", "site", "--from", "x", "--class", "c")]
    public async Task A_new_site_is_asked_for_in_one_way(string expected, params string[] arguments)
    {
        var (exitCode, error) = await RunAsync(arguments);

        Assert.Equal(ExitCodes.Error, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_stack_is_for_development_unless_somebody_says_otherwise()
    {
        _commands.Setup(commands => commands.NewStackAsync(new NewStackSettings("lab", "/x", "development", null), It.IsAny<CancellationToken>())).ReturnsAsync(0);
        _commands.Setup(commands => commands.NewStackAsync(new NewStackSettings("asia", "/x", "production", "mgmt"), It.IsAny<CancellationToken>())).ReturnsAsync(0);

        Assert.Equal(0, (await RunAsync("new", "stack", "lab", "-C", "/x")).ExitCode);
        Assert.Equal(0, (await RunAsync("new", "stack", "asia", "--tier", "production", "--karmada-from", "mgmt", "-C", "/x")).ExitCode);
    }

    [Theory]
    [InlineData("site", false, "schema", "site")]
    [InlineData("site", true, "schema", "site", "--write")]
    [InlineData(null, true, "schema", "--write")]
    public async Task A_schema_is_printed_or_all_are_written(string? name, bool write, params string[] arguments)
    {
        _commands.Setup(commands => commands.SchemaAsync(new SchemaSettings("/x", name, write), It.IsAny<CancellationToken>())).ReturnsAsync(0);

        Assert.Equal(0, (await RunAsync(["-C", "/x", .. arguments])).ExitCode);
    }

    [Theory]
    [InlineData("Say which schema: stack, site, layer, addon", "schema")]
    [InlineData("'stakc' not recognized", "schema", "stakc")]
    public async Task A_schema_is_one_of_those_there_are(string expected, params string[] arguments)
    {
        var (exitCode, error) = await RunAsync(arguments);

        Assert.Equal(ExitCodes.Error, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = InfraCommandLine.Create(new Mock<ICommands>(MockBehavior.Strict).Object, _commands.Object);
        var exitCode = await root.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, error.ToString());
    }
}
