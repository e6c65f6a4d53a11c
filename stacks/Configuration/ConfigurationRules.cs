using System.Text.RegularExpressions;
using Infra.Components.Kubernetes;

namespace Infra.Stacks.Configuration;

/// <summary>The forms that texts in the configuration must have.</summary>
internal static partial class ConfigurationRules
{
    private const int KarmadaClusterNameLength = 48;

    public static TextRule NotEmpty { get; } = new(text => !string.IsNullOrWhiteSpace(text), "a text that is not empty");

    public static TextRule Name { get; } = new(KubernetesNames.IsLabel, KubernetesNames.LabelRule);

    /// <summary>Karmada allows fewer letters, because it makes names of its own from a cluster's.</summary>
    public static TextRule ClusterName { get; } = new(
        name => name.Length <= KarmadaClusterNameLength && KubernetesNames.IsLabel(name),
        "lower-case letters, digits and '-', first and last a letter or digit, at most 48 characters (Karmada)");

    /// <summary>What Karmada never propagates is refused before it can be waited for.</summary>
    public static TextRule Namespace { get; } = new(
        name => KubernetesNames.IsLabel(name) && name != "default" && !name.StartsWith("kube-", StringComparison.Ordinal) && !name.StartsWith("karmada-", StringComparison.Ordinal),
        $"{KubernetesNames.LabelRule}; not 'default', 'kube-…' or 'karmada-…', which Karmada does not propagate");

    public static TextRule LabelKey { get; } = new(KubernetesNames.IsLabelKey, KubernetesNames.LabelKeyRule);

    public static TextRule LabelValue { get; } = new(KubernetesNames.IsLabelValue, KubernetesNames.LabelValueRule);

    public static TextRule HttpsUrl { get; } = Url("https", "an https:// address");

    public static TextRule OciUrl { get; } = Url("oci", "an oci:// address");

    public static TextRule GitUrl { get; } = new(
        text => IsUrl(text, "https") || IsUrl(text, "ssh"), "an https:// or ssh:// address");

    public static TextRule ChartRepository { get; } = new(
        text => IsUrl(text, "https") || IsUrl(text, "oci"), "an https:// or oci:// address");

    public static TextRule Quantity { get; } = new(
        QuantityForm().IsMatch, "a Kubernetes quantity, for example 100m or 128Mi");

    public static TextRule HttpPath { get; } = new(text => text.StartsWith('/'), "a path that starts with '/'");

    public static TextRule JsonPointer { get; } = new(text => text.StartsWith('/'), "a JSON pointer, for example /spec/replicas");

    public static TextRule ExactVersion { get; } = new(
        VersionForm().IsMatch, "an exact version, for example 1.4.2; never a range, so that a plan today and tomorrow are the same");

    public static TextRule VariableName { get; } = new(VariableForm().IsMatch, "letters, digits and '_', not starting with a digit");

    public static TextRule FileName { get; } = new(
        name => name.Length <= 63 && FileForm().IsMatch(name), "letters, digits, '-', '_' and '.', first and last a letter or digit, at most 63 characters");

    private static TextRule Url(string scheme, string allowed) => new(text => IsUrl(text, scheme), allowed);

    private static bool IsUrl(string text, string scheme) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == scheme && uri.Host.Length > 0;

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex QuantityForm();

    [GeneratedRegex(@"^v?[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex VersionForm();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex VariableForm();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FileForm();
}
