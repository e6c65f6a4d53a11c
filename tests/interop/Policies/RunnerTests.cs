namespace Infra.Interop.Tests.Policies;

/// <summary>The runner finds what is wrong with cases and policies: a small pack with one slip at a time.</summary>
public sealed class RunnerTests : IDisposable
{
    private const string Policy =
        """
        apiVersion: policies.kyverno.io/v1
        kind: ValidatingPolicy
        metadata: { name: owned }
        spec:
          matchConstraints:
            resourceRules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [configmaps] }]
          matchConditions:
            - { name: not-internal, expression: "!object.metadata.name.startsWith('internal-')" }
          variables:
            - { name: labels, expression: "object.metadata.?labels.orValue({})" }
          validations:
            - expression: "'owner' in variables.labels && variables.labels.owner != ''"
              messageExpression: "object.metadata.name + ' has no owner'"
        """;

    private const string Resources =
        """
        { apiVersion: v1, kind: ConfigMap, metadata: { name: owned, labels: { owner: us } } }
        ---
        { apiVersion: v1, kind: ConfigMap, metadata: { name: nobodys } }
        ---
        { apiVersion: v1, kind: ConfigMap, metadata: { name: internal-one } }
        ---
        { apiVersion: v1, kind: Secret, metadata: { name: secret } }
        """;

    private const string Test =
        """
        apiVersion: cli.kyverno.io/v1alpha1
        kind: Test
        metadata: { name: owned }
        policies: [policy.yaml]
        resources: [resources.yaml]
        results:
          - { policy: owned, isValidatingPolicy: true, kind: ConfigMap, resources: [owned], result: pass }
          - { policy: owned, isValidatingPolicy: true, kind: ConfigMap, resources: [nobodys], result: fail }
          - { policy: owned, isValidatingPolicy: true, kind: ConfigMap, resources: [internal-one], result: skip }
          - { policy: owned, isValidatingPolicy: true, kind: Secret, resources: [secret], result: skip }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("infra-policy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nothing_is_said_of_a_pack_that_holds()
    {
        var evaluation = await EvaluateAsync(Policy, Resources, Test);

        Assert.Empty(evaluation.Complaints);
        Assert.Equal(4, evaluation.Agreed);
    }

    [Theory]
    [InlineData("resources: [owned], result: pass", "resources: [owned], result: fail", "owned owned: wants fail, is pass")]
    [InlineData("resources: [secret], result: skip", "resources: [secret], result: fail", "owned secret: wants fail, is skip: matchConstraints leave it out")]
    [InlineData("resources: [internal-one], result: skip", "resources: [internal-one], result: pass", "owned internal-one: wants pass, is skip: condition not-internal")]
    [InlineData("resources: [nobodys], result: fail", "resources: [nobodys], result: pass", "owned nobodys: wants pass, is fail: nobodys has no owner")]
    [InlineData("resources: [nobodys], result: fail", "resources: [nobody], result: fail", "results name 'nobody', of which there are 0|nothing is said of ConfigMap nobodys")]
    [InlineData("kind: Secret", "kind: Pod", "results call 'secret' a Pod; it is a Secret|nothing is said of Secret secret")]
    [InlineData("policies: [policy.yaml]", "policies: [policy.yaml, other.yaml]", "other.yaml does not exist")]
    [InlineData("object.metadata.?labels.orValue({})", "object.metadata.labels", "owned nobodys: wants fail, is error: No such key: labels")]
    [InlineData("variables.labels.owner != ''", "variables.label.owner != ''", "owned: validations[0]: No such key: label|*")]
    [InlineData("variables.labels.owner != ''", "size(variables.labels.owner)", "owned: validations[0]: *|*")]
    public async Task A_slip_is_told(string right, string wrong, string complaints)
    {
        var found = await ComplaintsAsync(Policy.Replace(right, wrong, StringComparison.Ordinal), Resources, Test.Replace(right, wrong, StringComparison.Ordinal));

        var expected = complaints.Split('|');
        if (expected[^1] != "*")
            Assert.Equal(expected.Length, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.StartsWith(pair.First.TrimEnd('*'), pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pass", "{ data: { colour: red } }")]
    [InlineData("fail", "{ metadata: { labels: { owner: null } } }")]
    [InlineData("fail", "{ metadata: { labels: null } }")]
    public async Task A_change_of_an_object_is_judged_by_what_the_object_becomes(string verdict, string patch)
    {
        var other = verdict == "pass" ? "fail" : "pass";
        var policy = Policy.Replace("[CREATE]", "[CREATE, UPDATE]", StringComparison.Ordinal);
        await ChangeAsync(verdict, patch);
        Assert.Empty(await ComplaintsAsync(policy, Resources, Test));

        await ChangeAsync(other, patch);
        Assert.StartsWith($"owned changed: wants {other}, is {verdict}", Assert.Single(await ComplaintsAsync(policy, Resources, Test)), StringComparison.Ordinal);
    }

    private Task ChangeAsync(string verdict, string patch) => File.WriteAllTextAsync(
        Path.Combine(_folder, "changes.yaml"),
        $$"""
        objects:
          one: { apiVersion: v1, kind: ConfigMap, metadata: { name: one, labels: { owner: us } } }
        users:
          somebody: { username: anna }
        changes:
          - { name: changed, object: one, by: somebody, result: {{verdict}}, patch: {{patch}} }
        """,
        TestContext.Current.CancellationToken);

    private async Task<IReadOnlyList<string>> ComplaintsAsync(string policy, string resources, string test) => [.. (await EvaluateAsync(policy, resources, test)).Complaints];

    private async Task<PolicyEvaluation> EvaluateAsync(string policy, string resources, string test)
    {
        foreach (var (name, content) in new[] { ("policy.yaml", policy), ("resources.yaml", resources), ("kyverno-test.yaml", test) })
            await File.WriteAllTextAsync(Path.Combine(_folder, name), content, TestContext.Current.CancellationToken);
        return Assert.Single(await PolicyEvaluation.RunAsync(_folder));
    }
}
