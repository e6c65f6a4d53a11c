using System.Text.RegularExpressions;

namespace Infra.Components.Kubernetes;

/// <summary>The rules that Kubernetes has for names, and the sentence for each that tells a person what is allowed.</summary>
public static partial class KubernetesNames
{
    /// <summary>What <see cref="IsLabel"/> asks for, to end an error with.</summary>
    public const string LabelRule = "lower-case letters, digits and '-', first and last a letter or digit, at most 63 characters (DNS-1123)";

    /// <summary>What <see cref="IsLabelKey"/> asks for, to end an error with.</summary>
    public const string LabelKeyRule = "an optional DNS prefix and '/', then letters, digits, '-', '_' and '.', at most 63 characters";

    /// <summary>What <see cref="IsLabelValue"/> asks for, to end an error with.</summary>
    public const string LabelValueRule = "letters, digits, '-', '_' and '.', first and last a letter or digit, at most 63 characters";

    /// <summary>Whether the name is a DNS-1123 label, as namespaces, clusters and services must be.</summary>
    public static bool IsLabel(string name) => name.Length is > 0 and <= 63 && Label().IsMatch(name);

    /// <summary>Whether the text may be the key of a label.</summary>
    public static bool IsLabelKey(string key) => key.Split('/') switch
    {
        [var name] => IsQualified(name),
        [var prefix, var name] => prefix.Length is > 0 and <= 253 && prefix.Split('.').All(IsLabel) && IsQualified(name),
        _ => false,
    };

    /// <summary>Whether the text may be the value of a label.</summary>
    public static bool IsLabelValue(string value) => value.Length == 0 || IsQualified(value);

    /// <summary>The name itself.</summary>
    /// <exception cref="ArgumentException">The name is not a DNS-1123 label.</exception>
    public static string Checked(string name, string what) =>
        IsLabel(name) ? name : throw new ArgumentException($"{what} name '{name}' is invalid; allowed: {LabelRule}", nameof(name));

    private static bool IsQualified(string name) => name.Length is > 0 and <= 63 && Qualified().IsMatch(name);

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Qualified();
}
