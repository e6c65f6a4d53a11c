using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Infra.Documents;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

/// <summary>What a mesh costs in Karmada beyond each cluster's own identity: as many objects for 50 clusters as for 2, and none that grows faster than their number.</summary>
public sealed class MeshCostTests
{
    [Theory]
    [InlineData("sidecar")]
    [InlineData("ambient")]
    public void More_clusters_make_no_more_objects_and_none_grows_with_their_square(string dataPlane)
    {
        var (two, ten, fifty) = (Sizes(2, dataPlane), Sizes(10, dataPlane), Sizes(50, dataPlane));

        Assert.Equal(two.Keys.Order(StringComparer.Ordinal), ten.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(two.Keys.Order(StringComparer.Ordinal), fifty.Keys.Order(StringComparer.Ordinal));
        // Names are of one length, so what grows with the clusters grows by the same for each.
        Assert.All(two.Keys, name => Assert.Equal(5 * (ten[name] - two[name]), fifty[name] - ten[name]));
    }

    // Of each add-on, how many letters its content and what is different on clusters have.
    private static Dictionary<string, int> Sizes(int clusters, string dataPlane)
    {
        var text = $$"""
            karmada: { existing: { kubeconfig: { path: karmada.config } } }
            clusters:
              {{string.Join("\n  ", Enumerable.Range(10, clusters).Select(number => $"c{number}: {{ kind: attached, kubeconfig: {{ path: a }}, apiEndpoint: https://c{number}, region: r{number} }}"))}}
            fleets: { all: { members: {}, namespaces: { shop: {} } } }
            meshes: { shop: { on: { fleet: all }, dataPlane: {{dataPlane}}, namespaces: [shop], drained: [c10] } }
            services: { web: { namespace: shop, access: { callers: [{ namespace: shop, account: web }] }, entrance: { host: a.example.com, issuer: letsencrypt } } }
            applications: { web: { namespace: shop, workload: { image: 'registry.example.com/web:1' }, placement: { fleet: all } } }

            """;
        var reader = new SpecReader();
        var platform = (PlatformSpec?)Shapes.Of<PlatformSpec>().Read(YamlFile.ReadMap(text, "f.yaml"), SpecPath.Root, reader);
        Assert.Empty(reader.Findings.Select(finding => finding.ToString()));
        return AddonSources.Of(platform!).Where(placed => placed.Mesh is not null).ToDictionary(
            placed => placed.Addon.Name,
            placed => (placed.Addon.Content is AddonContent.Objects objects ? objects.Items.Sum(item => PlainJson.Text(item.Manifest(placed.Addon.Namespace)).Length) : PlainJson.Text(((AddonContent.Helm)placed.Addon.Content).Values).Length)
                + placed.Overrides.Sum(SizeOf),
            StringComparer.Ordinal);
    }

    private static int SizeOf(Override rule) => rule.Clusters.Clusters.Sum(name => name.Length) + rule.Changes.Sum(change => change switch
    {
        Change.Patch patch => PlainJson.Text(Fields.Of(("path", patch.Operation.Path), ("value", patch.Operation.Value))).Length,
        Change.HelmValue value => PlainJson.Text(Fields.Of(("value", value.Value))).Length,
        _ => 1,
    });
}
