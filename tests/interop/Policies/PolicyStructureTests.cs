using System.Text.Json.Nodes;
using Infra.Interop.Tests.Schemas;

namespace Infra.Interop.Tests.Policies;

/// <summary>Policies and their cases as files: objects that API servers take, and enough cases of each verdict.</summary>
public sealed class PolicyStructureTests
{
    private static readonly Lazy<SchemaValidator> Validator = new(() => new SchemaValidator(KindCatalog.Open(Prerequisites.Shared())));

    // What every policy of pods says alike, so that one text means the same wherever it is read.
    private const string Rules =
        """
        - { apiGroups: [''], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods, pods/ephemeralcontainers] }
        - { apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [daemonsets, deployments, statefulsets] }
        - { apiGroups: [batch], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [cronjobs, jobs] }
        """;

    private const string Condition = "!has(object.metadata.deletionTimestamp) && (oldObject == null || object.spec != oldObject.spec)";

    private const string Settled = "has(object.metadata.deletionTimestamp) || (oldObject != null && object.spec == oldObject.spec)";

    private const string Pod =
        "object.kind == 'Pod' ? object.spec : object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.spec : object.spec.template.spec";

    public static TheoryData<string> Policies => Files("policy.yaml");

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_policy_is_an_object_that_its_definition_takes(string file) => Assert.Empty(Validator.Value.Validate(Read(file)));

    [Theory]
    [MemberData(nameof(Policies))]
    public void What_stands_beside_a_policy_are_objects_that_an_API_server_takes(string file)
    {
        var objects =
            from path in Directory.EnumerateFiles(Path.GetDirectoryName(Absolute(file))!, "*.yaml", SearchOption.AllDirectories)
            from item in YamlDocuments.Parse(File.ReadAllText(path))
            from one in Objects(item)
            from problem in Validator.Value.Validate(one.DeepClone())
            select $"{Path.GetFileName(path)} {one["kind"]} {one["metadata"]?["name"]}: {problem}";

        Assert.Empty(objects);
    }

    // Of the command line's own files only a context holds objects; of changes, each has a name.
    private static IEnumerable<JsonNode> Objects(JsonNode document) => document["apiVersion"]?.GetValue<string>() switch
    {
        null => document["objects"]!.AsObject().Select(item => item.Value!),
        "cli.kyverno.io/v1alpha1" => (document["spec"]?["resources"] as JsonArray ?? []).Select(item => item!),
        _ => [document],
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task A_policy_has_two_cases_of_each_verdict_or_one_of_what_it_makes_and_one_that_it_lets_be(string file)
    {
        var policy = Read(file);
        var name = policy["metadata"]!["name"]!.GetValue<string>();
        var rows = (await PolicyEvaluation.OfPacksAsync()).Where(test => !test.Test.Contains("/shipped/", StringComparison.Ordinal)).SelectMany(test => test.Rows).Where(row => row.Policy == name).ToList();

        if (policy["kind"]!.GetValue<string>().EndsWith("ValidatingPolicy", StringComparison.OrdinalIgnoreCase))
        {
            Assert.True(rows.Count(row => row.Wanted == "pass") >= 2, "two cases that pass");
            Assert.True(rows.Count(row => row.Wanted == "fail") >= 2, "two cases that fail");
        }
        else
        {
            Assert.True(rows.Any(row => row.Wanted == "pass" && row.Compared), "a case of what it makes, with the file that says what");
            Assert.True(rows.Any(row => row.Wanted == "skip" || row.Changed == false), "a case that it lets be");
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_policy_that_judges_pods_asks_about_all_workloads_in_the_same_words(string file)
    {
        var policy = Read(file);
        var spec = policy["spec"]!;
        var rules = spec["matchConstraints"]!["resourceRules"]!.AsArray();
        var all = YamlDocuments.Parse(Rules)[0].AsArray();
        // What Kubernetes itself enforces is about who changes something, and not about what it is.
        if (!Kind(policy).EndsWith("ValidatingPolicy", StringComparison.Ordinal) || spec["autogen"] is not null || !rules.Any(rule => all.Any(whole => Words(rule!["resources"]).Intersect(Words(whole!["resources"])).Any())))
            return;

        // What is not about some workloads (Jobs have no readiness) leaves them out, and nothing else.
        Assert.All(rules, rule => Assert.Contains(all, whole => IsPart(rule!, whole!)));
        if (Kind(policy) == "ImageValidatingPolicy")
        {
            // Kyverno does more to images than the validations say: before a validation, nothing but a condition keeps it from what is to be let be.
            Assert.Equal(Condition, Text(spec["matchConditions"]![0], "expression"));
            return;
        }

        Assert.Equal(Settled, Text(spec["variables"]!.AsArray().Single(variable => Text(variable, "name") == "settled"), "expression"));
        // First, so that nothing else is worked out where it holds.
        Assert.All(spec["validations"]!.AsArray(), validation => Assert.StartsWith("variables.settled || ", Text(validation, "expression"), StringComparison.Ordinal));
        if (rules.Sum(rule => rule!["resources"]!.AsArray().Count) == all.Sum(rule => rule!["resources"]!.AsArray().Count))
            Assert.Equal(Pod, Text(spec["variables"]!.AsArray().Single(variable => Text(variable, "name") == "pod"), "expression"));
    }

    // Kyverno gives the one webhook of all policies without conditions the selector of the last of them, and nothing else would be enforced any more. A condition that does not compile in
    // Kubernetes' own environment counts as none, with all others of the policy.
    [Theory]
    [MemberData(nameof(Policies))]
    public void A_policy_with_a_selector_of_its_own_has_conditions_that_Kubernetes_understands_and_so_a_webhook_of_its_own(string file)
    {
        var spec = Read(file)["spec"]!;
        var conditions = (spec["matchConditions"] as JsonArray ?? []).Select(condition => Text(condition, "expression")).ToList();

        Assert.True(
            conditions.Count > 0 || (spec["matchConstraints"]!["objectSelector"] ?? spec["matchConstraints"]!["namespaceSelector"]) is null,
            "a selector, and no condition that keeps it from the policies of others");
        Assert.All(conditions, condition => Assert.DoesNotMatch(@"(?<![.\w])(variables|images?|resource|http|globalContext|generator|exceptions|attestors|json|yaml|math|time|x509|random|user)[.(]", condition));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void What_asks_more_than_a_registry_s_signatures_about_every_image_does_so_once_and_not_at_every_scan(string file)
    {
        var spec = Read(file)["spec"]!;
        var asksMore = spec["attestations"] is not null || (spec["attestors"] as JsonArray ?? []).Any(attestor => attestor!["cosign"]?["keyless"] is not null);

        Assert.True(!asksMore || spec["evaluation"]?["background"]?["enabled"]?.GetValue<bool>() == false, "its scans fetch attestations, or ask the public log, for all that runs");
    }

    // Kyverno registers their webhook for deletions too, whatever they say. One condition that is false is enough; one that errs is counted as a webhook that failed.
    [Theory]
    [MemberData(nameof(Policies))]
    public void What_generates_is_not_asked_about_what_is_deleted(string file)
    {
        var policy = Read(file);

        Assert.True(Kind(policy) != "GeneratingPolicy" || Text(policy["spec"]!["matchConditions"]![0], "expression").StartsWith("object != null && ", StringComparison.Ordinal));
    }

    private static bool IsPart(JsonNode rule, JsonNode whole) =>
        new[] { "apiGroups", "apiVersions", "operations" }.All(key => JsonNode.DeepEquals(rule[key], whole[key]))
        && !Words(rule["resources"]).Except(Words(whole["resources"]), StringComparer.Ordinal).Any();

    private static IEnumerable<string> Words(JsonNode? list) => list!.AsArray().Select(word => word!.GetValue<string>());

    private static string Kind(JsonNode policy) => policy["kind"]!.GetValue<string>();

    private static string Text(JsonNode? node, string key) => node![key]!.GetValue<string>();

    private static string Absolute(string file) => Path.Combine(Prerequisites.RepositoryRoot, file);

    private static JsonNode Read(string file) => Assert.Single(YamlDocuments.Parse(File.ReadAllText(Absolute(file))));

    private static TheoryData<string> Files(string name) =>
        new(from file in Directory.EnumerateFiles(PolicyEvaluation.Folder, name, SearchOption.AllDirectories)
            orderby file
            select Path.GetRelativePath(Prerequisites.RepositoryRoot, file));
}
