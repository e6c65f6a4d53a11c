using System.Collections.Concurrent;

namespace Pulumi;

/// <summary>Counts what is in flight. A task that has ended leaves nothing behind, unless it failed.</summary>
internal sealed class Runner : IRunner
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<Task, string> _inFlight = new();
    private readonly List<Exception> _errors = [];
    private TaskCompletionSource? _changed;
    private int _count;
    private int _ended;

    /// <summary>What the program still waits for.</summary>
    internal IEnumerable<string> Pending => _inFlight.Values;

    /// <summary>Goes up whenever a task ends.</summary>
    internal int Ended => Volatile.Read(ref _ended);

    public void RegisterTask(string description, Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }
        Interlocked.Increment(ref _count);
        _inFlight.TryAdd(task, description);
        _ = task.ContinueWith(
            static (ended, runner) => ((Runner)runner!).OnEnded(ended),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Waits until nothing is in flight, or until something failed.</summary>
    /// <returns>The distinct failures; empty when all went well.</returns>
    internal async Task<IReadOnlyList<Exception>> WaitAsync()
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_errors.Count > 0)
                {
                    return [.. _errors];
                }
                if (Volatile.Read(ref _count) == 0)
                {
                    return [];
                }
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                changed = _changed.Task;
            }
            await changed;
        }
    }

    /// <summary>Ends the wait with a failure that no task carries.</summary>
    internal void Fail(Exception error)
    {
        lock (_lock)
        {
            Add(error);
            _changed?.TrySetResult();
        }
    }

    private void OnEnded(Task task)
    {
        _inFlight.TryRemove(task, out _);
        var last = Interlocked.Decrement(ref _count) == 0;
        Interlocked.Increment(ref _ended);
        if (!last && task.IsCompletedSuccessfully)
        {
            return;
        }
        lock (_lock)
        {
            if (task.IsFaulted)
            {
                foreach (var error in task.Exception.Flatten().InnerExceptions)
                {
                    Add(error);
                }
            }
            else if (task.IsCanceled)
            {
                Add(new TaskCanceledException(task));
            }
            _changed?.TrySetResult();
        }
    }

    // One failure reaches the runner through every output that depends on it; it is told once.
    private void Add(Exception error)
    {
        if (!_errors.Any(known => ReferenceEquals(known, error)))
        {
            _errors.Add(error);
        }
    }
}
