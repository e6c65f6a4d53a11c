using System.Text;
using Infra.Engine.Storage;
using Xunit;

namespace Infra.Engine.Tests.Storage;

public sealed class StateStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_and_leaves_nothing_else()
    {
        var store = Store();

        Assert.Null(store.Read("dev"));
        Assert.True(Write(store, "one"));

        Assert.Equal("one", Read(store));
        Assert.Equal([".infra/state/dev.json"], _folder.Files());
        Assert.Equal(["dev"], store.Stacks);
    }

    [Fact]
    public void The_same_state_again_touches_nothing()
    {
        var store = Store();
        Write(store, "one");
        var written = File.GetLastWriteTimeUtc(store.StatePath("dev"));

        Assert.False(Write(store, "one"));

        Assert.Equal(written, File.GetLastWriteTimeUtc(store.StatePath("dev")));
        Assert.Empty(store.History("dev"));
        Assert.Equal([".infra/state/dev.json"], _folder.Files());
    }

    [Fact]
    public void The_last_ten_states_are_kept_newest_first()
    {
        var store = Store();
        for (var run = 1; run <= 13; run++)
            Write(store, $"state {run}");

        var history = store.History("dev");

        Assert.Equal(10, history.Count);
        Assert.Equal("state 12", File.ReadAllText(history[0]));
        Assert.Equal("state 3", File.ReadAllText(history[^1]));
        Assert.Equal("000012.json", Path.GetFileName(history[0]));
    }

    [Fact]
    public void A_write_that_fails_half_way_leaves_the_last_good_state()
    {
        var store = Store();
        Write(store, "good");

        var error = Assert.Throws<StorageException>(() => store.Write("dev", stream =>
        {
            stream.Write("half"u8);
            throw new IOException("No space left on device");
        }));

        Assert.Equal("The state of stack 'dev' cannot be written to .infra/state/dev.json: No space left on device. What is recorded is as it was before.", error.Message);
        Assert.Equal("good", Read(store));
        Assert.Equal([".infra/state/dev.json"], _folder.Files());
    }

    [Fact]
    public void What_a_crash_left_behind_is_overwritten()
    {
        var store = Store();
        Write(store, "one");
        _folder.Write(".infra/state/dev.json.infra-new", "half");

        Write(store, "two");

        Assert.Equal("two", Read(store));
        Assert.DoesNotContain(".infra/state/dev.json.infra-new", _folder.Files());
        Assert.Equal(["dev"], store.Stacks);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_one_message()
    {
        _folder.Write(".infra", "a file where a folder has to be");

        var error = Assert.Throws<StorageException>(() => Write(Store(), "one"));

        Assert.StartsWith("The state of stack 'dev' cannot be written to .infra/state/dev.json: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_owner_may_read_a_state()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        var store = Store();
        Write(store, "one");
        Write(store, "two");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(store.StatePath("dev")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(store.History("dev")[0]));
    }

    [Fact]
    public void A_removed_state_stays_as_history()
    {
        var store = Store();
        store.Remove("dev");
        Write(store, "one");

        store.Remove("dev");

        Assert.Null(store.Read("dev"));
        Assert.Equal("one", File.ReadAllText(Assert.Single(store.History("dev"))));
    }

    [Theory]
    [InlineData("../dev")]
    [InlineData("/dev")]
    [InlineData("")]
    [InlineData("a\\..\\b")]
    public void A_name_never_leads_out_of_the_folder(string stack)
    {
        var store = Store();

        Assert.Throws<EngineException>(() => store.StatePath(stack));
        Assert.Throws<EngineException>(() => store.History(stack));
        Assert.Throws<EngineException>(() => store.Lock(stack, "up"));
    }

    private StateStore Store() => new(_folder.Path);

    private static bool Write(StateStore store, string text) => store.Write("dev", stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private static string Read(StateStore store) => Encoding.UTF8.GetString(store.Read("dev")!.Value.Span);
}
