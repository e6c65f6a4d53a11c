using System.Collections.Immutable;
using Infra.Documents;

namespace Infra.Policies;

/// <summary>What the spec of a policy has to say, whatever it asks for: its fields, its action, its expressions.</summary>
/// <remarks>The fields are those of Kyverno's definitions, group policies.kyverno.io, version v1.</remarks>
internal static class PolicySpecReader
{
    private const string Expression = "expression";
    private const string FailurePolicy = "failurePolicy";

    private static readonly string[] Shared = ["auditAnnotations", "evaluation", "matchConditions", "matchConstraints", "variables", "webhookConfiguration"];

    private static readonly ImmutableDictionary<PolicyKind, string[]> Fields = ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create(PolicyKind.ValidatingPolicy, (string[])[.. Shared, FailurePolicy, "autogen", "validationActions", "validations"]),
        KeyValuePair.Create(
            PolicyKind.ImageValidatingPolicy,
            (string[])[.. Shared, FailurePolicy, "attestations", "attestors", "autogen", "credentials", "images", "matchImageReferences", "validationActions", "validationConfigurations", "validations"]),
        KeyValuePair.Create(PolicyKind.MutatingPolicy, (string[])[.. Shared, FailurePolicy, "autogen", "mutations", "reinvocationPolicy", "targetMatchConditions", "targetMatchConstraints"]),
        KeyValuePair.Create(PolicyKind.GeneratingPolicy, (string[])[.. Shared, "generate", "useServerSideApply"]),
    ]);

    private static readonly ImmutableDictionary<string, string[]> Inner = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("auditAnnotations", (string[])["key", "valueExpression"]),
        KeyValuePair.Create("matchConditions", (string[])["name", Expression]),
        KeyValuePair.Create("targetMatchConditions", (string[])["name", Expression]),
        KeyValuePair.Create("variables", (string[])["name", Expression]),
        KeyValuePair.Create("validations", (string[])[Expression, "message", "messageExpression", "reason"]),
        KeyValuePair.Create("mutations", (string[])["patchType", "applyConfiguration", "jsonPatch"]),
        KeyValuePair.Create("generate", (string[])[Expression, "template"]),
        KeyValuePair.Create("images", (string[])["name", Expression]),
        KeyValuePair.Create("matchImageReferences", (string[])["glob", Expression]),
        KeyValuePair.Create("attestors", (string[])["name", "cosign", "notary"]),
        KeyValuePair.Create("attestations", (string[])["name", "intoto", "referrer"]),
        KeyValuePair.Create("evaluation", (string[])["admission", "background", "generateExisting", "mode", "mutateExisting", "orphanDownstreamOnPolicyDelete", "skipBackgroundRequests", "synchronize", "useServerSideApply"]),
        KeyValuePair.Create("autogen", (string[])["validatingAdmissionPolicy", "mutatingAdmissionPolicy"]),
        KeyValuePair.Create("validationConfigurations", (string[])["mutateDigest", "required", "verifyDigest"]),
        KeyValuePair.Create("credentials", (string[])["allowInsecureRegistry", "providers", "secrets"]),
        KeyValuePair.Create("webhookConfiguration", (string[])["timeoutSeconds"]),
    ]);

    // These are asked before variables are worked out.
    private static readonly string[] WithoutVariables = ["matchConditions", "targetMatchConditions", "matchImageReferences"];

    /// <summary>Notes what is wrong with the spec.</summary>
    public static void Check(YamlMap spec, PolicyKind kind, DocumentReader reader)
    {
        reader.Known(spec, Fields[kind], $"field of a {kind}");
        foreach (var entry in spec.Entries.Where(entry => Inner.ContainsKey(entry.Key)))
        {
            foreach (var map in entry.Value is YamlList list ? list.Items.OfType<YamlMap>() : [entry.Value as YamlMap ?? new YamlMap(entry.Place, [], 1)])
                reader.Known(entry.Key == "autogen" ? WithoutControllers(map, reader) : map, Inner[entry.Key], $"field of '{entry.Key}'");
        }

        Action(spec, kind, reader);
        // What generates does so after the request, so there is no request that could fail with it.
        if (kind != PolicyKind.GeneratingPolicy && spec[FailurePolicy]?.Value is not YamlScalar { Text: "Fail" or "Ignore" })
            reader.Report(spec[FailurePolicy]?.Value.Place ?? spec.Place, "'failurePolicy' has to be said: Fail (what cannot be asked about is refused) or Ignore (it is let in)");
        if (reader.Map(spec, "matchConstraints", "which objects it is about") is { } match)
            MatchReader.Check(match, reader);
        if (kind == PolicyKind.ValidatingPolicy)
            SharedWebhook(spec, reader);
        Rules(spec, kind, reader);
        Expressions(spec, reader);
    }

    // One call of Kyverno's common webhook asks all policies that have no conditions; each that has one is a call of its own, for every request that it matches (kyverno, buildWebhookRules).
    // Policies of images may have them: what Kyverno does to an image besides asking the validations, nothing else keeps from objects that are to be let be.
    private static void SharedWebhook(YamlMap spec, DocumentReader reader)
    {
        if (spec["matchConditions"] is { } conditions && !IsHandedOver(spec) && !HasOwnWebhook(spec))
        {
            reader.Report(
                conditions.Place,
                "'matchConditions' cost every request that matches one more call of Kyverno, for a policy that has them gets a webhook of its own; say it by a variable, and begin the validations "
                + "with it, as in `variables.settled || …` (a policy that Kubernetes itself enforces, by autogen.validatingAdmissionPolicy, may have them)");
        }
    }

    private static bool IsHandedOver(YamlMap spec) =>
        At(spec, "autogen", "validatingAdmissionPolicy", "enabled") is YamlScalar { IsPlain: true, Text: "true" };

    private static bool HasOwnWebhook(YamlMap spec) =>
        At(spec, "webhookConfiguration", "timeoutSeconds") is not null || At(spec, "matchConstraints", "matchPolicy") is YamlScalar { Text: "Exact" };

    private static YamlNode? At(YamlNode from, params ReadOnlySpan<string> keys)
    {
        YamlNode? at = from;
        foreach (var key in keys)
            at = (at as YamlMap)?[key]?.Value;
        return at;
    }

    // It gives up in silence where a match has a selector, a subresource or two kinds, and rewrites expressions as text.
    private static YamlMap WithoutControllers(YamlMap autogen, DocumentReader reader)
    {
        if (autogen["podControllers"] is { } controllers)
            reader.Report(controllers.Place, "'podControllers' is not for us: name the controllers in matchConstraints, and let a variable find the pod in each of them, as the other policies do");
        return autogen with { Entries = [.. autogen.Entries.Where(entry => entry.Key != "podControllers")] };
    }

    // A profile replaces it; the file has what the strictest says, and so does whoever tests the file as it is.
    private static void Action(YamlMap spec, PolicyKind kind, DocumentReader reader)
    {
        YamlNode? at = spec;
        var last = spec.Place;
        foreach (var key in kind.ActionField())
        {
            at = (at as YamlMap)?[key]?.Value;
            last = at?.Place ?? last;
        }

        if (kind.IsVerdict() && at is not YamlList { Items: [YamlScalar { Text: "Deny" }] })
            reader.Report(last, "'validationActions' has to be [Deny] here; profiles make it [Audit] where they audit");
        if (!kind.IsVerdict() && at is not YamlScalar { IsPlain: true, Text: "true" })
            reader.Report(last, "'evaluation.admission.enabled' has to be true here; profiles make it false where they do not enforce");
    }

    private static void Rules(YamlMap spec, PolicyKind kind, DocumentReader reader)
    {
        var key = kind switch
        {
            PolicyKind.MutatingPolicy => "mutations",
            PolicyKind.GeneratingPolicy => "generate",
            _ => "validations",
        };
        if (spec[key]?.Value is not YamlList { Items.IsEmpty: false } rules)
        {
            reader.Report(spec[key]?.Value.Place ?? spec.Place, $"'{key}' has to be a list of at least one; without, the policy does nothing");
            return;
        }

        foreach (var item in rules.Items.Where(item => item is not YamlMap))
            reader.Report(item.Place, $"'{key}': found {item.Kind}; allowed: a map of {string.Join(", ", Inner[key])}");
        foreach (var rule in rules.Items.OfType<YamlMap>().Where(_ => kind.IsVerdict()))
        {
            reader.Text(rule, Expression, "what has to hold, in CEL");
            if (rule["message"] is null)
                reader.Report(rule.Place, "'message' is missing: what whoever is refused is told");
        }
    }

    private static void Expressions(YamlMap spec, DocumentReader reader)
    {
        var all = Names(spec).ToHashSet(StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variable in (spec["variables"]?.Value as YamlList)?.Items.OfType<YamlMap>() ?? [])
        {
            var name = reader.Text(variable, "name", "what the variable is called");
            if (reader.Text(variable, Expression, "what the variable is, in CEL") is { } text)
                Expressed(text, known, all, reader, "a variable knows those before it: ");
            if (name is not null && !known.Add(name.Text))
                reader.Report(name.Place, $"the variable '{Excerpt.Of(name.Text)}' is there already");
        }

        foreach (var (section, text) in spec.Entries.Where(entry => entry.Key != "variables").SelectMany(entry => Texts(entry.Value).Select(text => (entry.Key, text))))
        {
            if (!WithoutVariables.Contains(section, StringComparer.Ordinal))
                Expressed(text, known, all, reader, "");
            else if (CelText.VariablesIn(text.Text).FirstOrDefault() is { } variable)
                reader.Report(text.Place, $"'{section}' is asked before variables are worked out, so there is no 'variables.{variable}' in it");
            else
                Expressed(text, known, all, reader, "");
        }
    }

    private static void Expressed(YamlScalar text, HashSet<string> known, HashSet<string> all, DocumentReader reader, string order)
    {
        if (CelText.Fault(text.Text) is { } fault)
        {
            reader.Report(text.Place, $"this is not CEL: {fault}");
            return;
        }

        foreach (var name in CelText.VariablesIn(text.Text).Distinct(StringComparer.Ordinal).Where(name => !known.Contains(name)))
        {
            reader.Report(
                text.Place,
                all.Contains(name) ? $"the variable '{name}' stands further down; {order}{Listed(known)}" : $"there is no variable '{name}'{Suggestion.For(name, all, $"; there are: {Listed(all)}")}");
        }
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(name => Excerpt.Of(name)));

    private static IEnumerable<string> Names(YamlMap spec) =>
        ((spec["variables"]?.Value as YamlList)?.Items.OfType<YamlMap>() ?? []).Select(variable => (variable["name"]?.Value as YamlScalar)?.Text).OfType<string>();

    // Wherever it is, a field of one of these names holds CEL.
    private static IEnumerable<YamlScalar> Texts(YamlNode node) => node switch
    {
        YamlMap map => map.Entries.SelectMany(entry => entry is { Key: Expression or "messageExpression" or "valueExpression", Value: YamlScalar text } ? [text] : Texts(entry.Value)),
        YamlList list => list.Items.SelectMany(Texts),
        _ => [],
    };
}
