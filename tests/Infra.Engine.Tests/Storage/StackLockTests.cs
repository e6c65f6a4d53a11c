using System.Diagnostics;
using Infra.Engine.Storage;
using Xunit;

namespace Infra.Engine.Tests.Storage;

public sealed class StackLockTests : IDisposable
{
    private const string LockFile = ".infra/locks/dev.json";

    private readonly TemporaryFolder _folder = new();
    private readonly Clock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_run_is_told_who_holds_the_lock_since_when_and_how_to_clear_it()
    {
        using var first = Store().Lock("dev", "up");
        _clock.Now += TimeSpan.FromMinutes(3);

        var error = Assert.Throws<StorageException>(() => Store().Lock("dev", "destroy"));

        Assert.Equal(
            $"Stack 'dev' is locked by {Environment.UserName}@{Environment.MachineName} (process {Environment.ProcessId}, `up`, since 3 minutes). "
            + $"Wait until it is done; if it is not running any more, delete {LockFile}.",
            error.Message);
        Assert.Null(first.Note);
    }

    [Fact]
    public void A_lock_that_was_given_back_can_be_taken_and_other_stacks_never_cared()
    {
        Store().Lock("dev", "up").Dispose();

        using var again = Store().Lock("dev", "up");
        using var other = Store().Lock("prod", "up");

        Assert.Null(again.Note);
    }

    [Fact]
    public void The_lock_of_a_process_that_is_gone_is_taken_over_with_a_note()
    {
        _folder.Write(LockFile, Holder(Environment.MachineName, int.MaxValue, DateTimeOffset.UnixEpoch));

        using var taken = Store().Lock("dev", "up");

        Assert.Equal($"Took over the lock of stack 'dev' from anna@{Environment.MachineName} (process {int.MaxValue}, `up`, since 1 hour), which is no longer running.", taken.Note);
    }

    [Fact]
    public void A_later_process_with_the_same_number_does_not_hold_the_lock()
    {
        _folder.Write(LockFile, Holder(Environment.MachineName, Environment.ProcessId, DateTimeOffset.UnixEpoch));

        using var taken = Store().Lock("dev", "up");

        Assert.NotNull(taken.Note);
    }

    [Fact]
    public void A_lock_of_another_machine_is_never_taken_over()
    {
        _folder.Write(LockFile, Holder("elsewhere", int.MaxValue, DateTimeOffset.UnixEpoch));

        Assert.Contains("anna@elsewhere", Assert.Throws<StorageException>(() => Store().Lock("dev", "up")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"user\":\"anna\"")]
    public void A_lock_that_does_not_say_who_holds_it_still_locks(string text)
    {
        _folder.Write(LockFile, text);

        var error = Assert.Throws<StorageException>(() => Store().Lock("dev", "up"));

        Assert.Contains($"{LockFile} does not say by whom", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_was_deleted_and_taken_by_another_is_left_to_that_one()
    {
        var first = Store().Lock("dev", "up");
        var other = Holder("elsewhere", 1, DateTimeOffset.UnixEpoch);
        _folder.Write(LockFile, other);

        first.Dispose();

        Assert.Equal(other, _folder.Read(LockFile));
    }

    [Fact]
    public async Task Of_many_runs_at_once_one_gets_the_lock()
    {
        var started = new TaskCompletionSource();
        var tries = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            await started.Task;
            try
            {
                return Store().Lock("dev", "up");
            }
            catch (StorageException)
            {
                return null;
            }
        })).ToList();
        started.SetResult();

        using var winner = Assert.Single(await Task.WhenAll(tries), taken => taken is not null);
    }

    [Fact]
    public void A_process_that_ends_without_giving_back_its_lock_blocks_nobody()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true, UseShellExecute = false })!;
        var (pid, started) = (process.Id, new DateTimeOffset(process.StartTime));
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _folder.Write(LockFile, Holder(Environment.MachineName, pid, started));

        using var taken = Store().Lock("dev", "up");

        Assert.NotNull(taken.Note);
    }

    private StateStore Store() => new(_folder.Path, _clock);

    private string Holder(string host, int pid, DateTimeOffset processStarted) =>
        $$"""{"user":"anna","host":"{{host}}","pid":{{pid}},"processStarted":"{{processStarted:O}}","operation":"up","since":"{{_clock.Now - TimeSpan.FromHours(1):O}}"}""";

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
