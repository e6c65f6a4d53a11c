using System.Text;
using Grpc.Core;
using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.State;
using Infra.Engine.Values;
using Pulumirpc;
using Xunit;

namespace Infra.Engine.Tests.Planning;

/// <summary>Programs that are wrong: each gets one clear message, and nothing is planned away because of it.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task Two_resources_with_one_name_are_refused()
    {
        var plan = await TestRun.PlanAsync(async client =>
        {
            await client.Custom("a");
            var error = await Assert.ThrowsAsync<RpcException>(() => client.Custom("a"));
            Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
            Assert.Contains("Duplicate resource", error.Status.Detail, StringComparison.Ordinal);
        });

        Assert.Equal(
            "Error: urn:pulumi:dev::proj::test:index:Thing::a: Duplicate resource: a test:index:Thing named 'a' with the same parent is registered already. Give one of them another name or parent.",
            plan.Error());
    }

    [Theory]
    [InlineData("parent")]
    [InlineData("dependency")]
    [InlineData("dependency through 'p'")]
    [InlineData("deletedWith")]
    [InlineData("replaceWith")]
    public async Task What_a_resource_needs_must_be_registered(string what)
    {
        const string nothing = "urn:pulumi:dev::proj::test:index:Thing::nothing";

        var plan = await TestRun.PlanAsync(client => Assert.ThrowsAsync<RpcException>(() => client.Custom("a", change: request =>
        {
            switch (what)
            {
                case "parent":
                    request.Parent = nothing;
                    break;
                case "dependency":
                    request.Dependencies.Add(nothing);
                    break;
                case "deletedWith":
                    request.DeletedWith = nothing;
                    break;
                case "replaceWith":
                    request.ReplaceWith.Add(nothing);
                    break;
                default:
                    request.PropertyDependencies["p"] = new() { Urns = { nothing } };
                    break;
            }
        })));

        Assert.Contains($"{what} '{nothing}'", plan.Error(), StringComparison.Ordinal);
        Assert.Contains("is not a registered resource", plan.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_that_was_refused_can_be_registered_properly()
    {
        var plan = await TestRun.PlanAsync(async client =>
        {
            await Assert.ThrowsAsync<RpcException>(() => client.Custom("a", V.Map(("bad", V.N(1)))));
            await client.Custom("a");
        });

        Assert.Contains("bad: it cannot be right", plan.Error(), StringComparison.Ordinal);
        Assert.Equal(StepKind.Create, plan.Step("a").Kind);
    }

    [Theory]
    [InlineData("ignoreChanges", "a[b")]
    [InlineData("replaceOnChanges", "[\"a")]
    [InlineData("customTimeouts.create", "soon")]
    public async Task Malformed_options_are_named(string option, string value)
    {
        var recorded = await TestRun.RecordAsync(client => client.Custom("a", V.Map(("v", V.N(1)))));

        var plan = await TestRun.PlanAsync(client => Assert.ThrowsAsync<RpcException>(() => client.Custom("a", V.Map(("v", V.N(2))), request =>
        {
            if (option == "ignoreChanges")
                request.IgnoreChanges.Add(value);
            else if (option == "replaceOnChanges")
                request.ReplaceOnChanges.Add(value);
            else
                request.CustomTimeouts = new() { Create = value };
        })), recorded);

        Assert.Contains(option, plan.Error(), StringComparison.Ordinal);
        Assert.Contains(value, plan.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outputs_are_registered_once_and_of_what_is_there()
    {
        var plan = await TestRun.PlanAsync(async client =>
        {
            var component = await client.Component("c");
            await client.Outputs(component, PropertyMap.Empty);
            await Assert.ThrowsAsync<RpcException>(() => client.Outputs(component, PropertyMap.Empty));
            await Assert.ThrowsAsync<RpcException>(() => client.Outputs("urn:nothing", PropertyMap.Empty));
        });

        Assert.Equal(2, plan.Diagnostics.Length);
    }

    [Fact]
    public async Task A_program_that_fails_deletes_nothing()
    {
        var recorded = await TestRun.RecordAsync(client => client.Custom("a"));

        var exited = await TestRun.PlanAsync(async client =>
        {
            await client.Stack();
            return 32;
        }, recorded);
        var threw = await TestRun.PlanAsync(_ => throw new InvalidOperationException("boom"), recorded);
        var logged = await TestRun.PlanAsync(client => client.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Error, Message = "wrong" }).ResponseAsync, recorded);

        Assert.Equal("Error: The program ended with exit code 32.", exited.Error());
        Assert.Equal("Error: The program failed: boom", threw.Error());
        Assert.Equal("Error: wrong", logged.Error());
        Assert.All([exited, threw, logged], plan =>
        {
            Assert.True(plan.HasErrors);
            Assert.Equal(0, plan.Count(StepKind.Delete));
            Assert.Same(recorded, plan.Snapshot);
        });
    }

    [Fact]
    public async Task A_program_that_registers_no_stack_deletes_nothing()
    {
        var recorded = await TestRun.RecordAsync(client => client.Custom("a"));

        var plan = await TestRun.PlanAsync(_ => Task.FromResult(0), recorded);

        Assert.Contains("without registering its stack", plan.Error(), StringComparison.Ordinal);
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public async Task The_engines_message_is_told_once_though_the_program_repeats_it()
    {
        var plan = await TestRun.PlanAsync(async client =>
        {
            await client.Stack();
            var error = await Assert.ThrowsAsync<RpcException>(() => client.Custom("a", V.Map(("bad", V.N(1)))));
            await client.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Error, Message = $"unhandled exception: {error}" });
            return 32;
        });

        Assert.Equal("Error: urn:pulumi:dev::proj::test:index:Thing::a: bad: it cannot be right", plan.Error());
    }

    [Fact]
    public async Task Secrets_are_taken_out_of_what_the_program_says()
    {
        var observer = new Watcher();
        var options = new SessionOptions
        {
            Config = new Dictionary<string, string>(StringComparer.Ordinal) { ["proj:key"] = "from-config" },
            ConfigSecretKeys = ["proj:key"],
        };

        var plan = await TestRun.PlanAsync(async client =>
        {
            await client.Custom("a", V.Map(("s", V.Secret(V.Map(("deep", V.L(V.S("hush\nline two"))))))));
            await client.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Warning, Message = "got hush\nline two and from-config" });
            await client.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Debug, Message = "line two" });
            client.Context.Wrote("from-config", false);
        }, options: options, observer: observer);

        Assert.Equal("got [secret] and [secret]", Assert.Single(plan.Diagnostics).Message);
        Assert.Equal("got [secret] and [secret]|[secret]|[secret]|", observer.Seen.ToString());
    }

    [Fact]
    public async Task A_run_that_is_cancelled_tells_how_far_it_came()
    {
        using var stop = new CancellationTokenSource();
        await using var session = new EngineSession(TestRun.Stack, DeploymentSnapshot.Empty, [], new SessionOptions());
        var program = new InProcessProgram(async () =>
        {
            var monitor = new ResourceMonitor.ResourceMonitorClient((CallInvoker)AppContext.GetData(InProcessProgram.InvokerDataName)!);
            await monitor.RegisterResourceAsync(new RegisterResourceRequest { Type = Urn.StackType, Name = "proj-dev" });
            await stop.CancelAsync();
            await new TaskCompletionSource().Task;
            return 0;
        });

        var error = await Assert.ThrowsAsync<RunCanceledException>(() => session.PlanAsync(program, stop.Token));

        Assert.Equal(
            $"The run was cancelled after 1 resources, the last of them {TestRun.StackUrn}; every request was answered, so the program waits for something of its own, such as an output that nobody resolves. Nothing was written.",
            error.Message);
    }

    private sealed class Watcher : IProgressObserver
    {
        public StringBuilder Seen { get; } = new();

        public void Reported(Diagnostic diagnostic) => Seen.Append(diagnostic.Message).Append('|');

        public void ProgramWrote(string line, bool isError) => Seen.Append(line).Append('|');
    }
}
