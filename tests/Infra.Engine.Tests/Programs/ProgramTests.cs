using System.Collections.Concurrent;
using System.Text;
using Grpc.Net.Client;
using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.State;
using Infra.Engine.Tests.Planning;
using Infra.Engine.Values;
using Pulumirpc;
using Xunit;

namespace Infra.Engine.Tests.Programs;

public sealed class ProgramTests
{
    [Fact]
    public async Task The_same_program_gives_the_same_plan_in_process_and_over_grpc_in_whatever_order_it_registers()
    {
        var inProcess = await PlanAsync(overGrpc: false, order: [0, 1, 2, 3, 4, 5, 6, 7]);
        var overGrpc = await PlanAsync(overGrpc: true, order: [7, 6, 5, 4, 3, 2, 1, 0]);

        Assert.Equal(inProcess, overGrpc);
        Assert.Contains("thing-7", inProcess, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_in_the_process_has_its_environment_only_while_it_runs()
    {
        var before = Environment.GetEnvironmentVariable("PULUMI_STACK");
        await using var session = new EngineSession(TestRun.Stack, DeploymentSnapshot.Empty, [], new SessionOptions
        {
            Config = new Dictionary<string, string>(StringComparer.Ordinal) { ["proj:b"] = "2", ["proj:a"] = "1" },
            ConfigSecretKeys = ["proj:b"],
            Parallel = 7,
            RootDirectory = "/root-of-project",
        });

        var plan = await session.PlanAsync(new InProcessProgram(() =>
        {
            Assert.Equal(
                ["org", "proj", "dev", "true", "false", "7", "/root-of-project", "{\"proj:a\":\"1\",\"proj:b\":\"2\"}", "[\"proj:b\"]", "in-process", "in-process"],
                new[] { "ORGANIZATION", "PROJECT", "STACK", "DRY_RUN", "QUERY_MODE", "PARALLEL", "ROOT_DIRECTORY", "CONFIG", "CONFIG_SECRET_KEYS", "MONITOR", "ENGINE" }
                    .Select(name => Environment.GetEnvironmentVariable($"PULUMI_{name}")));
            Assert.Same(session.Invoker, AppContext.GetData(InProcessProgram.InvokerDataName));
            return Task.FromResult(0);
        }), TestContext.Current.CancellationToken);

        Assert.Contains("without registering its stack", plan.Error(), StringComparison.Ordinal);
        Assert.Equal(before, Environment.GetEnvironmentVariable("PULUMI_STACK"));
        Assert.Null(AppContext.GetData(InProcessProgram.InvokerDataName));
    }

    [Fact]
    public async Task A_child_gets_the_contract_and_its_lines_are_passed_on()
    {
        var lines = new Lines(() => { });
        await using var session = new EngineSession(TestRun.Stack, DeploymentSnapshot.Empty, [], new SessionOptions(), lines);

        var plan = await session.PlanAsync(
            new ChildProgram("/bin/sh", ["-c", "echo \"$PULUMI_STACK $PULUMI_DRY_RUN $PULUMI_MONITOR\"; echo oops >&2; exit 3"], Path.GetTempPath()),
            TestContext.Current.CancellationToken);

        Assert.Equal(3, plan.ProgramExitCode);
        Assert.Equal("Error: The program ended with exit code 3.", plan.Error());
        Assert.Contains($"dev true {await session.ListenAsync(TestContext.Current.CancellationToken)}", lines.Out);
        Assert.Contains("oops", lines.Error);
    }

    [Fact]
    public async Task A_child_that_is_cancelled_is_gone_with_its_children()
    {
        using var stop = new CancellationTokenSource();
        var lines = new Lines(stop.Cancel);
        await using var session = new EngineSession(TestRun.Stack, DeploymentSnapshot.Empty, [], new SessionOptions(), lines);

        await Assert.ThrowsAsync<RunCanceledException>(() => session.PlanAsync(new ChildProgram("/bin/sh", ["-c", "sleep 600 & echo $!; wait"], Path.GetTempPath()), stop.Token));

        var child = int.Parse(Assert.Single(lines.Out), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(SpinWait.SpinUntil(() => !IsAlive(child), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_an_error_of_the_run()
    {
        await using var session = new EngineSession(TestRun.Stack, DeploymentSnapshot.Empty, [], new SessionOptions());

        var plan = await session.PlanAsync(new ChildProgram("/no/such/command", [], Path.GetTempPath()), TestContext.Current.CancellationToken);

        Assert.Contains("/no/such/command", plan.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_runs_once()
    {
        await using var session = new EngineSession(TestRun.Stack, DeploymentSnapshot.Empty, [], new SessionOptions());
        var program = new InProcessProgram(() => Task.FromResult(0));
        await session.PlanAsync(program, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => session.PlanAsync(program, TestContext.Current.CancellationToken));
    }

    private static bool IsAlive(int process)
    {
        var status = $"/proc/{process}/status";
        return File.Exists(status) && !File.ReadAllText(status).Contains("State:\tZ", StringComparison.Ordinal);
    }

    private static async Task<string> PlanAsync(bool overGrpc, int[] order)
    {
        var plan = await TestRun.PlanAsync(async client =>
        {
            var monitor = client.Monitor;
            using var channel = overGrpc ? GrpcChannel.ForAddress($"http://{await client.Context.ListenAsync(TestContext.Current.CancellationToken)}") : null;
            if (channel is not null)
                monitor = new ResourceMonitor.ResourceMonitorClient(channel);

            await Task.WhenAll(order.Select(number => monitor.RegisterResourceAsync(new RegisterResourceRequest
            {
                Type = $"test{number % 3}:index:Thing",
                Name = $"thing-{number}",
                Parent = TestRun.StackUrn,
                Custom = true,
                Object = WireWriter.Full.Write(V.Map(("number", V.N(number)), ("secret", V.Secret(V.S("s"))), ("unknown", V.Unknown))),
            }).ResponseAsync));
        });

        using var file = new MemoryStream();
        DeploymentJson.Write(plan.Snapshot with { SecretsProvider = new TestSecrets() }, file);
        return string.Join('\n', [.. plan.Steps.Select(step => $"{step.Kind} {step.Urn}"), .. plan.Diagnostics.Select(diagnostic => diagnostic.ToString()), Encoding.UTF8.GetString(file.ToArray())]);
    }

    private sealed class Lines(Action written) : IProgressObserver
    {
        public ConcurrentQueue<string> Out { get; } = new();

        public ConcurrentQueue<string> Error { get; } = new();

        public void ProgramWrote(string line, bool isError)
        {
            (isError ? Error : Out).Enqueue(line);
            written();
        }
    }
}
