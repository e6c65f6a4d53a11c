namespace Pulumi;

/// <summary>An output that can be handed out before it is known where its value comes from.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class DeferredOutput<T>
{
    private int _resolved;

    /// <summary>The output. It waits until <see cref="Resolve"/> is called.</summary>
    public Output<T> Output { get; } = new();

    /// <summary>Says where the value comes from.</summary>
    /// <param name="output">Its value, and what must be remembered about it, become those of <see cref="Output"/>; so does its failure.</param>
    /// <exception cref="InvalidOperationException">When called a second time.</exception>
    public void Resolve(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Interlocked.Exchange(ref _resolved, 1) != 0)
            throw new InvalidOperationException("This deferred output has been resolved already; it can be resolved only once.");
        _ = Forward(output);
    }

    private async Task Forward(Output<T> output)
    {
        IOutputSource source = Output;
        OutputData<object?> data;
        try
        {
            data = await ((IOutput)output).GetDataAsync();
        }
        catch (Exception exception)
        {
            source.Fail(exception);
            return;
        }
        source.Resolve(data);
    }
}
