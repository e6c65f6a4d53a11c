using System.Collections.Immutable;
using Infra.Documents;

namespace Infra.Policies;

/// <summary>What a policy is about: that it can be about something at all.</summary>
internal static class MatchReader
{
    private static readonly string[] Keys = ["excludeResourceRules", "matchPolicy", "namespaceSelector", "objectSelector", "resourceRules"];
    private static readonly string[] RuleKeys = ["apiGroups", "apiVersions", "operations", "resourceNames", "resources", "scope"];
    private static readonly string[] Needed = ["apiGroups", "apiVersions", "operations", "resources"];
    private static readonly string[] Operations = ["CREATE", "UPDATE", "DELETE", "CONNECT", "*"];

    // Kubernetes' own kinds, each with the only group that has it today.
    private static readonly ImmutableDictionary<string, string> Groups = Resources(
        ("", "configmaps endpoints limitranges namespaces nodes persistentvolumeclaims persistentvolumes pods replicationcontrollers resourcequotas secrets serviceaccounts services"),
        ("apps", "daemonsets deployments replicasets statefulsets"),
        ("batch", "cronjobs jobs"),
        ("networking.k8s.io", "ingressclasses ingresses networkpolicies"),
        ("policy", "poddisruptionbudgets"),
        ("autoscaling", "horizontalpodautoscalers"),
        ("rbac.authorization.k8s.io", "clusterrolebindings clusterroles rolebindings roles"),
        ("apiextensions.k8s.io", "customresourcedefinitions"),
        ("admissionregistration.k8s.io", "mutatingwebhookconfigurations validatingadmissionpolicies validatingadmissionpolicybindings validatingwebhookconfigurations"),
        ("storage.k8s.io", "storageclasses"));

    private static readonly string[] OutsideNamespaces =
    [
        "namespaces", "nodes", "persistentvolumes", "ingressclasses", "clusterroles", "clusterrolebindings", "customresourcedefinitions", "mutatingwebhookconfigurations", "validatingwebhookconfigurations",
        "validatingadmissionpolicies", "validatingadmissionpolicybindings", "storageclasses",
    ];

    /// <summary>Notes what can never match.</summary>
    public static void Check(YamlMap match, DocumentReader reader)
    {
        reader.Known(match, Keys, "field of 'matchConstraints'");
        if (match["resourceRules"]?.Value is not YamlList { Items.IsEmpty: false } rules)
        {
            reader.Report(match["resourceRules"]?.Value.Place ?? match.Place, "'resourceRules' has to be a list of at least one; without, nothing ever matches");
            return;
        }

        foreach (var item in rules.Items.Concat((match["excludeResourceRules"]?.Value as YamlList)?.Items ?? []))
        {
            if (item is YamlMap rule)
                Rule(rule, reader);
            else
                reader.Report(item.Place, $"found {item.Kind}; allowed: a map of {string.Join(", ", RuleKeys)}");
        }

        foreach (var key in new[] { "namespaceSelector", "objectSelector" })
        {
            if (match[key] is { } selector)
                SelectorReader.Check(selector.Value, reader);
        }
    }

    private static void Rule(YamlMap rule, DocumentReader reader)
    {
        reader.Known(rule, RuleKeys, "field of a resource rule");
        foreach (var key in Needed.Where(key => rule[key]?.Value is not YamlList { Items.IsEmpty: false }))
            reader.Report(rule[key]?.Value.Place ?? rule.Place, $"'{key}' has to be a list of at least one; without, the rule never matches");
        if (rule["operations"]?.Value is YamlList operations)
        {
            foreach (var operation in operations.Items.OfType<YamlScalar>().Where(operation => !Operations.Contains(operation.Text, StringComparer.Ordinal)))
                reader.Report(operation.Place, $"found '{Excerpt.Of(operation.Text)}', which never matches; allowed: {string.Join(", ", Operations)}{Suggestion.For(operation.Text.ToUpperInvariant(), Operations)}");
        }

        if (rule["apiGroups"]?.Value is not YamlList { Items.IsEmpty: false } groups || rule["resources"]?.Value is not YamlList resources)
            return;
        foreach (var resource in resources.Items.OfType<YamlScalar>())
            Resource(rule, resource, groups, reader);
    }

    private static void Resource(YamlMap rule, YamlScalar resource, YamlList groups, DocumentReader reader)
    {
        var name = resource.Text.Split('/')[0];
        var named = groups.Items.OfType<YamlScalar>().Select(group => group.Text).ToList();
        if (!Groups.TryGetValue(name, out var home))
        {
            // Capitals and singulars are what manifests have; a rule has the name in addresses.
            if (Groups.ContainsKey(name.ToLowerInvariant()) || Groups.ContainsKey($"{name.ToLowerInvariant()}s"))
                reader.Report(resource.Place, $"found '{Excerpt.Of(resource.Text)}', which never matches{Suggestion.For(name.ToLowerInvariant(), Groups.Keys)}");
            return;
        }

        // Of groups that are not in the table nobody here knows what they have, or had.
        if (named.All(group => group == "" || Groups.Values.Contains(group, StringComparer.Ordinal)) && !named.Contains(home, StringComparer.Ordinal))
            reader.Report(resource.Place, $"'{name}' is in group '{home}', and the rule is about {string.Join(", ", named.Select(group => $"'{group}'"))}; it never matches");
        var scope = (rule["scope"]?.Value as YamlScalar)?.Text;
        if ((scope == "Cluster" && !OutsideNamespaces.Contains(name, StringComparer.Ordinal)) || (scope == "Namespaced" && OutsideNamespaces.Contains(name, StringComparer.Ordinal)))
            reader.Report(rule["scope"]!.Value.Place, $"'{name}' {(scope == "Cluster" ? "lives in namespaces" : "lives outside namespaces")}, so a rule of scope '{scope}' never matches it");
    }

    private static ImmutableDictionary<string, string> Resources(params (string Group, string Names)[] groups) =>
        groups.SelectMany(group => group.Names.Split(' ').Select(name => KeyValuePair.Create(name, group.Group))).ToImmutableDictionary(StringComparer.Ordinal);
}
