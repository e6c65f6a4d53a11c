using System.Collections.Immutable;
using System.Globalization;

namespace Infra.Policies;

/// <summary>Where values of parameters go in a policy.</summary>
internal static class PolicyParameters
{
    private const string Variables = "variables";
    private const string Attestors = "attestors";

    /// <summary>The names of a spec's CEL variables.</summary>
    public static IEnumerable<string> VariablesOf(ImmutableDictionary<string, object> spec) => Maps(spec.GetValueOrDefault(Variables)).Select(Name).OfType<string>();

    /// <summary>Whether a spec lists who may sign without a key.</summary>
    public static bool HasIdentities(ImmutableDictionary<string, object> spec) => Maps(spec.GetValueOrDefault(Attestors)).Any(attestor => PolicyTree.At(attestor, "cosign", "keyless") is not null);

    /// <summary>Whether a spec has the list that a parameter becomes.</summary>
    public static bool HasList(ImmutableDictionary<string, object> spec, string into) => PolicyTree.At(spec, Parts(into).Path) is ImmutableArray<object>;

    /// <summary>The spec with texts in place of that list.</summary>
    public static ImmutableDictionary<string, object> FillList(ImmutableDictionary<string, object> spec, string into, object value)
    {
        var (path, key) = Parts(into);
        ImmutableArray<object> items = key is null
            ? (ImmutableArray<object>)value
            : [.. ((ImmutableArray<object>)value).Select(item => ImmutableDictionary.Create<string, object>(StringComparer.Ordinal).Add(key, item))];
        return (ImmutableDictionary<string, object>)PolicyTree.With(spec, path, items);
    }

    /// <summary>The spec with a value in place of a parameter's default: in the variable of its name, or, for who may sign, in the attestors, which hold no expressions there.</summary>
    public static ImmutableDictionary<string, object> Fill(ImmutableDictionary<string, object> spec, string name, object value)
    {
        if (VariablesOf(spec).Contains(name, StringComparer.Ordinal))
            return spec.SetItem(Variables, Each(spec[Variables], variable => Name(variable) == name ? variable.SetItem("expression", CelLiteral.Of(Texts(value))) : variable));
        if (!HasIdentities(spec))
            return spec;
        return spec.SetItem(Attestors, Each(spec[Attestors], attestor => PolicyTree.At(attestor, "cosign", "keyless") is null
            ? attestor
            : (ImmutableDictionary<string, object>)PolicyTree.With(attestor, ["cosign", "keyless", "identities"], Identities(value))));
    }

    private static (string[] Path, string? Key) Parts(string into)
    {
        var halves = into.Split("[]");
        return (halves[0].Split('.'), halves[1].Length == 0 ? null : halves[1][1..]);
    }

    // What stands for anything is a pattern, which Kyverno has a field of its own for.
    private static ImmutableArray<object> Identities(object value) => [.. Maps(value).Select(identity => ImmutableDictionary.CreateRange(StringComparer.Ordinal, identity.Select(part =>
        part.Value is string text && text.Contains('*', StringComparison.Ordinal)
            ? KeyValuePair.Create($"{part.Key}RegExp", (object)$"^{System.Text.RegularExpressions.Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal)}$")
            : part)))];

    // Whoever writes a map of texts or amounts writes 50 for "50", and 0.5 for "0.5".
    private static object Texts(object value) => value is ImmutableDictionary<string, object> map
        ? map.SetItems(map.Where(pair => pair.Value is int or double).Select(pair => KeyValuePair.Create(pair.Key, (object)string.Create(CultureInfo.InvariantCulture, $"{pair.Value}"))))
        : value;

    private static ImmutableArray<object> Each(object list, Func<ImmutableDictionary<string, object>, object> change) =>
        [.. ((ImmutableArray<object>)list).Select(item => item is ImmutableDictionary<string, object> map ? change(map) : item)];

    private static string? Name(ImmutableDictionary<string, object> item) => item.GetValueOrDefault("name") as string;

    private static IEnumerable<ImmutableDictionary<string, object>> Maps(object? list) => (list as ImmutableArray<object>? ?? []).OfType<ImmutableDictionary<string, object>>();
}
