using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Infra.Engine.Storage;

/// <summary>The right to change one stack, held by one run at a time; a file says who holds it.</summary>
public sealed class StackLock : IDisposable
{
    private readonly string _path;
    private readonly LockHolder _holder;

    private StackLock(string path, LockHolder holder, string? note) => (_path, _holder, Note) = (path, holder, note);

    /// <summary>What is worth telling about how the lock was got; null for nothing.</summary>
    public string? Note { get; }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        try
        {
            using var guard = LockGuard.Enter(_path);

            // Somebody who was told to delete the file may have let another run in.
            if (LockHolder.Read(_path) == _holder)
                File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // The next run on this machine sees that this process is gone and takes over.
        }
    }

    internal static StackLock Take(string stack, string path, string displayPath, string operation, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var guard = LockGuard.Enter(path);
            var other = LockHolder.Read(path);
            if (other is not null && other.MayBeAlive())
                throw new StorageException(Refusal(stack, displayPath, other, time));

            var holder = LockHolder.Of(operation, time);
            AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, holder, LockHolder.Json), isPrivate: false);
            var note = other is null ? null : $"Took over the lock of stack '{stack}' from {other.Describe(time)}, which is no longer running.";
            return new StackLock(path, holder, note);
        }
        catch (JsonException e)
        {
            throw new StorageException($"Stack '{stack}' is locked, and {displayPath} does not say by whom. If no other run is at work on it, delete that file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"Stack '{stack}' cannot be locked by {displayPath}: {e.Message.TrimEnd('.')}. Nothing has changed.", e);
        }
    }

    private static string Refusal(string stack, string displayPath, LockHolder other, TimeProvider time) =>
        $"Stack '{stack}' is locked by {other.Describe(time)}. Wait until it is done; if it is not running any more, delete {displayPath}.";
}

/// <summary>Who holds a lock.</summary>
/// <param name="User">The user.</param>
/// <param name="Host">The machine.</param>
/// <param name="Pid">The process on that machine.</param>
/// <param name="ProcessStarted">When the process began, by which it is told from a later one with the same number.</param>
/// <param name="Operation">What it is doing.</param>
/// <param name="Since">When it took the lock.</param>
internal sealed record LockHolder(string User, string Host, int Pid, DateTimeOffset ProcessStarted, string Operation, DateTimeOffset Since)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectRequiredConstructorParameters = true };

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    public static LockHolder Of(string operation, TimeProvider time)
    {
        using var process = Process.GetCurrentProcess();
        return new LockHolder(Environment.UserName, Environment.MachineName, Environment.ProcessId, new DateTimeOffset(process.StartTime), operation, time.GetUtcNow());
    }

    /// <summary>Who holds the lock; null when nobody does.</summary>
    /// <exception cref="JsonException">The file does not say it.</exception>
    public static LockHolder? Read(string path)
    {
        if (!File.Exists(path))
            return null;

        return JsonSerializer.Deserialize<LockHolder>(File.ReadAllBytes(path), Json) ?? throw new JsonException("null");
    }

    /// <summary>Whether the holder may still be at work: always so on another machine, which cannot be asked.</summary>
    public bool MayBeAlive()
    {
        if (Host != Environment.MachineName)
            return true;

        try
        {
            using var process = Process.GetProcessById(Pid);
            return (new DateTimeOffset(process.StartTime) - ProcessStarted).Duration() < ClockTolerance;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // A process that does not let itself be asked is there.
            return true;
        }
    }

    public string Describe(TimeProvider time) => $"{User}@{Host} (process {Pid}, `{Operation}`, since {Age(time.GetUtcNow() - Since)})";

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalHours: < 1 } => Count(age.TotalMinutes, "minute"),
        { TotalDays: < 1 } => Count(age.TotalHours, "hour"),
        _ => Count(age.TotalDays, "day"),
    };

    private static string Count(double count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)count} {unit}{((int)count == 1 ? "" : "s")}");
}

/// <summary>Lets one process at a time look at a lock and take it; the system frees it when a process ends.</summary>
internal static class LockGuard
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // EWOULDBLOCK of Linux and of macOS, and Windows' sharing violation.
    private static readonly int[] Busy = [11, 35, unchecked((int)0x80070020)];

    public static IDisposable Enter(string lockPath)
    {
        var path = Path.Combine(Path.GetDirectoryName(lockPath)!, ".guard");
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (Busy.Contains(e.HResult) && waited.Elapsed < Patience)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
