using Pulumi.Utilities;

namespace Pulumi.Tests.Values;

/// <summary>What an output can be, apart from its value.</summary>
public sealed record Traits(bool IsKnown, bool IsSecret, bool IsPending)
{
    public static IEnumerable<Traits> All { get; } =
        from known in new[] { true, false }
        from secret in new[] { false, true }
        from pending in new[] { false, true }
        select new Traits(known, secret, pending);

    public Output<T> Make<T>(T value)
    {
        var output = (IsKnown, IsPending) switch
        {
            (true, false) => Output.Create(value),
            (true, true) => Output.Create(Later(value)),
            (false, false) => OutputUtilities.CreateUnknown(value),
            (false, true) => OutputUtilities.CreateUnknown(() => Later(value)),
        };
        return IsSecret ? Output.CreateSecret(output) : output;
    }

    private static async Task<T> Later<T>(T value)
    {
        await Task.Yield();
        return value;
    }
}

/// <summary>What an output turned out to be.</summary>
public sealed record Outcome<T>(T? Value, bool IsKnown, bool IsSecret);

public static class Outcomes
{
    /// <summary>Waits for an output. The value of one that is not known does not count.</summary>
    public static async Task<Outcome<T>> OutcomeAsync<T>(this Output<T> output)
    {
        var isKnown = await OutputUtilities.GetIsKnownAsync(output);
        var value = await OutputUtilities.GetValueAsync(output);
        return new(isKnown ? value : default, isKnown, await Output.IsSecretAsync(output));
    }
}
