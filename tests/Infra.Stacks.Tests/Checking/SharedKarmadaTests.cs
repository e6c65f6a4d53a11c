using System.Collections.Immutable;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Checking;

public sealed class SharedKarmadaTests : IDisposable
{
    private const string Install = "install: { apiEndpoint: 'https://k:5443' }";

    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Stacks_with_one_Karmada_do_not_share_clusters_fleets_or_namespaces()
    {
        Write("mgmt", Install, "b", "two", "two");
        Write("pre", "stack: mgmt", "a", "one", "shop");
        Write("prod", "stack: mgmt", "a", "one", "shop");

        Assert.Equal(
            [
                "INF005 stacks/Pulumi.prod.yaml:3:21 clusters.a: cluster 'a' is also in stack 'pre', in stacks/Pulumi.pre.yaml:3:21, under the same Karmada; rename one of them",
                "INF005 stacks/Pulumi.prod.yaml:4:19 fleets.one: fleet 'one' is also in stack 'pre', in stacks/Pulumi.pre.yaml:4:19, under the same Karmada; rename one of them",
                "INF005 stacks/Pulumi.prod.yaml:4:55 fleets.one.namespaces.shop: namespace 'shop' is also in stack 'pre', in stacks/Pulumi.pre.yaml:4:55, under the same Karmada; rename one of them",
            ],
            Findings("prod").Select(finding => $"{finding}"));
        Assert.Equal(["clusters.a", "fleets.one", "fleets.one.namespaces.shop"], Findings("pre").Select(finding => $"{finding.Path}"));
    }

    [Fact]
    public void The_stack_that_installs_Karmada_shares_it_too()
    {
        Write("mgmt", Install, "a", "one", "one");
        Write("prod", "stack: mgmt", "a", "two", "two");

        Assert.Contains(Findings("mgmt"), finding => $"{finding.Path}" == "clusters.a" && finding.Rule == Rules.Unique);
        Assert.Equal(["clusters.a"], Findings("prod").Select(finding => $"{finding.Path}"));
    }

    [Fact]
    public void What_add_ons_are_called_in_Karmada_is_there_once()
    {
        const string Object = "manifests: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: c } }, { apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: reader } }]";
        _project.Write("stacks/addons/objects.yaml", $"namespace: tools\n{Object}\n");
        _project.Write("stacks/Pulumi.a.yaml", Stack("  infra:addons: { b-c: { on: {}, namespace: x, chart: { chart: x, repository: https://x.example.com, version: 1.0.0 } }, one: { use: objects, on: {} } }\n"));
        _project.Write("stacks/Pulumi.a-b.yaml", Stack("  infra:addons: { c: { on: {}, namespace: x, chart: { chart: x, repository: https://x.example.com, version: 1.0.0 } }, two: { use: objects, on: {} } }\n"));

        Assert.Equal(
            [
                "INF005 stacks/Pulumi.a.yaml:3:122 addons.one: ClusterRole 'reader' is also in stack 'a-b', in stacks/Pulumi.a-b.yaml:3:120, under the same Karmada; rename one of them",
                "INF005 stacks/Pulumi.a.yaml:3:122 addons.one: namespace 'tools' is also in stack 'a-b', in stacks/Pulumi.a-b.yaml:3:120, under the same Karmada; rename one of them",
                "INF005 stacks/Pulumi.a.yaml:3:19 addons.b-c: add-on in Karmada 'a-b-c' is also in stack 'a-b', in stacks/Pulumi.a-b.yaml:3:19, under the same Karmada; rename one of them",
            ],
            Findings("a").Where(finding => finding.Rule == Rules.Unique).Select(finding => $"{finding}").Order(StringComparer.Ordinal));

        static string Stack(string addons) => $"config:\n  infra:karmada: {{ existing: {{ kubeconfig: {{ path: k, context: karmada }} }} }}\n{addons}";
    }

    [Fact]
    public void One_stack_makes_the_delivery_of_a_Karmada()
    {
        foreach (var stack in new[] { "one", "two" })
            _project.Write($"stacks/Pulumi.{stack}.yaml", "config:\n  infra:karmada: { existing: { kubeconfig: { path: k }, delivery: install } }\n");

        Assert.Equal(["karmada.existing.delivery"], Findings("one").Select(finding => $"{finding.Path}"));
    }

    [Fact]
    public void A_site_has_its_name_whatever_its_file_says()
    {
        Write("mgmt", Install, "m", "m", "m");
        Write("prod", "stack: mgmt", "a", "one", "one");
        _project.Write("stacks/Pulumi.edge.yaml", "config:\n  infra:karmada: { stack: mgmt }\n  infra:sites: { groups: [north] }\n");
        _project.Write("stacks/sites/north/a.yaml", "[");

        Assert.Equal(
            ["INF005 stacks/Pulumi.prod.yaml:3:21 clusters.a: cluster 'a' is also in stack 'edge', in stacks/sites/north/a.yaml:1:1, under the same Karmada; rename one of them"],
            Findings("prod").Select(finding => $"{finding}"));
    }

    [Fact]
    public void Another_mistake_in_the_other_stack_hides_nothing()
    {
        Write("mgmt", Install, "m", "m", "m");
        Write("prod", "stack: mgmt", "a", "one", "one");
        _project.Write("stacks/Pulumi.pre.yaml", "config:\n  infra:karmada: { stack: mgmt }\n  infra:clusters: { a: { kind: 5 } }\n  infra:feelts: {}\n");

        Assert.Equal(["clusters.a"], Findings("prod").Select(finding => $"{finding.Path}"));
    }

    [Fact]
    public void Stacks_with_kubeconfigs_of_one_context_have_one_Karmada()
    {
        Write("pre", "existing: { kubeconfig: { path: k, context: karmada } }", "a", "one", "one");
        Write("prod", "existing: { kubeconfig: { path: k, context: karmada } }", "a", "two", "two");
        Write("dev", "existing: { kubeconfig: { path: k, context: other } }", "a", "one", "one");

        Assert.Equal(["clusters.a"], Findings("prod").Select(finding => $"{finding.Path}"));
        Assert.Empty(Findings("dev"));
    }

    [Fact]
    public void Of_kubeconfigs_that_are_secrets_nothing_is_said()
    {
        Write("pre", "existing: { kubeconfig: { content: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA } } }", "a", "one", "one");
        Write("prod", "existing: { kubeconfig: { content: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA } } }", "a", "one", "one");

        Assert.Empty(Findings("prod"));
    }

    private ImmutableArray<Finding> Findings(string stack) => new Validation(_project.Files, _ => null).Stack(stack).Findings;

    private void Write(string stack, string karmada, string cluster, string fleet, string shared) => _project.Write(
        $"stacks/Pulumi.{stack}.yaml",
        $"""
        config:
          infra:karmada: {OneLine(karmada)}
          infra:clusters: {OneLine($"{cluster}: {OneLine("kind: attached, mode: pull")}")}
          infra:fleets: {OneLine($"{fleet}: {OneLine($"members: {OneLine("")}, namespaces: {OneLine($"{shared}: {OneLine("")}")}")}")}

        """);

    private static string OneLine(string map) => $"{{ {map} }}";
}
