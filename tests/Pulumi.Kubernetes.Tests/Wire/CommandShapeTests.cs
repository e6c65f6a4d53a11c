using Pulumi.Command.Remote.Inputs;
using Xunit;
using Local = Pulumi.Command.Local;
using Remote = Pulumi.Command.Remote;

namespace Pulumi.Kubernetes.Tests.Wire;

public sealed class CommandShapeTests
{
    [Fact]
    public async Task A_remote_command_completes_its_connection()
    {
        var recording = await Recording.Of(() => _ = new Remote.Command("c", new Remote.CommandArgs
        {
            Connection = new ConnectionArgs { Host = "h" },
            Create = "true",
            Logging = Remote.Logging.StdoutAndStderr,
        }));

        Assert.Equal("command:remote:Command", recording.Single.Type);
        Assert.Equal(
            """{"connection":{"dialErrorLimit":10,"host":"h","perDialTimeout":15,"port":22,"user":"root"},"create":"true","logging":"stdoutAndStderr"}""",
            Shape.Of(recording.Single.Inputs));
    }

    [Fact]
    public async Task A_connection_is_secret_as_a_whole()
    {
        var args = new Remote.CommandArgs();

        await Recording.Of(() => args.Connection = new ConnectionArgs { Host = "h" });

        Assert.True(await Output.IsSecretAsync(args.Connection!.ToOutput()));
    }

    [Fact]
    public async Task A_private_key_is_secret()
    {
        var args = new ConnectionArgs { Host = "h" };

        await Recording.Of(() => args.PrivateKey = "k");

        Assert.True(await Output.IsSecretAsync(args.PrivateKey!.ToOutput()));
    }

    [Fact]
    public async Task A_local_command_needs_no_args()
    {
        var recording = await Recording.Of(() => _ = new Local.Command("c"));

        Assert.Equal("command:local:Command", recording.Single.Type);
        Assert.Empty(recording.Single.Inputs);
    }

    [Fact]
    public async Task A_copy_sends_what_is_copied()
    {
        var recording = await Recording.Of(() => _ = new Remote.CopyToRemote("c", new Remote.CopyToRemoteArgs
        {
            Connection = new ConnectionArgs { Host = "h" },
            Source = new StringAsset("text"),
            RemotePath = "/etc/motd",
            Triggers = new Input<object>[] { "a", 1 },
        }));

        Assert.Equal("/etc/motd", recording.Single.Inputs["remotePath"]);
        Assert.IsType<StringAsset>(recording.Single.Inputs["source"]);
        Assert.Equal("""["a",1]""", Shape.Of(recording.Single.Inputs["triggers"]));
    }

    [Fact]
    public async Task Run_calls_the_function_with_its_args()
    {
        string? stdout = null;
        var recording = await Recording.Of(
            () => Local.Run.Invoke(new Local.RunInvokeArgs { Command = "hostname" }).Apply(result => stdout = result.Stdout),
            new Dictionary<string, object>(StringComparer.Ordinal) { ["command"] = "hostname", ["stdout"] = "edge-1", ["stderr"] = "" });

        Assert.Equal("command:local:run", recording.Calls.Single().Token);
        Assert.Equal("""{"command":"hostname"}""", Shape.Of(recording.Calls.Single().Args));
        Assert.Equal("edge-1", stdout);
    }

    [Fact]
    public void Values_of_an_enumeration_compare_by_their_text()
    {
        Assert.True(Local.Logging.Stdout == Local.Logging.Stdout);
        Assert.True(Local.Logging.Stdout != Local.Logging.Stderr);
        Assert.Equal(Local.Logging.None.GetHashCode(), Local.Logging.None.GetHashCode());
        Assert.Equal("stdoutAndStderr", (string)Local.Logging.StdoutAndStderr);
        Assert.Equal("none", Local.Logging.None.ToString());
    }
}
