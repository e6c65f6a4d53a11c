using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Tests;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Pulumi.Testing;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

[Collection(Deployments.Name)]
public sealed class AddonDeploymentTests : IDisposable
{
    private const string HelmRelease = "kubernetes:helm.toolkit.fluxcd.io/v2:HelmRelease";

    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_companys_add_on_in_a_file_is_delivered_as_one_of_ours()
    {
        const string Ours = "namespace: NAME\nchart: { chart: NAME, repository: https://charts.example.com, version: 1.2.3, values: { replicas: 2 } }\nclusterValues: { cluster: name }\nrequires: [base]\n";
        _project.Write("stacks/addons/ours.yaml", Ours.Replace("NAME", "ours", StringComparison.Ordinal));
        Write(
            clusters: 1,
            $$"""
                ours: { use: ours, on: { fleet: f } }
                theirs: { on: { fleet: f }, namespace: theirs, chart: { chart: theirs, repository: https://charts.example.com, version: 1.2.3, values: { replicas: 2 } }, clusterValues: { cluster: name }, requires: [base] }
                base: { on: { fleet: f }, namespace: base, chart: { chart: base, repository: https://charts.example.com, version: 1.0.0 } }
            """);

        var declared = await DeclaredStack.OfAsync(_project.Files, "edge");

        var ours = Described(declared, "ours");
        Assert.Equal(4, ours.Length);
        Assert.Equal(ours, Described(declared, "theirs").Select(line => line.Replace("theirs", "ours", StringComparison.Ordinal)));
        Assert.Contains("edge-base", Assert.Single(ours, line => line.Contains(HelmRelease, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stack_says_stands_on_the_file()
    {
        _project.Write("stacks/addons/ours.yaml", "why: x\nnamespace: ours\nchart: { chart: ours, repository: https://charts.example.com, version: 1.2.3, values: { replicas: 2, color: red } }\n");
        Write(clusters: 1, "    mine: { use: ours, on: { fleet: f }, chart: { version: 1.3.0, values: { color: blue } } }");

        var release = Assert.Single(await DeclaredStack.OfAsync(_project.Files, "edge"), resource => resource.Type == HelmRelease);

        Assert.Equal("1.3.0", Tree.At(release.Inputs["spec"], "chart", "spec", "version"));
        Assert.Equal(Tree.Json("""{ "color": "blue", "replicas": 2 }"""), Tree.Json(Tree.At(release.Inputs["spec"], "values")!));
    }

    [Fact]
    public async Task Mirrors_take_the_place_of_repositories_and_of_the_images_that_a_chart_names()
    {
        Write(
            clusters: 1,
            "    one: { on: { fleet: f }, namespace: one, chart: { chart: one, repository: https://charts.example.com, version: 1.0.0 }, images: { image.repository: quay.io/one/one, image.registry: quay.io, other.image: ghcr.io/one } }",
            "  infra:mirrors: { charts: { https://charts.example.com: https://mirror.example.com/charts }, registries: { quay.io: mirror.example.com/quay } }");

        var declared = await DeclaredStack.OfAsync(_project.Files, "edge");

        Assert.Equal(
            "https://mirror.example.com/charts", Tree.At(Assert.Single(declared, resource => resource.Type!.EndsWith(":HelmRepository", StringComparison.Ordinal)).Inputs["spec"], "url"));
        Assert.Equal(
            Tree.Json("""{ "image": { "registry": "mirror.example.com/quay", "repository": "mirror.example.com/quay/one/one" } }"""),
            Tree.Json(Tree.At(Assert.Single(declared, resource => resource.Type == HelmRelease).Inputs["spec"], "values")!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public async Task An_add_on_costs_the_same_however_many_clusters_have_it(int clusters)
    {
        Write(clusters, string.Join('\n', Enumerable.Range(0, 5).Select(index => string.Create(
            CultureInfo.InvariantCulture,
            $"    addon-{index}: {{ on: {{ fleet: f }}, namespace: a-{index}, chart: {{ chart: one, repository: https://charts.example.com, version: 1.0.0 }}, rollout: {{ version: 1.1.0, waves: [{{ percent: 99 }}], reached: 1 }} }}"))));

        var declared = await DeclaredStack.OfAsync(_project.Files, "edge");

        var ofClusters = declared.Count(resource => resource.Name!.StartsWith("site-", StringComparison.Ordinal));
        Assert.Equal(clusters * 5, ofClusters);
        // A component, a source, a release, a policy that takes them to clusters and one for the wave; and what there is without add-ons.
        Assert.Equal((5 * 5) + 3, declared.Length - ofClusters);
    }

    [Fact]
    public async Task Another_site_changes_nothing_of_an_add_on()
    {
        const string Addon = "    one: { on: { fleet: f }, namespace: one, chart: { chart: one, repository: https://charts.example.com, version: 1.0.0 }, rollout: { version: 1.1.0, waves: [{ percent: 99 }], reached: 1 } }";
        Write(20, Addon);
        var before = Described(await DeclaredStack.OfAsync(_project.Files, "edge"), "");
        Write(21, Addon);
        var after = Described(await DeclaredStack.OfAsync(_project.Files, "edge"), "");

        Assert.Empty(before.Except(after, StringComparer.Ordinal));
        Assert.All(after.Except(before, StringComparer.Ordinal), line => Assert.Contains(" site-020", line, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_required_comes_first()
    {
        Write(clusters: 1, string.Join('\n', new[] { ("a", "[c]"), ("b", "[]"), ("c", "[d, b]"), ("d", "[]") }.Select(addon =>
            $"    {addon.Item1}: {{ on: {{ fleet: f }}, namespace: {addon.Item1}, requires: {addon.Item2}, chart: {{ chart: one, repository: https://charts.example.com, version: 1.0.0 }} }}")));

        Assert.Equal(["d", "b", "c", "a"], AddonSources.Of(new SpecificationLoader(_project.Files).FromFiles("edge").Platform!).Select(placed => placed.Addon.Name));
    }

    [Fact]
    public void What_Karmada_knows_it_by_fits_a_label()
    {
        var name = new string('a', 52);
        _project.Write("stacks/Pulumi.a-long-stack.yaml", $$"""
            config:
              infra:karmada: { existing: { kubeconfig: { path: karmada.config } } }
              infra:clusters: { site: { kind: attached, mode: pull } }
              infra:addons: { {{name}}: { on: {}, namespace: a, chart: { chart: a, repository: https://charts.example.com, version: 1.0.0 } } }
            """);

        Assert.Contains("what Karmada and Flux know it by would be 'a-long-stack-aaa", $"{Assert.Single(new SpecificationLoader(_project.Files).FromFiles("a-long-stack").Findings)}", StringComparison.Ordinal);
    }

    private static ImmutableArray<string> Described(ImmutableArray<MockResourceArgs> declared, string name) =>
    [
        .. declared.Where(resource => resource.Name == name || resource.Name!.StartsWith($"{name}{(name.Length == 0 ? "" : "/")}", StringComparison.Ordinal))
            .Select(resource => $"{resource.Type} {resource.Name} {Tree.Json(resource.Inputs)}")
            .Order(StringComparer.Ordinal),
    ];

    private void Write(int clusters, string addons, string more = "") => _project.Write("stacks/Pulumi.edge.yaml", $$"""
        config:
          infra:karmada: { existing: { kubeconfig: { path: karmada.config } } }
          infra:fleets: { f: { members: { matchLabels: { tier: edge } } } }
          infra:clusters:
        {{string.Join('\n', Enumerable.Range(0, clusters).Select(index => string.Create(CultureInfo.InvariantCulture, $"    site-{index:D3}: {{ kind: attached, mode: pull, labels: {{ tier: edge }} }}")))}}
          infra:addons:
        {{addons}}
        {{more}}
        """);
}
