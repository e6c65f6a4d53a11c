using Google.Protobuf;
using Grpc.Core;
using Pulumirpc;
using Xunit;

namespace Pulumi.Tests;

public class ExitCodesInternalsTests
{
    [Fact]
    public async Task Success_signals_the_engine_and_is_zero()
    {
        var engine = new RecordingEngine();

        Assert.Equal(0, await engine.RunAsync(() => _ = new Thing("thing")));
        Assert.True(engine.WasSignalled);
    }

    [Fact]
    public async Task An_engine_that_knows_no_signal_is_fine()
    {
        var engine = new RecordingEngine
        {
            Answer = request => request is Google.Protobuf.WellKnownTypes.Empty
                ? throw new RpcException(new Status(StatusCode.Unimplemented, "no"))
                : Task.FromResult<IMessage?>(null),
        };

        Assert.Equal(0, await engine.RunAsync(() => { }));
    }

    [Fact]
    public async Task An_exception_of_the_program_is_reported_whole_and_is_32()
    {
        var engine = new RecordingEngine();

        Assert.Equal(32, await engine.RunAsync(() => throw new FormatException("user code failed")));
        var message = Assert.Single(engine.Errors).Message;
        Assert.StartsWith("Running program '", message, StringComparison.Ordinal);
        Assert.Contains("' failed with an unhandled exception:\nSystem.FormatException: user code failed", message, StringComparison.Ordinal);
        Assert.False(engine.WasSignalled);
        Assert.Empty(engine.All<RegisterResourceOutputsRequest>());
    }

    [Fact]
    public async Task A_run_exception_is_reported_by_its_message_alone()
    {
        var engine = new RecordingEngine();

        Assert.Equal(32, await engine.RunAsync(() => throw new RunException("just this")));
        Assert.Equal("just this", Assert.Single(engine.Errors).Message);
    }

    [Fact]
    public async Task A_resource_exception_is_reported_beside_its_resource()
    {
        var engine = new RecordingEngine();

        Assert.Equal(32, await engine.RunAsync(() => throw new ResourceException("broken", new Thing("thing"), hideStack: true)));
        var error = Assert.Single(engine.Errors);
        Assert.Equal("broken", error.Message);
        Assert.Equal("urn:pulumi:dev::proj::test:index:Thing::thing", error.Urn);
    }

    [Fact]
    public async Task A_logged_error_lets_everything_finish_and_is_1()
    {
        var engine = new RecordingEngine();

        Assert.Equal(1, await engine.RunAsync(() =>
        {
            Log.Error("logged");
            _ = new Thing("thing");
        }));
        Assert.Single(engine.Registrations);
        Assert.Single(engine.All<RegisterResourceOutputsRequest>());
        Assert.False(engine.WasSignalled);
    }

    [Fact]
    public async Task A_failed_registration_fails_the_program_once_though_much_depends_on_it()
    {
        var engine = new RecordingEngine
        {
            Answer = request => request is RegisterResourceRequest { Name: "bad" }
                ? throw new RpcException(new Status(StatusCode.Unknown, "refused"))
                : Task.FromResult<IMessage?>(null),
        };

        Assert.Equal(32, await engine.RunAsync(() =>
        {
            var bad = new Thing("bad");
            _ = new Thing("next", new ThingArgs { Other = bad.Id });
            _ = Output.Format($"{bad.Id}{bad.Urn}");
        }));
        Assert.Contains("refused", Assert.Single(engine.Errors).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(engine.Registrations, request => request.Name == "next");
    }

    [Fact]
    public async Task A_failed_output_that_nobody_uses_fails_the_program()
    {
        var engine = new RecordingEngine();

        Assert.Equal(32, await engine.RunAsync(() => _ = Output.Create(Task.Delay(1)
            .ContinueWith<string>(_ => throw new FormatException("late"), TaskScheduler.Default))));
        Assert.Contains("late", Assert.Single(engine.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_is_1()
    {
        var engine = new RecordingEngine
        {
            Answer = request => request is LogRequest ? throw new RpcException(new Status(StatusCode.Unavailable, "gone")) : Task.FromResult<IMessage?>(null),
        };

        Assert.Equal(1, await engine.RunAsync(() => Log.Info("hello")));
    }

    [Fact]
    public async Task Log_messages_arrive_in_the_order_in_which_they_were_written()
    {
        var engine = new RecordingEngine();
        await engine.RunAsync(() =>
        {
            Log.Debug("one", new Thing("thing"));
            Log.Info("two", ephemeral: true);
            Log.Warn("three", streamId: 7);
        });

        Assert.Equal(
            [
                new LogRequest { Severity = LogSeverity.Debug, Message = "one", Urn = "urn:pulumi:dev::proj::test:index:Thing::thing" },
                new LogRequest { Severity = LogSeverity.Info, Message = "two", Ephemeral = true },
                new LogRequest { Severity = LogSeverity.Warning, Message = "three", StreamId = 7 },
            ],
            engine.All<LogRequest>());
    }

    [Fact]
    public async Task A_stack_output_without_a_value_is_named()
    {
        var engine = new RecordingEngine();

        Assert.Equal(32, await engine.RunStackAsync(() => new ForgetfulStack()));
        Assert.Contains("forgotten", Assert.Single(engine.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_output_that_is_no_output_is_named()
    {
        var engine = new RecordingEngine();

        Assert.Equal(32, await engine.RunStackAsync(() => new WrongStack()));
        Assert.Contains("wrong", Assert.Single(engine.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deployments_follow_one_another_in_one_process()
    {
        for (var i = 0; i < 3; i++)
        {
            var engine = new RecordingEngine();
            Assert.Equal(0, await engine.RunAsync(() => _ = new Thing("thing")));
            Assert.Single(engine.Registrations);
        }
    }

    private sealed class ForgetfulStack : Stack
    {
        [Output("forgotten")]
        public Output<string>? Forgotten { get; set; }
    }

    private sealed class WrongStack : Stack
    {
        [Output("wrong")]
        public string Wrong { get; set; } = "";
    }
}
