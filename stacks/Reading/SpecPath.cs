using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>The way from the root of a specification to a value in it: <c>clusters.prod-cloud.pools.workers.replicas</c>.</summary>
public sealed partial class SpecPath : IEquatable<SpecPath>
{
    private const int LongestWord = 80;

    private readonly SpecPath? _parent;
    private readonly string? _key;
    private readonly int _index;

    private SpecPath(SpecPath? parent, string? key, int index) => (_parent, _key, _index) = (parent, key, index);

    /// <summary>The specification as a whole.</summary>
    public static SpecPath Root { get; } = new(null, null, 0);

    /// <summary>The value under a key of the map that this path leads to.</summary>
    public SpecPath Key(string key) => new(this, key, 0);

    /// <summary>The value at a position of the list that this path leads to.</summary>
    public SpecPath Item(int index) => new(this, null, index);

    /// <summary>The values under keys, one inside the other: <c>Keys("clusters", "prod-cloud")</c>.</summary>
    public SpecPath Keys(params ReadOnlySpan<string> keys)
    {
        var path = this;
        foreach (var key in keys)
            path = path.Key(key);
        return path;
    }

    /// <summary>Reads a path as <see cref="ToString"/> writes it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SpecPath? path)
    {
        path = null;
        var at = Root;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var match = rest[0] == '[' ? Bracket().EnumerateMatches(rest) : Word().EnumerateMatches(rest);
            if (!match.MoveNext())
                return false;
            var step = rest[..match.Current.Length];
            rest = rest[match.Current.Length..];
            at = step[0] != '[' ? at.Key(step.ToString())
                : step[1] is '\'' or '"' ? at.Key(step[2..^2].ToString())
                : int.TryParse(step[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? at.Item(index)
                : Root;
            if (ReferenceEquals(at, Root))
                return false;
            if (rest is ['.', _, ..] && rest[1] != '[')
                rest = rest[1..];
            else if (rest is ['.', ..] or [not '[', ..])
                return false;
        }

        path = at;
        return text.Length > 0;
    }

    /// <summary>The steps from the root: a key, or null and a position.</summary>
    public IReadOnlyList<(string? Key, int Index)> Steps()
    {
        var steps = new List<(string? Key, int Index)>();
        for (var at = this; at._parent is not null; at = at._parent)
            steps.Add((at._key, at._index));
        steps.Reverse();
        return steps;
    }

    /// <summary>Whether one of these leads to the value or to something that it is in.</summary>
    public bool IsWithin(IReadOnlySet<SpecPath> values)
    {
        for (var at = this; at is not null && values.Count > 0; at = at._parent)
        {
            if (values.Contains(at))
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Equals(SpecPath? other) =>
        other is not null && (ReferenceEquals(this, other) || (_key == other._key && _index == other._index && Equals(_parent, other._parent)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpecPath);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_parent, _key, _index);

    /// <summary>As people write it; keys that are more than a word are in brackets: <c>labels['topology.kubernetes.io/zone']</c>.</summary>
    public override string ToString()
    {
        if (_parent is null)
            return "";
        var before = _parent.ToString();
        if (_key is null)
            return string.Create(CultureInfo.InvariantCulture, $"{before}[{_index}]");
        return _key.Length <= LongestWord && IsWord(_key) ? before.Length == 0 ? _key : $"{before}.{_key}" : $"{before}['{Excerpt.Of(_key)}']";
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\[([0-9]+|'[^']+'|""[^""]+"")\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Bracket();

    private static bool IsWord(string key) => key.Length > 0 && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
