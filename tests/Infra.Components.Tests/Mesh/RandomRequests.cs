using System.Collections.Immutable;
using CsCheck;
using Infra.Components.Mesh;

namespace Infra.Components.Tests.Mesh;

/// <summary>Rules of routing and requests, at random.</summary>
internal static class RandomRequests
{
    private static readonly Gen<string> Paths = OneOf("/", "/a", "/a/b", "/a/b/c", "/ab");

    /// <summary>What rules may ask for, so that they often have something in common.</summary>
    public static readonly Gen<RequestMatch> Matches = Gen.Select(
        Gen.Select(Gen.Bool, Gen.Bool, Paths, (any, exact, path) => any ? null : new TextMatch(exact ? TextMatchKind.Exact : TextMatchKind.Prefix, path)),
        Gen.Select(OneOf("x", "Y"), Gen.Bool, OneOf("1", "12"), (name, exact, value) => (name, new TextMatch(exact ? TextMatchKind.Exact : TextMatchKind.Prefix, value))).Array[0, 2],
        Gen.Select(OneOf("c", "d"), OneOf("1", "2")).Array[0, 2],
        OneOf<string?>(null, null, "GET", "POST"),
        (path, headers, cookies, method) => new RequestMatch
        {
            Path = path,
            Headers = headers.DistinctBy(header => header.name).ToImmutableSortedDictionary(header => header.name, header => header.Item2),
            Cookies = cookies.DistinctBy(cookie => cookie.Item1).ToImmutableSortedDictionary(cookie => cookie.Item1, cookie => cookie.Item2),
            Method = method,
        });

    /// <summary>Requests that often fit such rules.</summary>
    public static readonly Gen<RandomRequest> Requests = Gen.Select(Paths, OneOf<string?>(null, "1", "12"), OneOf<string?>(null, "1", "12"), OneOf<string?>(null, "1", "2"), OneOf<string?>(null, "1", "2"), OneOf("GET", "POST", "PUT"),
        (path, x, y, c, d, method) => new RandomRequest(path, method, Given(("x", x), ("y", y)), Given(("c", c), ("d", d))));

    /// <summary>One of some values.</summary>
    public static Gen<T> OneOf<T>(params ImmutableArray<T> values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static ImmutableDictionary<string, string> Given(params (string Name, string? Value)[] values) =>
        values.Where(value => value.Value is not null).ToImmutableDictionary(value => value.Name, value => value.Value!);
}

/// <summary>A request.</summary>
internal sealed record RandomRequest(string Path, string Method, ImmutableDictionary<string, string> Headers, ImmutableDictionary<string, string> Cookies)
{
    /// <summary>Whether a rule means it, as rules are meant.</summary>
    public bool Fits(RequestMatch match) => Fits(match.Path, match.Headers, match.Cookies, match.Method is { } method ? [method] : []);

    /// <summary>Whether all of this holds of it.</summary>
    public bool Fits(TextMatch? path, ImmutableSortedDictionary<string, TextMatch> headers, ImmutableSortedDictionary<string, string> cookies, ImmutableArray<string> methods) =>
        (path is null || (path.Kind == TextMatchKind.Exact ? Path == path.Value : $"{Path}/".StartsWith($"{path.Value.TrimEnd('/')}/", StringComparison.Ordinal)))
        && (methods.IsEmpty || methods.Contains(Method))
        && headers.All(header => Headers.GetValueOrDefault(header.Key.ToLowerInvariant()) is { } value && (header.Value.Kind == TextMatchKind.Exact ? value == header.Value.Value : value.StartsWith(header.Value.Value, StringComparison.Ordinal)))
        && cookies.All(cookie => Cookies.GetValueOrDefault(cookie.Key) == cookie.Value);

    /// <summary>All headers, as they come.</summary>
    public ImmutableDictionary<string, string> AllHeaders() => Cookies.IsEmpty
        ? Headers
        : Headers.Add("cookie", string.Join("; ", Cookies.OrderByDescending(cookie => cookie.Key).Select(cookie => $"{cookie.Key}={cookie.Value}")));
}
