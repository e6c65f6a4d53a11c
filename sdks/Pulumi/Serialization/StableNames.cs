using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// Compares names ordinally, with hash codes that are the same in every run. An immutable dictionary gives its entries in the order of the hash codes
/// of their keys; a program that makes text of one must not make another text each time.
/// </summary>
internal sealed class StableNames : IEqualityComparer<string>
{
    private static readonly StableNames Instance = new();

    private StableNames()
    {
    }

    public static ImmutableDictionary<string, T>.Builder CreateBuilder<T>() => ImmutableDictionary.CreateBuilder<string, T>(Instance);

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    // FNV-1a, over UTF-16 code units.
    public int GetHashCode(string obj)
    {
        var hash = 2166136261u;
        foreach (var unit in obj)
            hash = (hash ^ unit) * 16777619u;
        return (int)hash;
    }
}
