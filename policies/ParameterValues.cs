using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Documents;

namespace Infra.Policies;

/// <summary>Whether values are what a parameter takes.</summary>
public static partial class ParameterValues
{
    /// <summary>What is wrong with a value; null when it is right.</summary>
    public static string? Fault(PolicyParameter parameter, object value)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(value);
        return (parameter.Type, value) switch
        {
            (ParameterType.Text, string text) => TextFault(parameter, text),
            (ParameterType.Texts, ImmutableArray<object> texts) => ListFault(texts, item => item is string text ? TextFault(parameter, text) : $"found {Word(item)}; allowed: texts"),
            (ParameterType.Integer, int) or (ParameterType.Boolean, bool) => null,
            (ParameterType.Quantity, string or int) => Amount().IsMatch($"{value}") ? null : $"found '{Excerpt.Of($"{value}")}'; allowed: an amount as Kubernetes writes it, such as 500m or 2Gi",
            (ParameterType.Labels, ImmutableDictionary<string, object> map) => map.Values.FirstOrDefault(item => item is not (string or int)) is { } other ? $"found {Word(other)}; allowed: texts by key" : null,
            (ParameterType.Identities, ImmutableArray<object> identities) => ListFault(identities, IdentityFault),
            _ => $"found {Word(value)}; allowed: {Allowed(parameter.Type)}",
        };
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
        _ => "a list of maps with 'issuer' and 'subject'",
    };

    // An empty list lets nothing pass, or everything; whoever means that switches the policy off.
    private static string? ListFault(ImmutableArray<object> list, Func<object, string?> fault) => list.IsEmpty
        ? "found an empty list; allowed: at least one, or the policies that ask for it disabled"
        : list.Select(fault).FirstOrDefault(found => found is not null);

    private static string? TextFault(PolicyParameter parameter, string text) => parameter.Pattern is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
        ? $"found '{Excerpt.Of(text)}', which never matches; allowed: {parameter.Allowed ?? pattern}"
        : null;

    private static string? IdentityFault(object identity)
    {
        if (identity is not ImmutableDictionary<string, object> map)
            return $"found {Word(identity)}; allowed: {Allowed(ParameterType.Identities)}";
        string[] keys = ["issuer", "subject"];
        return map.Keys.FirstOrDefault(key => !keys.Contains(key, StringComparer.Ordinal)) is { } other
            ? $"found the key '{Excerpt.Of(other)}'; allowed: issuer, subject{Suggestion.For(other, keys)}"
            : keys.FirstOrDefault(key => map.GetValueOrDefault(key) is not string { Length: > 0 }) is { } missing ? $"'{missing}' is missing, or no text" : null;
    }

    private static string Word(object value) => value switch
    {
        string text => $"'{Excerpt.Of(text)}'",
        bool flag => flag ? "true" : "false",
        ImmutableArray<object> => "a list",
        ImmutableDictionary<string, object> => "a map",
        _ => $"the number {value}",
    };

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Amount();
}
