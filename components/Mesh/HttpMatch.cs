using System.Collections.Immutable;
using System.Text;

namespace Infra.Components.Mesh;

/// <summary>Requests of HTTP that a rule means, in the form that both VirtualService and HTTPRoute can be written from.</summary>
/// <remarks>A prefix of a path ends where a part of the path does: <c>/v2</c> stands for itself and for <c>/v2/…</c>, not for <c>/v20</c>. So it is in Gateway API, and so it is in a mesh of ours.</remarks>
internal sealed record HttpMatch
{
    private const string CookieHeader = "cookie";

    /// <summary>All requests.</summary>
    public static HttpMatch Any { get; } = new();

    /// <summary>The path; null for any.</summary>
    public TextMatch? Path { get; private init; }

    /// <summary>Headers by their names in small letters, the one of cookies aside.</summary>
    public ImmutableSortedDictionary<string, TextMatch> Headers { get; private init; } = ImmutableSortedDictionary<string, TextMatch>.Empty;

    /// <summary>Cookies and their values.</summary>
    public ImmutableSortedDictionary<string, string> Cookies { get; private init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The methods, any of them; empty for all.</summary>
    public ImmutableArray<string> Methods { get; init; } = [];

    /// <summary>What a rule says, but for its port.</summary>
    public static HttpMatch Of(RequestMatch match) => new()
    {
        Path = match.Path is { } path ? Normal(path) : null,
        Headers = match.Headers.GroupBy(header => header.Key.ToLowerInvariant(), StringComparer.Ordinal)
            .ToImmutableSortedDictionary(header => header.Key, header => header.First().Value, StringComparer.Ordinal),
        Cookies = match.Cookies,
        Methods = match.Method is { } method ? [method] : [],
    };

    /// <summary>All requests for a path.</summary>
    public static HttpMatch OfPath(TextMatchKind kind, string path) => new() { Path = Normal(new TextMatch(kind, path)) };

    /// <summary>All headers, with the cookies as the one that carries them.</summary>
    public IEnumerable<KeyValuePair<string, TextMatch>> AllHeaders() => Cookies.IsEmpty
        ? Headers
        : Headers.SetItem(CookieHeader, new TextMatch(TextMatchKind.Regex, CookiePattern(Cookies)));

    /// <summary>The requests that two rules mean both.</summary>
    /// <returns>Null: there are none. <c>IsKnown</c> is false where nobody can say, for regular expressions are involved.</returns>
    public static (HttpMatch? Both, bool IsKnown) Meet(HttpMatch one, HttpMatch other)
    {
        var headers = one.Headers;
        var cookies = one.Cookies;
        var isKnown = !(Carries(one) || Carries(other)) || one.Cookies.IsEmpty && other.Cookies.IsEmpty;
        foreach (var (name, text) in other.Headers)
        {
            if (!Meet(headers.GetValueOrDefault(name), text, Begins, out var both, ref isKnown))
                return (null, true);
            headers = headers.SetItem(name, both!);
        }

        foreach (var (name, value) in other.Cookies)
        {
            if (cookies.GetValueOrDefault(name, value) != value)
                return (null, true);
            cookies = cookies.SetItem(name, value);
        }

        if (!Meet(one.Path, other.Path, IsBelow, out var path, ref isKnown))
            return (null, true);
        var methods = one.Methods.IsEmpty ? other.Methods : other.Methods.IsEmpty ? one.Methods : [.. one.Methods.Intersect(other.Methods, StringComparer.Ordinal)];
        if (methods.IsEmpty && !(one.Methods.IsEmpty && other.Methods.IsEmpty))
            return (null, true);
        return isKnown ? (new HttpMatch { Path = path, Headers = headers, Cookies = cookies, Methods = methods }, true) : (null, false);
    }

    /// <summary>What Gateway API's rules are ordered by, the greatest first, wherever they stand: kind of path, its length, whether there is a method, number of headers.</summary>
    /// <remarks>Istio puts regular expressions after prefixes (pilot, <c>sortHTTPRoutes</c>), and what means all requests after all others.</remarks>
    public (int Kind, int Length, int Method, int Headers) Rank()
    {
        var headers = Headers.Count + (Cookies.IsEmpty || Carries(this) ? 0 : 1);
        return Path switch
        {
            null when headers == 0 && Methods.IsEmpty => default,
            null => (2, 1, Methods.IsEmpty ? 0 : 1, headers),
            { Kind: TextMatchKind.Exact } path => (3, path.Value.Length, Methods.IsEmpty ? 0 : 1, headers),
            { Kind: TextMatchKind.Prefix } path => (2, path.Value.Length, Methods.IsEmpty ? 0 : 1, headers),
            { } path => (1, path.Value.Length, Methods.IsEmpty ? 0 : 1, headers),
        };
    }

    /// <inheritdoc/>
    public bool Equals(HttpMatch? other) => other is not null
        && Path == other.Path
        && Headers.SequenceEqual(other.Headers)
        && Cookies.SequenceEqual(other.Cookies)
        && Methods.SequenceEqual(other.Methods, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, Headers.Count, Cookies.Count, Methods.Length);

    /// <summary>A text as a regular expression (RE2) that fits it alone.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in text)
            _ = @"\.+*?()|[]{}^$".Contains(letter, StringComparison.Ordinal) ? escaped.Append('\\').Append(letter) : escaped.Append(letter);
        return escaped.ToString();
    }

    // One header carries all cookies, in whatever order; each is between its borders, so that neither "xa=1" nor "a=10" is taken for "a=1".
    private static string CookiePattern(ImmutableSortedDictionary<string, string> cookies) =>
        string.Join('|', Orders([.. cookies.Select(cookie => $@"\s*{Escaped(cookie.Key)}={Escaped(cookie.Value)}\s*")]).Select(order => $"(.*;)?{string.Join(";(.*;)?", order)}(;.*)?"));

    private static IEnumerable<ImmutableArray<string>> Orders(ImmutableArray<string> items) => items.Length < 2
        ? [items]
        : items.SelectMany(first => Orders(items.Remove(first)).Select(rest => rest.Insert(0, first)));

    private static bool Carries(HttpMatch match) => match.Headers.ContainsKey(CookieHeader);

    private static TextMatch? Normal(TextMatch path)
    {
        if (path.Kind != TextMatchKind.Prefix)
            return path;
        var prefix = path.Value.TrimEnd('/');
        return prefix.Length == 0 ? null : path with { Value = prefix };
    }

    private static bool IsBelow(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/');

    private static bool Begins(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal);

    private static bool Meet(TextMatch? one, TextMatch? other, Func<string, string, bool> isWithin, out TextMatch? both, ref bool isKnown)
    {
        both = one ?? other;
        if (one is null || other is null || one == other)
            return true;
        if (one.Kind == TextMatchKind.Regex || other.Kind == TextMatchKind.Regex)
        {
            isKnown = false;
            return true;
        }

        // Of two prefixes the longer one is within the other, or they have nothing in common.
        var (narrow, wide) = one.Kind == TextMatchKind.Exact || other.Kind == TextMatchKind.Prefix && one.Value.Length > other.Value.Length ? (one, other) : (other, one);
        both = narrow;
        return wide.Kind == TextMatchKind.Prefix && isWithin(narrow.Value, wide.Value);
    }
}
