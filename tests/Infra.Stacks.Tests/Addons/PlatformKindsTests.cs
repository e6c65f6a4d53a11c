using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Tests;
using Pulumi.Testing;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

[Collection(Deployments.Name)]
public sealed class PlatformKindsTests : IDisposable
{
    private const string Kinds = "kinds: [{ group: kyverno.io, version: v1, kind: ClusterPolicy, plural: clusterpolicies, scope: cluster }, { group: kyverno.io, version: v1, kind: Policy, plural: policies }]";
    private const string Policies = "manifests: [{ apiVersion: kyverno.io/v1, kind: ClusterPolicy, metadata: { name: all } }, { apiVersion: kyverno.io/v1, kind: Policy, metadata: { name: one } }]";

    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_kind_that_the_configuration_names_is_made_with_the_delivery()
    {
        Write("edge", $"existing: {{ kubeconfig: {{ path: k }}, delivery: install, {Kinds} }}", "");

        var definition = Assert.Single(await DeclaredStack.OfAsync(_project.Files, "edge"), resource => resource.Name!.EndsWith("/clusterpolicies.kyverno.io", StringComparison.Ordinal));

        Assert.Equal("Cluster", Tree.At(definition.Inputs["spec"], "scope"));
    }

    [Theory]
    [InlineData("existing: { kubeconfig: { path: k }, KINDS }")]
    // The stack that has Karmada names them for all.
    [InlineData("stack: mgmt")]
    public async Task Objects_of_a_kind_that_the_configuration_names_go_to_members_from_where_they_live(string karmada)
    {
        Write("mgmt", $"install: {{ apiEndpoint: 'https://k:5443', {Kinds} }}", "");
        Write("edge", karmada.Replace("KINDS", Kinds, StringComparison.Ordinal), $$"""
              infra:fleets: { f: { members: {}, namespaces: { shop: {} } } }
              infra:addons: { tools: { on: {}, namespace: tools, {{Policies}} } }
              infra:applications: { shop: { namespace: shop, placement: { fleet: f }, {{Policies.Replace("one", "shop", StringComparison.Ordinal).Replace("name: all", "name: every", StringComparison.Ordinal)}} } }

            """);

        var declared = await DeclaredStack.OfAsync(_project.Files, "edge", ImmutableDictionary<string, object>.Empty.Add("karmadaKubeconfig", "k"));

        Assert.Equal([("ClusterPolicy", null), ("Policy", "tools")], Selected(declared, "ClusterPropagationPolicy", "edge-tools").Where(item => item.Kind != "Namespace"));
        Assert.Equal([("ClusterPolicy", null)], Selected(declared, "ClusterPropagationPolicy", "shop"));
        Assert.Equal([("Policy", null)], Selected(declared, "PropagationPolicy", "shop"));
        Assert.All(
            declared.Where(resource => resource.Type == "kubernetes:kyverno.io/v1:ClusterPolicy"),
            resource => Assert.Null(Tree.At(resource.Inputs["metadata"], "namespace")));
    }

    private static IEnumerable<(string Kind, string? Namespace)> Selected(ImmutableArray<MockResourceArgs> declared, string kind, string name)
    {
        var policy = Assert.Single(declared, resource => resource.Type!.EndsWith($":{kind}", StringComparison.Ordinal) && $"{Tree.At(resource.Inputs["metadata"], "name")}" == name);
        return JsonNode.Parse(Tree.Json(Tree.At(policy.Inputs["spec"], "resourceSelectors")!))!.AsArray().Select(item => ((string)item!["kind"]!, (string?)item["namespace"]));
    }

    private void Write(string stack, string karmada, string rest) => _project.Write(
        $"stacks/Pulumi.{stack}.yaml",
        $"config:\n  infra:karmada: {{ {karmada} }}\n" + (stack == "mgmt" ? "  infra:managementCluster: m\n" : "")
        + $"  infra:clusters: {{ {stack[0]}: {{ kind: attached, mode: push, apiEndpoint: 'https://a:6443', kubeconfig: {{ path: k }} }} }}\n{rest}");
}
