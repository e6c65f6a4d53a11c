using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>
/// A value that may be there only later, together with what must be remembered about it: whether it is known before the deployment, whether it is
/// secret, and which resources it came from. Everything derived from an output remembers the same.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class Output<T> : IOutput, IOutputSource
{
    // Stands for "nobody has asked yet": a task is made only for those who must wait.
    private static readonly object Unawaited = new();

    private OutputData<T> _data;

    // Null once settled: then _data is the answer. Before that Unawaited, a TaskCompletionSource, or the task that computes the data.
    private object? _pending;

    /// <summary>An output that is settled through <see cref="IOutputSource"/>.</summary>
    internal Output() => _pending = Unawaited;

    internal Output(OutputData<T> data) => _data = data;

    internal Output(Task<OutputData<T>> dataTask)
        : this(new ValueTask<OutputData<T>>(dataTask))
    {
    }

    /// <summary>Takes the data at once if it is there, and otherwise registers the task with the running deployment.</summary>
    internal Output(ValueTask<OutputData<T>> data)
    {
        if (data.IsCompletedSuccessfully)
        {
            _data = data.Result;
        }
        else
        {
            var task = data.AsTask();
            _pending = task;
            OutputTasks.Track(task);
        }
    }

    /// <summary>The data, without an allocation when it is there.</summary>
    internal ValueTask<OutputData<T>> Data => Volatile.Read(ref _pending) is null ? new(_data) : new(PendingTask());

    internal Task<OutputData<T>> DataTask => Data.AsTask();

    Type IOutputSource.ValueType => typeof(T);

    /// <summary>Makes an output of what <paramref name="value"/> will give.</summary>
    /// <param name="value">If it faults, so does the output, and with it the program.</param>
    public static Output<T> Create(Task<T> value) => Output.Create(value);

    /// <summary>Computes something from the value once it is there.</summary>
    /// <param name="func">Not called when the value is unknown: then the result is unknown as well.</param>
    /// <returns>The result, which remembers whatever this output remembers.</returns>
    public Output<TResult> Apply<TResult>(Func<T, TResult> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return new(ApplyAsync(Data, func));
    }

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return new(ApplyAsync(Data, func));
    }

    /// <summary>Runs something asynchronous with the value once it is there.</summary>
    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<ValueTuple> Apply(Func<T, Task> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return new(ApplyAsync(Data, func));
    }

    /// <summary>Computes another input from the value once it is there.</summary>
    /// <param name="func">Not called when the value is unknown. A null result stands for the default of <typeparamref name="TResult"/>.</param>
    /// <returns>The inner value, which remembers what this output and the inner one remember.</returns>
    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return new(ApplyAsync(Data, value => func(value)?.ToOutput()));
    }

    /// <summary>Computes another output from the value once it is there.</summary>
    /// <inheritdoc cref="Apply{TResult}(Func{T, Input{TResult}})"/>
    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return new(ApplyAsync(Data, func));
    }

    /// <summary>As <c>Apply</c>, for callers that do not know <typeparamref name="T"/>.</summary>
    public Output<TResult> UntypedApply<TResult>(Func<object?, Output<TResult>> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return new(ApplyAsync(Data, value => func(value)));
    }

    /// <summary>Not the value, which may not be there yet, but advice on how to use it; also warns.</summary>
    /// <exception cref="InvalidOperationException">When the environment variable <c>PULUMI_ERROR_OUTPUT_STRING</c> is <c>1</c> or <c>true</c>.</exception>
    public override string ToString() => OutputAsString.Refuse();

    async Task<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await Data;
        return data.With<object?>(data.Value);
    }

    bool IOutput.TryGetData(out OutputData<object?> data, [NotNullWhen(false)] out Task? pending)
    {
        var current = Data;
        if (current.IsCompletedSuccessfully)
        {
            var settled = current.Result;
            data = settled.With<object?>(settled.Value);
            pending = null;
            return true;
        }
        data = default;
        pending = current.AsTask();
        return false;
    }

    void IOutputSource.Resolve(OutputData<object?> data)
    {
        var settled = data.With(data.Value is null ? default! : (T)data.Value);
        _data = settled;
        if (Interlocked.Exchange(ref _pending, null) is TaskCompletionSource<OutputData<T>> waiting)
            waiting.SetResult(settled);
    }

    void IOutputSource.Fail(Exception exception)
    {
        if (Interlocked.CompareExchange(ref _pending, Task.FromException<OutputData<T>>(exception), Unawaited) is TaskCompletionSource<OutputData<T>> waiting)
            waiting.SetException(exception);
    }

    private static async ValueTask<OutputData<TResult>> ApplyAsync<TResult>(ValueTask<OutputData<T>> pending, Func<T, TResult> func)
    {
        var data = await pending;
        return data.With(data.IsKnown ? func(data.Value) : default!);
    }

    private static async ValueTask<OutputData<TResult>> ApplyAsync<TResult>(ValueTask<OutputData<T>> pending, Func<T, Task<TResult>> func)
    {
        var data = await pending;
        return data.With(data.IsKnown ? await func(data.Value) : default!);
    }

    private static async ValueTask<OutputData<ValueTuple>> ApplyAsync(ValueTask<OutputData<T>> pending, Func<T, Task> func)
    {
        var data = await pending;
        if (data.IsKnown)
            await func(data.Value);
        return data.With(default(ValueTuple));
    }

    private static async ValueTask<OutputData<TResult>> ApplyAsync<TResult>(ValueTask<OutputData<T>> pending, Func<T, Output<TResult>?> func)
    {
        var data = await pending;
        var inner = data.IsKnown ? func(data.Value) : null;
        return inner is null ? data.With(default(TResult)!) : (await inner.Data).And(data);
    }

    private Task<OutputData<T>> PendingTask()
    {
        var pending = Volatile.Read(ref _pending);
        if (ReferenceEquals(pending, Unawaited))
        {
            // Continuations run elsewhere, so that settling one resource does not run the program's code in between.
            var waiting = new TaskCompletionSource<OutputData<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
            pending = Interlocked.CompareExchange(ref _pending, waiting, Unawaited);
            if (ReferenceEquals(pending, Unawaited))
                return waiting.Task;
        }
        return pending switch
        {
            null => Task.FromResult(_data),
            TaskCompletionSource<OutputData<T>> waiting => waiting.Task,
            _ => (Task<OutputData<T>>)pending,
        };
    }
}
