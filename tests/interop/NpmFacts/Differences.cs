using System.Text;

namespace Infra.Interop.Tests.NpmFacts;

/// <summary>Collects where the npm package and ours differ, so that one run shows all of it.</summary>
internal sealed class Differences
{
    private readonly StringBuilder _found = new();

    /// <summary>Compares two texts.</summary>
    public void Compare(string place, string? expected, object? actual)
    {
        if (!Equals(expected, actual))
            _found.AppendLine($"{place}: npm has {expected ?? "nothing"}, here is {actual ?? "nothing"}");
    }

    /// <summary>Compares names, in any order.</summary>
    public void Compare(string place, IEnumerable<string>? expected, IEnumerable<string> actual) => Compare(
        place,
        expected is null ? null : string.Join(' ', expected.Order(StringComparer.Ordinal)),
        string.Join(' ', actual.Order(StringComparer.Ordinal)));

    /// <summary>Compares properties: their names, types, and whether they may be missing.</summary>
    public void Compare(string place, IReadOnlyDictionary<string, NpmValue>? expected, IReadOnlyDictionary<string, NpmValue> actual)
    {
        foreach (var name in (expected?.Keys ?? []).Union(actual.Keys, StringComparer.Ordinal))
            Compare($"{place}.{name}", expected?.GetValueOrDefault(name)?.ToString(), actual.GetValueOrDefault(name)?.ToString());
    }

    /// <summary>Fails with all that was found.</summary>
    public void AssertNone() => Assert.True(_found.Length == 0, $"Pulumi.Aws differs from @pulumi/aws:\n{_found}");
}
