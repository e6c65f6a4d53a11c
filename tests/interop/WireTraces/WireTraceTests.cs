namespace Infra.Interop.Tests.WireTraces;

/// <summary>The SDK of this repository says to an engine what the published one says.</summary>
public sealed class WireTraceTests
{
    [Theory]
    [InlineData("preview.txt", true)]
    [InlineData("up.txt", false)]
    public async Task The_program_sends_what_the_published_SDK_sent(string trace, bool isPreview)
    {
        var recorded = await File.ReadAllLinesAsync(Path.Combine(Prerequisites.Shared(), "wire-traces", trace), TestContext.Current.CancellationToken);

        var (program, requests) = await RunAsync(isPreview);

        Assert.Equal("EXIT 0", recorded[^1]);
        Assert.True(program.ExitCode == 0, program.Error);
        Assert.Equal(Unordered(recorded[..^1].Select(RecordedRequest.Parse)), Unordered(requests));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_end_is_signalled_once_and_last(bool isPreview)
    {
        var (_, requests) = await RunAsync(isPreview);

        Assert.Equal("SignalAndWaitForShutdown", requests[^1].Method);
        Assert.Single(requests, request => request.Method == "SignalAndWaitForShutdown");
        Assert.Contains("pulumi:pulumi:Stack::proj-dev", requests[^2].Message["urn"]?.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stack_is_registered_before_any_other_resource()
    {
        var (_, requests) = await RunAsync(isPreview: true);

        var first = requests.First(request => request.Method is "RegisterResource" or "ReadResource");
        Assert.Equal("pulumi:pulumi:Stack", first.Message["type"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("1", "user code failed")]
    [InlineData("2", "the resource cannot be made")]
    public async Task A_failure_is_logged_and_ends_the_program_with_32_and_no_signal(string failure, string message)
    {
        var (program, requests) = await RunAsync(isPreview: false, failure);

        Assert.Equal(32, program.ExitCode);
        Assert.Contains(requests, request => request.Method == "Log" && request.Content.Contains("ERROR", StringComparison.Ordinal) && request.Content.Contains(message, StringComparison.Ordinal));
        Assert.DoesNotContain(requests, request => request.Method == "SignalAndWaitForShutdown");
        Assert.DoesNotContain(requests, request => request.Method == "RegisterResourceOutputs" && request.Content.Contains("Stack::proj-dev", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_logged_error_lets_everything_finish_and_ends_the_program_with_1_and_no_signal()
    {
        var (program, requests) = await RunAsync(isPreview: false, "3");

        Assert.Equal(1, program.ExitCode);
        Assert.Contains(requests, request => request.Method == "RegisterResourceOutputs" && request.Content.Contains("Stack::proj-dev", StringComparison.Ordinal));
        Assert.DoesNotContain(requests, request => request.Method == "SignalAndWaitForShutdown");
    }

    private static async Task<(ChildProcess Program, IReadOnlyList<RecordedRequest> Requests)> RunAsync(bool isPreview, string? failure = null)
    {
        await using var engine = await RecordingEngine.StartAsync(isPreview);
        var program = await TraceProgram.RunAsync(engine.Address, isPreview, failure);
        return (program, engine.Requests);
    }

    // Independent requests arrive in any order, and how often a feature is asked for depends on how many ask at once.
    private static IReadOnlyList<string> Unordered(IEnumerable<RecordedRequest> requests) =>
        [
            .. requests
                .GroupBy(request => request.ToString(), StringComparer.Ordinal)
                .SelectMany(same => same.First().Method == "SupportsFeature" ? same.Take(1) : same)
                .Select(request => request.ToString())
                .Order(StringComparer.Ordinal),
        ];
}
