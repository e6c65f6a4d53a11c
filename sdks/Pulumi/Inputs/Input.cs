namespace Pulumi;

/// <summary>An input whose value type the caller does not know.</summary>
internal interface IInput
{
    /// <summary>What was put in, as <see cref="Frozen.Of"/> gives it.</summary>
    object? Freeze();

    IOutput ToOutput();
}

/// <summary>What a resource takes: a plain value or an output, wherever one of them is expected.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Input<T> : IInput
{
    private readonly T _value = default!;
    private readonly Output<T>? _output;

    private protected Input(T value) => _value = value;

    private protected Input(Output<T> output) => _output = output;

    // A plain value is kept as it is, so that the many inputs that are constants cost one small object.
    private protected virtual object? Freeze() => _output is null ? Frozen.Of(_value) : _output;

    /// <summary>An input of a plain value.</summary>
    public static implicit operator Input<T>(T value) => new(value);

    /// <summary>An input of a value that may come later.</summary>
    public static implicit operator Input<T>(Output<T> value) => value is null ? new Input<T>(default(T)!) : new Input<T>(value);

    /// <summary>The input as an output.</summary>
    public static implicit operator Output<T>(Input<T> input) => InputExtensions.ToOutput(input);

    object? IInput.Freeze() => Freeze();

    IOutput IInput.ToOutput() => AsOutput();

    internal virtual Output<T> AsOutput() => _output ?? Output.Create(_value);
}
