using System.Collections.Immutable;
using Infra.Documents;
using Xunit;

namespace Infra.Policies.Tests;

public sealed class PolicyLibraryTests
{
    private const string File = "policies/example/allowed/policy.yaml";

    [Fact]
    public void A_policy_is_what_its_file_says()
    {
        using var folder = new PackFolder().WithBoth();
        var library = folder.Read();
        Assert.Empty(library.Problems);
        var policy = Assert.Single(library.Policies);
        Assert.Equal(("allowed", "example", "Allowed registries", "Images"), (policy.Id, policy.Pack, policy.Title, policy.Category));
        Assert.Equal((PolicySeverity.High, PolicyKind.ValidatingPolicy, new Version(1, 0, 0)), (policy.Severity, policy.Kind, policy.Since));
        Assert.Equal("Nobody knows what is in other images.", policy.Rationale);
        Assert.Equal(["CIS 5.5.1", "NSA 3"], policy.Controls);
        Assert.Equal(["registries"], policy.Parameters);
        Assert.Equal("Push the image to a registry of ours.", policy.Annotations["infra.internal/remediation"]);
    }

    [Fact]
    public void A_parameter_takes_the_place_of_the_expression_of_its_variable()
    {
        using var folder = new PackFolder().WithBoth();
        var values = ImmutableSortedDictionary.Create<string, object>(StringComparer.Ordinal)
            .Add("registries", ImmutableArray.Create<object>("it's/"))
            .Add("images", "none of its parameters");
        var spec = Assert.Single(folder.Read().Policies).SpecFor(PolicyAction.Audit, values);
        var variables = ((ImmutableArray<object>)spec["variables"]).Cast<ImmutableDictionary<string, object>>().ToDictionary(variable => (string)variable["name"], variable => variable["expression"], StringComparer.Ordinal);
        Assert.Equal("['it\\'s/']", variables["registries"]);
        Assert.Equal("object.spec.containers.map(container, container.image)", variables["images"]);
        Assert.Equal(["Audit"], (ImmutableArray<object>)spec["validationActions"]);
    }

    [Fact]
    public void What_makes_objects_makes_none_where_it_is_not_enforced_not_even_for_what_is_there_already()
    {
        var evaluation = Fields(("admission", Enabled(true)), ("generateExisting", Enabled(true)), ("synchronize", Enabled(true)), ("orphanDownstreamOnPolicyDelete", Enabled(true)));
        var policy = new Policy
        {
            Id = "generating",
            Pack = "example",
            Title = "",
            Category = "",
            Severity = PolicySeverity.High,
            Rationale = "",
            Remediation = "",
            Since = new Version(1, 0, 0),
            Kind = PolicyKind.GeneratingPolicy,
            Annotations = ImmutableSortedDictionary<string, string>.Empty,
            Spec = Fields(("evaluation", evaluation)),
            Place = new SourcePlace(File, 1, 1),
        };
        Assert.Equal([("admission", true), ("generateExisting", true), ("orphanDownstreamOnPolicyDelete", true), ("synchronize", true)], Evaluation(PolicyAction.Enforce));
        Assert.Equal([("admission", false), ("generateExisting", false), ("orphanDownstreamOnPolicyDelete", true), ("synchronize", false)], Evaluation(PolicyAction.Audit));

        IEnumerable<(string, bool)> Evaluation(PolicyAction action) =>
            ((ImmutableDictionary<string, object>)policy.SpecFor(action, ImmutableSortedDictionary<string, object>.Empty)["evaluation"])
            .OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => (field.Key, (bool)((ImmutableDictionary<string, object>)field.Value)["enabled"]));

        static ImmutableDictionary<string, object> Enabled(bool value) => Fields(("enabled", value));

        static ImmutableDictionary<string, object> Fields(params (string Key, object Value)[] fields) => fields.ToImmutableDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
    }

    private const string Condition = "  matchConditions:\n    - { name: lives, expression: '!has(object.metadata.deletionTimestamp)' }\n";

    [Theory]
    [InlineData("  variables:", "  autogen: { validatingAdmissionPolicy: { enabled: true } }\n  variables:")]
    [InlineData("  variables:", "  webhookConfiguration: { timeoutSeconds: 30 }\n  variables:")]
    [InlineData("    resourceRules:", "    matchPolicy: Exact\n    resourceRules:")]
    [InlineData("kind: ValidatingPolicy", "kind: ImageValidatingPolicy")]
    public void What_has_a_webhook_of_its_own_anyway_or_hardly_needs_one_may_have_conditions(string written, string own)
    {
        using var folder = new PackFolder().WithBoth(policy: PackFolder.Policy.Replace("  variables:", Condition + "  variables:", StringComparison.Ordinal).Replace(written, own, StringComparison.Ordinal));
        Assert.Empty(folder.Read().Problems);
    }

    [Fact]
    public void Conditions_of_what_was_to_be_handed_to_Kubernetes_and_is_not_are_refused()
    {
        using var folder = new PackFolder().WithBoth(policy: PackFolder.Policy.Replace("  variables:", Condition + "  autogen: { validatingAdmissionPolicy: { enabled: false } }\n  variables:", StringComparison.Ordinal));
        Assert.StartsWith($"{File}:21:3: 'matchConditions' cost every request", Assert.Single(folder.Read().Problems).ToString(), StringComparison.Ordinal);
    }

    // What is replaced in the file, by what, and the message that follows.
    public static TheoryData<string, string, string> Slips => new()
    {
        { "high", "heigh", "8:35: 'policies.kyverno.io/severity': found 'heigh'; allowed: low, medium, high, critical; did you mean 'high'?" },
        { "kind: ValidatingPolicy", "kind: ValidtingPolicy", "2:7: found 'ValidtingPolicy'; allowed: ValidatingPolicy, ImageValidatingPolicy, MutatingPolicy, GeneratingPolicy; did you mean 'ValidatingPolicy'?" },
        { "kind: ValidatingPolicy", "kind: ClusterPolicy", "2:7: found 'ClusterPolicy'; allowed: ValidatingPolicy, ImageValidatingPolicy, MutatingPolicy, GeneratingPolicy; it is deprecated, and its rules are kinds of their own now" },
        { "name: allowed", "name: alowed", "4:9: found 'alowed', in the folder 'allowed'; allowed: the same name for both" },
        { "infra.internal/remediation", "infra.internal/remedy", "6:5: 'infra.internal/remediation' is missing: what whoever is refused does about it" },
        { "since: 1.0.0", "since: 1.2.0", "14:27: 'infra.internal/since': found 1.2.0, and the pack's version is 1.1.0; raise that in pack.yaml" },
        { "since: 1.0.0", "since: 1.0", "14:27: 'infra.internal/since': found the number 1.0; allowed: a text, the version of the pack that brought it" },
        { "infra.internal/since: 1.0.0", "\"com\\tpany\": 1.0\n    infra.internal/since: 1.0.0", "14:18: 'com\uFFFDpany': found the number 1.0; allowed: a text, as annotations are" },
        { "failurePolicy: Fail", "failurePolicy: Never", "16:18: 'failurePolicy' has to be said: Fail (what cannot be asked about is refused) or Ignore (it is let in)" },
        { "  failurePolicy: Fail", "  failurepolicy: Fail", "16:3: unknown field of a ValidatingPolicy 'failurepolicy'; did you mean 'failurePolicy'?" },
        { "[Deny]", "[Audit]", "17:22: 'validationActions' has to be [Deny] here; profiles make it [Audit] where they audit" },
        { "resources: [pods]", "resources: [Pod]", "20:81: found 'Pod', which never matches; did you mean 'pods'?" },
        { "resources: [pods]", "resources: [deployments]", "20:81: 'deployments' is in group 'apps', and the rule is about ''; it never matches" },
        { "resources: [pods]", "resources: []", "20:80: 'resources' has to be a list of at least one; without, the rule never matches" },
        { "[CREATE]", "[CREAT]", "20:60: found 'CREAT', which never matches; allowed: CREATE, UPDATE, DELETE, CONNECT, *; did you mean 'CREATE'?" },
        { "resources: [pods]", "resources: [pods], scope: Cluster", "20:95: 'pods' lives in namespaces, so a rule of scope 'Cluster' never matches it" },
        { "variables.images.all", "variables.image.all", "27:19: there is no variable 'image'; did you mean 'images'?" },
        { "startsWith(registry)))", "startsWith(registry))", "27:19: this is not CEL: '(' is not closed" },
        { "['registry.example.com/']", "['registry.example.com/]", "23:39: this is not CEL: a text is not closed" },
        { "object.spec.containers.map", "variables.images.map", "24:35: the variable 'images' stands further down; a variable knows those before it: settled, registries" },
        { "  variables:", "  matchConditions:\n    - { name: some, expression: 'variables.images == []' }\n  variables:", "22:33: 'matchConditions' is asked before variables are worked out, so there is no 'variables.images' in it" },
        {
            "  variables:",
            Condition + "  variables:",
            "21:3: 'matchConditions' cost every request that matches one more call of Kyverno, for a policy that has them gets a webhook of its own; say it by a variable, and begin the validations with it, as in `variables.settled || …` (a policy that Kubernetes itself enforces, by autogen.validatingAdmissionPolicy, may have them)"
        },
        { "message: Not", "mesage: Not", "26:7: unknown field of 'validations' 'mesage'; did you mean 'message'?" },
        { "  failurePolicy: Fail", "  autogen: { podControllers: {} }\n  failurePolicy: Fail", "16:14: 'podControllers' is not for us: name the controllers in matchConstraints, and let a variable find the pod in each of them, as the other policies do" },
        {
            "  matchConstraints:",
            "  matchConstraints:\n    namespaceSelector: { matchLabels: { a: b }, matchExpressions: [{ key: a, operator: In, values: [c] }] }",
            "19:68: what is asked of the label 'a' cannot all hold; the policy never matches"
        },
        { "  matchConstraints:", "  matchConstraints:\n    objectSelector: { matchExpressions: [{ key: a, operator: NotIn, values: [x] }, { key: a, operator: In, values: [x] }] }", "19:84: what is asked of the label 'a' cannot all hold; the policy never matches" },
        { "  matchConstraints:", "  matchConstraints:\n    objectSelector: { matchExpressions: [{ key: a, operator: In, values: [x, z] }, { key: a, operator: NotIn, values: [x, z] }] }", "19:84: what is asked of the label 'a' cannot all hold; the policy never matches" },
        { "  matchConstraints:", "  matchConstraints:\n    objectSelector: { matchExpressions: [{ key: a, operator: Exists }, { key: a, operator: DoesNotExist }] }", "19:72: what is asked of the label 'a' cannot all hold; the policy never matches" },
        { "  matchConstraints:", "  matchConstraints:\n    namespaceSelector: nonsense", "19:24: found 'nonsense'; allowed: a map of matchLabels, matchExpressions" },
        { "  matchConstraints:", "  matchConstraints:\n    objectSelector: { matchLabels: [a] }", "19:36: found a list; allowed: a map of labels" },
        { "  matchConstraints:", "  matchConstraints:\n    objectSelector: { matchExpressions: a }", "19:41: found 'a'; allowed: a list of maps of key, operator, values" },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void A_slip_is_told_where_it_is(string written, string slip, string message)
    {
        Assert.Contains(written, PackFolder.Policy, StringComparison.Ordinal);
        using var folder = new PackFolder().WithBoth(policy: PackFolder.Policy.Replace(written, slip, StringComparison.Ordinal));
        var library = folder.Read();
        Assert.Contains($"{File}:{message}", library.Problems.Select(problem => problem.ToString()));
        Assert.Empty(library.Policies);
    }

    [Fact]
    public void Labels_that_can_all_be_had_are_asked_for_in_any_order()
    {
        const string Selector = "    objectSelector: { matchLabels: { a: x }, matchExpressions: [{ key: a, operator: NotIn, values: [z] }, { key: a, operator: In, values: [x, z] }, { key: b, operator: NotIn, values: [x] }] }";
        using var folder = new PackFolder().WithBoth(policy: PackFolder.Policy.Replace("  matchConstraints:", $"  matchConstraints:\n{Selector}", StringComparison.Ordinal));
        Assert.Empty(folder.Read().Problems);
    }

    [Fact]
    public void A_slip_elsewhere_does_not_hide_what_never_matches()
    {
        var policy = PackFolder.Policy.Replace("severity: high", "severity: heigh", StringComparison.Ordinal).Replace("resources: [pods]", "resources: [DaemonSet]", StringComparison.Ordinal);
        using var folder = new PackFolder().WithBoth(policy: policy);
        Assert.Contains($"{File}:20:81: found 'DaemonSet', which never matches; did you mean 'daemonsets'?", folder.Read().Problems.Select(problem => problem.ToString()));
    }

    public static TheoryData<string, string, string> PackSlips => new()
    {
        { "title: Example", "titel: Example", "1:1: unknown key of a pack 'titel'; did you mean 'title'?" },
        { "type: texts", "type: [text]", "5:23: 'type': found a list" },
        { "type: texts", "type: txts", "5:23: 'type': found 'txts'; allowed: text, texts, integer, boolean, quantity, labels, quantities, identities; did you mean 'texts'?" },
        { "required: true", "required: perhaps", "5:82: 'required': found 'perhaps'; allowed: true or false" },
        { "registries:", "2nd:", "5:3: found '2nd'; allowed: a small letter, then letters and digits, for it is the name of a variable in CEL" },
        { "registries:", "mirrors:", "5:3: no policy of the pack uses the parameter 'mirrors'; a policy does by a variable of that name" },
    };

    [Theory]
    [MemberData(nameof(PackSlips))]
    public void A_slip_in_a_pack_is_told_where_it_is(string written, string slip, string message)
    {
        using var folder = new PackFolder().WithBoth(PackFolder.Pack.Replace(written, slip, StringComparison.Ordinal));
        Assert.Contains(folder.Read().Problems, problem => problem.ToString().StartsWith($"policies/example/pack.yaml:{message}", StringComparison.Ordinal));
    }

    [Fact]
    public void An_id_is_there_once()
    {
        using var folder = new PackFolder().WithBoth().With("other/pack.yaml", PackFolder.Pack).With("other/allowed/policy.yaml", PackFolder.Policy);
        Assert.Equal(["policies/other/allowed/policy.yaml:1:1: the id 'allowed' is taken already, by policies/example/allowed/policy.yaml:1:1; choose another"], folder.Read().Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_policy_outside_a_pack_is_not_overlooked()
    {
        using var folder = new PackFolder().With("lost/allowed/policy.yaml", PackFolder.Policy);
        Assert.Equal(["policies/lost/allowed/policy.yaml:1:1: belongs to no pack: there is no policies/lost/pack.yaml"], folder.Read().Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_slip_in_a_pack_does_not_hide_those_in_its_policies()
    {
        using var folder = new PackFolder().WithBoth(
            PackFolder.Pack.Replace("version: 1.1.0", "version: one", StringComparison.Ordinal), PackFolder.Policy.Replace("high", "heigh", StringComparison.Ordinal));
        var library = folder.Read();
        Assert.Equal(["policies/example/pack.yaml:3:10", $"{File}:8:35"], library.Problems.Select(problem => $"{problem.Place}"));
        Assert.Empty(library.Packs);
        Assert.Equal(["example"], library.PackNames);
        Assert.Equal(["allowed"], library.PolicyIds);
    }

    [Fact]
    public void A_policy_whose_file_is_called_otherwise_is_not_overlooked()
    {
        using var folder = new PackFolder().WithBoth().With("example/other/policy.yml", PackFolder.Policy);
        Assert.Equal(["policies/example/other:1:1: the folder has no policy.yaml, so it is no policy; it has policy.yml"], folder.Read().Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void An_empty_folder_was_left_behind_by_a_policy_that_is_gone()
    {
        using var folder = new PackFolder().WithBoth();
        Directory.CreateDirectory(Path.Combine(folder.Root, PolicyLibrary.Folder, "example", "gone"));
        Assert.Empty(folder.Read().Problems);
    }

    [Theory]
    [InlineData("My Pack_é")]
    [InlineData("a-name-that-is-longer-than-labels-may-be-")]
    public void A_pack_is_called_what_a_label_can_say(string name)
    {
        using var folder = new PackFolder().With($"{name}/pack.yaml", PackFolder.Pack).With($"{name}/allowed/policy.yaml", PackFolder.Policy);
        Assert.Equal([$"policies/{name}/pack.yaml:1:1: the folder is called '{name}'; allowed: small letters, digits and '-', a letter first, at most 40 of them"], folder.Read().Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_pack_without_policies_is_refused()
    {
        using var folder = new PackFolder().With("empty/pack.yaml", "{ title: Empty, description: Nothing., version: 1.0.0 }");
        Assert.Equal(["policies/empty/pack.yaml:1:1: the pack has no policy; allowed: folders with a policy.yaml beside it"], folder.Read().Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_folder_of_something_else_is_nobody_s_pack()
    {
        using var folder = new PackFolder().WithBoth().With("shipped/resources.yaml", "{}").With("bin/Debug/pack.yaml", "nonsense").With("obj/x/policy.yaml", "nonsense");
        Assert.Empty(folder.Read().Problems);
    }
}
