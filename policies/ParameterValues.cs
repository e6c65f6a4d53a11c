using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Documents;

namespace Infra.Policies;

/// <summary>Whether values are what a parameter takes.</summary>
public static partial class ParameterValues
{
    private static readonly string[] IdentityKeys = ["issuer", "subject"];

    /// <summary>Everything that is wrong with a value, in the order of its items and keys; empty when it is right.</summary>
    public static ImmutableArray<ParameterFault> Faults(PolicyParameter parameter, object value)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(value);
        return [.. Of(parameter, value)];
    }

    /// <summary>What values a parameter takes, in words.</summary>
    public static string Allowed(ParameterType type) => type switch
    {
        ParameterType.Text => "a text",
        ParameterType.Texts => "a list of texts",
        ParameterType.Integer => "a whole number",
        ParameterType.Boolean => "true or false",
        ParameterType.Quantity => "an amount, such as 500m or 2Gi",
        ParameterType.Labels => "a map of texts",
        ParameterType.Quantities => "a map of amounts, such as memory: 2Gi",
        _ => "a list of maps with 'issuer' and 'subject'",
    };

    private static IEnumerable<ParameterFault> Of(PolicyParameter parameter, object value) => (parameter.Type, value) switch
    {
        (ParameterType.Text, string text) => At(TextFault(parameter, text)),
        (ParameterType.Texts, ImmutableArray<object> texts) => OfList(texts, item => At(item is string text ? TextFault(parameter, text) : $"found {Word(item)}; allowed: a text")),
        (ParameterType.Integer, int) or (ParameterType.Boolean, bool) => [],
        (ParameterType.Quantity, string or int or double) => At(AmountFault(value)),
        (ParameterType.Labels, ImmutableDictionary<string, object> map) => OfMap(map, item => item is int ? null : item is string text ? TextFault(parameter, text) : $"found {Word(item)}; allowed: a text"),
        (ParameterType.Quantities, ImmutableDictionary<string, object> map) => OfMap(map, AmountFault),
        (ParameterType.Identities, ImmutableArray<object> identities) => OfList(identities, OfIdentity),
        _ => At($"found {Word(value)}; allowed: {Allowed(parameter.Type)}"),
    };

    // An empty list lets nothing pass, or everything; whoever means that switches the policy off.
    private static IEnumerable<ParameterFault> OfList(ImmutableArray<object> list, Func<object, IEnumerable<ParameterFault>> faults) => list.IsEmpty
        ? At("found an empty list; allowed: at least one, or the policies that ask for it disabled")
        : list.Index().SelectMany(item => faults(item.Item).Select(fault => fault.In(item.Index)));

    // Maps have no order of their own, and what is told must not differ from run to run.
    private static IEnumerable<ParameterFault> OfMap(ImmutableDictionary<string, object> map, Func<object, string?> fault) => map
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .SelectMany(pair => At(pair.Key.Trim().Length == 0 ? "found an empty key; allowed: a text" : fault(pair.Value)).Select(found => found.In(pair.Key)));

    private static string? TextFault(PolicyParameter parameter, string text)
    {
        if (text.Trim().Length == 0)
            return $"found an empty text; allowed: {parameter.Allowed ?? "a text"}";
        return parameter.Pattern is { } pattern && !Matches(text, pattern)
            ? $"found '{Excerpt.Of(text)}', which never matches; allowed: {parameter.Allowed ?? pattern}"
            : null;
    }

    // What takes longer than this is nothing that anybody meant.
    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string? AmountFault(object value) => value is string or int or double && Amount().IsMatch(string.Create(CultureInfo.InvariantCulture, $"{value}"))
        ? null
        : $"found {Word(value)}; allowed: an amount as Kubernetes writes it, such as 500m or 2Gi";

    private static IEnumerable<ParameterFault> OfIdentity(object identity)
    {
        if (identity is not ImmutableDictionary<string, object> map)
            return At($"found {Word(identity)}; allowed: a map with 'issuer' and 'subject'");
        var unknown = map.Keys.Where(key => !IdentityKeys.Contains(key, StringComparer.Ordinal)).Order(StringComparer.Ordinal)
            .Select(key => new ParameterFault([key], $"found the key '{Excerpt.Of(key)}'; allowed: issuer, subject{Suggestion.For(key, IdentityKeys)}"));
        var missing = IdentityKeys.Where(key => map.GetValueOrDefault(key) is not string text || text.Trim().Length == 0).SelectMany(key => At($"'{key}' is missing, or no text"));
        var isAnybody = IdentityKeys.All(key => map.GetValueOrDefault(key) is string { Length: > 0 } text && text.Trim('*').Length == 0);
        return unknown.Concat(missing).Concat(At(isAnybody ? "found '*' for both, so anybody's signature would do; allowed: an issuer or a subject that says whose, such as https://github.com/example/*" : null));
    }

    private static IEnumerable<ParameterFault> At(string? message) => message is null ? [] : [new ParameterFault([], message)];

    private static string Word(object value) => value switch
    {
        string text => $"'{Excerpt.Of(text)}'",
        bool flag => flag ? "true" : "false",
        ImmutableArray<object> => "a list",
        ImmutableDictionary<string, object> => "a map",
        _ => string.Create(CultureInfo.InvariantCulture, $"the number {value}"),
    };

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Amount();
}
