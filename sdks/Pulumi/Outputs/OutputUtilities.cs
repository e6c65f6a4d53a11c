using System.Collections.Immutable;

namespace Pulumi.Utilities;

/// <summary>Looks behind outputs. For tests and libraries; programs use <c>Apply</c>.</summary>
public static class OutputUtilities
{
    /// <summary>An unknown output that carries a value all the same.</summary>
    public static Output<T> CreateUnknown<T>(T value) => new(OutputData.Create(value, isKnown: false, isSecret: false, ImmutableHashSet<Resource>.Empty));

    /// <inheritdoc cref="CreateUnknown{T}(T)"/>
    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory)
    {
        ArgumentNullException.ThrowIfNull(valueFactory);
        return new(CreateUnknownAsync(valueFactory));
    }

    /// <summary>Whether the value is known before the deployment.</summary>
    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.Data).IsKnown;
    }

    /// <summary>The value, whether it is known, secret or neither.</summary>
    public static async Task<T> GetValueAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.Data).Value;
    }

    /// <summary>The resources that the value came from.</summary>
    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.Data).Resources;
    }

    /// <summary>The same output, as if its value had also come from <paramref name="resource"/>.</summary>
    public static Output<T> WithDependency<T>(Output<T> output, Resource resource)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(resource);
        return new(WithDependencyAsync(output, resource));
    }

    private static async ValueTask<OutputData<T>> CreateUnknownAsync<T>(Func<Task<T>> valueFactory) =>
        OutputData.Create(await valueFactory(), isKnown: false, isSecret: false, ImmutableHashSet<Resource>.Empty);

    private static async ValueTask<OutputData<T>> WithDependencyAsync<T>(Output<T> output, Resource resource)
    {
        var data = await output.Data;
        return new(data.Value, data.IsKnown, data.IsSecret, data.Resources.Add(resource));
    }
}
