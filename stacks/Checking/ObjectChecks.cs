using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Components.Kubernetes;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>One object that stands in the files: that Kubernetes can take it, and that nothing it says is lost.</summary>
internal static partial class ObjectChecks
{
    private const string Metadata = "metadata";
    private static readonly string[] Texts = ["labels", "annotations"];
    private static readonly string[] Kept = ["name", "namespace", .. Texts];

    /// <summary>Checks it.</summary>
    /// <returns>Whether it is what it says it is; of any other nothing more is concluded.</returns>
    public static bool Run(CheckContext context, Tree manifest, KubernetesObject item, string space, SpecPath path)
    {
        var isObject = Words(context, item, path);
        var metadata = (ImmutableDictionary<string, object>)manifest.Values[Metadata];
        foreach (var key in metadata.Keys.Except(Kept, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            context.Report(Rules.KnownKey, path.Keys(Metadata, key), $"'{SpecReader.Shortened(key)}' cannot be said of an object that is copied to clusters; allowed: {string.Join(", ", Kept)}");
        foreach (var key in Texts.Where(metadata.ContainsKey))
            TextsOf(context, metadata[key], path.Keys(Metadata, key));
        if (metadata.GetValueOrDefault("namespace") is not { } said)
            return isObject;
        if (item.IsClusterScoped)
            context.Report(Rules.Consistent, path.Keys(Metadata, "namespace"), $"{item.Kind} lives outside namespaces; remove it");
        else if (said is not string text || text != space)
            context.Report(Rules.Consistent, path.Keys(Metadata, "namespace"), $"found '{SpecReader.Shortened($"{said}")}', and it goes to '{space}', as everything beside it; remove it");
        return isObject;
    }

    private static bool Words(CheckContext context, KubernetesObject item, SpecPath path)
    {
        if (item.Content.ContainsKey("items") && item.Kind.EndsWith("List", StringComparison.Ordinal))
        {
            context.Report(Rules.Form, path.Key("kind"), $"found '{SpecReader.Shortened(item.Kind)}', which is many objects; write each of them as a manifest of its own");
            return false;
        }

        var group = KubernetesKinds.GroupOf(item.ApiVersion);
        var isVersion = TextForm.Of(Form.ApiVersion).Holds(item.ApiVersion[(group.Length > 0 ? group.Length + 1 : 0)..]) && (group.Length == 0 || Subdomain().IsMatch(group));
        if (!isVersion)
            context.Report(Rules.Form, path.Key("apiVersion"), $"found '{SpecReader.Shortened(item.ApiVersion)}'; allowed: a version of Kubernetes' API, with its group if it has one, for example v1 or apps/v1");
        var isKind = TextForm.Of(Form.Kind).Holds(item.Kind);
        if (!isKind)
            context.Report(Rules.Form, path.Key("kind"), $"found '{SpecReader.Shortened(item.Kind)}'; allowed: {TextForm.Of(Form.Kind).Allowed}");
        // Names of roles may have more in them: system:node.
        var isNamed = item.Name is { Length: <= 253 } and not ("." or "..") && (group == "rbac.authorization.k8s.io" ? Segment() : Subdomain()).IsMatch(item.Name);
        if (!isNamed)
            context.Report(Rules.Form, path.Keys(Metadata, "name"), $"found '{SpecReader.Shortened(item.Name)}'; allowed: lower-case letters, digits, '-' and '.', first and last a letter or digit, at most 253 characters");
        return isVersion && isKind && isNamed;
    }

    // What is no text would become one that nobody wrote: True for true.
    private static void TextsOf(CheckContext context, object value, SpecPath path)
    {
        if (value is not ImmutableDictionary<string, object> texts)
        {
            context.Report(Rules.Type, path, "has to be a map of texts");
            return;
        }

        foreach (var key in texts.Where(text => text.Value is not string).Select(text => text.Key).Order(StringComparer.Ordinal))
            context.Report(Rules.Type, path.Key(key), "has to be a text; put it in quotes");
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"^[^/%\s]+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Segment();
}
