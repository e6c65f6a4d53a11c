using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Makes and combines outputs.</summary>
public static partial class Output
{
    /// <summary>A known, plain output.</summary>
    public static Output<T> Create<T>(T value) => new(OutputData.Create(value));

    /// <inheritdoc cref="Output{T}.Create(Task{T})"/>
    public static Output<T> Create<T>(Task<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(FromTask(value, isSecret: false));
    }

    /// <summary>A known output whose value is secret: encrypted wherever it is recorded, hidden wherever it is shown.</summary>
    public static Output<T> CreateSecret<T>(T value) => new(OutputData.Create(value).WithSecret(true));

    /// <inheritdoc cref="CreateSecret{T}(T)"/>
    public static Output<T> CreateSecret<T>(Task<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(FromTask(value, isSecret: true));
    }

    /// <summary>The same output, marked as secret.</summary>
    public static Output<T> CreateSecret<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(WithSecret(value.Data, isSecret: true));
    }

    /// <summary>The same output, no longer marked as secret. The caller takes the responsibility.</summary>
    public static Output<T> Unsecret<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new(WithSecret(output.Data, isSecret: false));
    }

    /// <summary>Waits for the output and tells whether it is secret.</summary>
    public static async Task<bool> IsSecretAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.Data).IsSecret;
    }

    private static async ValueTask<OutputData<T>> FromTask<T>(Task<T> task, bool isSecret) =>
        OutputData.Create(await task, isKnown: true, isSecret, ImmutableHashSet<Resource>.Empty);

    private static async ValueTask<OutputData<T>> WithSecret<T>(ValueTask<OutputData<T>> pending, bool isSecret) =>
        (await pending).WithSecret(isSecret);
}
