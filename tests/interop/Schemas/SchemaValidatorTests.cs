using System.Text.Json.Nodes;

namespace Infra.Interop.Tests.Schemas;

public sealed class SchemaValidatorTests
{
    private static readonly Lazy<KindCatalog> Catalog = new(() => KindCatalog.Open(Prerequisites.Shared()));

    public static TheoryData<string> Samples =>
        [.. SampleObjects.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_valid_object_has_no_problems(string sample) => Assert.Empty(Problems(SampleObjects.All[sample]));

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_misspelt_field_is_found_wherever_it_stands(string sample)
    {
        var missed = Mutations.MisspellEachField(Parse(SampleObjects.All[sample])).Where(mutation => Validate(mutation.Object).Count == 0).Select(mutation => mutation.Path);

        Assert.Equal(SampleObjects.FreeFields.GetValueOrDefault(sample, []), missed, StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_value_of_the_wrong_type_is_found_wherever_it_stands(string sample)
    {
        var missed = Mutations.MistypeEachScalar(Parse(SampleObjects.All[sample])).Where(mutation => Validate(mutation.Object).Count == 0).Select(mutation => mutation.Path);

        Assert.Equal(SampleObjects.FreeScalars.GetValueOrDefault(sample, []), missed, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nData: {a: b}", "Data: unknown field; 'data' is known")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: 1}", "data.a: is the number 1; a string is wanted")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: yes}", "data.a: is the boolean true; a string is wanted")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: null}", "data.a: null is not allowed")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {}", "metadata.name: is required")]
    [InlineData("apiVersion: v1\nkind: ConfigMap", "metadata: is required")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: A_b}", "metadata.name: 'A_b' is no valid name")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {x: 'a b'}}", "metadata.labels.x: 'a b' is no valid label value")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {'a/b/c': x}}", "metadata.labels['a/b/c']: is no valid label key")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, Labels: {}}", "metadata.Labels: unknown field; 'labels' is known")]
    [InlineData("apiVersion: v1\nkind: Namespace\nmetadata: {name: a, namespace: b}", "metadata.namespace: objects of this kind live in no namespace")]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: '%'}", "data.a: is \"%\", which is no byte")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 99999999999}]}", "spec.ports[0].port: is 99999999999, which does not fit into 32 bits")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{}]}", "spec.ports[0].port: is required")]
    [InlineData("apiVersion: apps/v1\nkind: Sprocket\nmetadata: {name: a}", "no schema is known for apps/v1 Sprocket")]
    [InlineData("kind: ConfigMap", "an object has the texts apiVersion and kind")]
    [InlineData("apiVersion: cluster.karmada.io/v1alpha1\nkind: Cluster\nmetadata: {name: a}\nspec: {}", "spec.syncMode: is required")]
    [InlineData("apiVersion: policy.karmada.io/v1\nkind: PropagationPolicy\nmetadata: {name: a}", "PropagationPolicy has no version policy.karmada.io/v1; it has v1alpha1")]
    [InlineData("apiVersion: cluster.x-k8s.io/v1beta1\nkind: Cluster\nmetadata: {name: a}", "cluster.x-k8s.io/v1beta1 Cluster is deprecated")]
    [InlineData("apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: AWSCluster\nmetadata: {name: a}", "infrastructure.cluster.x-k8s.io/v1beta1 AWSCluster is not served")]
    [InlineData(
        "apiVersion: policy.karmada.io/v1alpha1\nkind: PropagationPolicy\nmetadata: {name: a}\nspec: {resourceSelectors: [{apiVersion: v1, kind: A}], conflictResolution: Later}",
        "spec.conflictResolution: is the string \"Later\"; one of \"Abort\", \"Overwrite\" is wanted")]
    [InlineData("apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: a}\nspec: {url: 'ftp://x'}", "spec.url: is \"ftp://x\", which does not match ^(http|https|oci)://.*$")]
    public void A_problem_is_told_with_its_place(string yaml, string problem) => Assert.Equal([problem], Problems(yaml));

    [Fact]
    public void All_problems_of_an_object_are_told_together()
    {
        var problems = Problems("apiVersion: v1\nkind: Service\nmetadata: {name: A}\nspec: {type: 3, ports: [{prot: 80}]}");

        Assert.Equal(
            ["metadata.name: 'A' is no valid name", "spec.type: is the number 3; a string is wanted", "spec.ports[0].port: is required", "spec.ports[0].prot: unknown field"],
            problems);
    }

    [Fact]
    public void An_object_within_an_object_is_checked_as_what_it_is()
    {
        var problems = Problems(
            """
            apiVersion: work.karmada.io/v1alpha1
            kind: Work
            metadata: {name: a}
            spec:
              workload:
                manifests:
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, dat: {}}
            """);

        Assert.Equal(["spec.workload.manifests[0].dat: unknown field"], problems);
    }

    [Fact]
    public void What_is_not_known_yet_is_not_held_against_an_object()
    {
        var service = Parse("apiVersion: v1\nkind: Service\nmetadata: {name: a, labels: {b: c}}\nspec: {ports: [{port: 80}]}");
        service["metadata"]!["name"] = OpenValue.Make();
        service["metadata"]!["labels"]!["b"] = OpenValue.Make();
        service["spec"]!["ports"]![0]!["port"] = OpenValue.Make();

        Assert.Empty(Validate(service));
    }

    [Fact]
    public void Every_schema_of_every_project_can_be_read()
    {
        var unreadable = new List<string>();
        foreach (var (apiVersion, kind) in Catalog.Value.Usable())
        {
            var item = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = "a" }, ["surplus"] = 1 };
            var problems = Validate(item).Select(problem => problem.ToString());
            if (!problems.Contains("surplus: unknown field", StringComparer.Ordinal) && !KindCatalog.IsLoose(Catalog.Value.Find(apiVersion, kind)!))
            {
                unreadable.Add($"{apiVersion} {kind}");
            }
        }

        Assert.Empty(unreadable);
    }

    [Fact]
    public void A_key_that_stands_twice_is_refused() =>
        Assert.ThrowsAny<YamlDotNet.Core.YamlException>(() => YamlDocuments.Parse("a: 1\na: 2\n"));

    private static IReadOnlyList<string> Problems(string yaml) => [.. Validate(Parse(yaml)).Select(problem => problem.ToString())];

    private static IReadOnlyList<SchemaProblem> Validate(JsonNode value) => new SchemaValidator(Catalog.Value).Validate(value);

    private static JsonNode Parse(string yaml) => Assert.Single(YamlDocuments.Parse(yaml));
}
