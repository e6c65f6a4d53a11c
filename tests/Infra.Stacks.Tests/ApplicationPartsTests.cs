using System.Collections.Immutable;
using Infra.Components.Propagation;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests;

/// <summary>Everything that a specification can say of an application reaches the component that builds it.</summary>
public sealed class ApplicationPartsTests
{
    private static readonly MirrorsSpec Mirrors = new()
    {
        Charts = ImmutableSortedDictionary<string, string>.Empty.Add("https://charts.example.com", "oci://mirror.example.com/charts").Add("https://other.example.com/charts/", "https://mirror.example.com/other"),
    };

    [Theory]
    [InlineData("git: { url: https://git.example.com/shop, branch: main }", "branch main ./")]
    [InlineData("git: { url: https://git.example.com/shop, tag: v1, path: ./deploy }", "tag v1 ./deploy")]
    [InlineData("git: { url: https://git.example.com/shop, commit: a1b2c3d }", "commit a1b2c3d ./")]
    public void A_repository_is_followed_by_what_was_said(string content, string expected)
    {
        var git = Assert.IsType<ApplicationContent.Git>(ApplicationParts.Content(Read(content), Mirrors));

        Assert.Equal(expected, $"{git.Reference.Kind} {git.Reference.Value} {git.Path}");
    }

    [Theory]
    [InlineData("https://charts.example.com", "oci://mirror.example.com/charts")]
    [InlineData("https://other.example.com/charts", "https://mirror.example.com/other")]
    [InlineData("https://charts.example.com/", "oci://mirror.example.com/charts")]
    [InlineData("https://other.example.com", "https://other.example.com")]
    public void A_chart_comes_from_the_mirror_of_its_repository_if_it_has_one(string repository, string expected)
    {
        var helm = Assert.IsType<ApplicationContent.Helm>(ApplicationParts.Content(Read($"helm: {{ chart: web, repository: '{repository}', version: 1.0.0, values: {{ a: {{ b: 1 }} }} }}"), Mirrors));

        Assert.Equal(("web", expected, "1.0.0"), (helm.Chart.Name, helm.Chart.Repository, helm.Chart.Version));
        Assert.Equal(1, ((ImmutableDictionary<string, object>)helm.Values["a"])["b"]);
    }

    [Fact]
    public void An_artifact_and_manifests_are_taken_as_they_are()
    {
        var oci = Assert.IsType<ApplicationContent.Oci>(ApplicationParts.Content(Read("oci: { url: 'oci://registry.example.com/shop', tag: '1', path: ./p }"), Mirrors));
        var objects = Assert.IsType<ApplicationContent.Objects>(ApplicationParts.Content(Read("manifests: [ { apiVersion: v1, kind: Service, metadata: { name: web } } ]"), Mirrors));

        Assert.Equal(("oci://registry.example.com/shop", "1", "./p"), (oci.Url, oci.Tag, oci.Path));
        Assert.Equal("Service web", $"{Assert.Single(objects.Items).Kind} {objects.Items[0].Name}");
    }

    [Fact]
    public void A_workload_keeps_the_platforms_defaults_where_nothing_is_said()
    {
        var service = Assert.IsType<ApplicationContent.Service>(ApplicationParts.Content(Read("workload: { image: 'a:1', resources: { memory: 64Mi } }"), Mirrors));

        Assert.Equal(new Workload { Image = "a:1", Arguments = service.Workload.Arguments, Resources = new WorkloadResources { Memory = "64Mi" } }, service.Workload);
    }

    [Fact]
    public void Every_change_of_an_override_is_made_in_order()
    {
        var changes = ApplicationParts.Override(Read("""
            git: { url: https://git.example.com/shop, branch: main }
            overrides:
              - on: { fleet: f }
                replicas: 3
                imageTag: v2
                imageRegistry: mirror.example.com
                environment: { A: x }
                files: { f.yaml: content }
                helmValues: { a: { b: 1 }, c: true }
                patches:
                  - { kind: Service, name: web, path: /spec/a, value: 1 }
                  - { kind: Service, name: web, path: /spec/b, value: x, operation: add }
                  - { kind: Service, name: web, path: /spec/c, operation: remove }
            """).Overrides[0]);

        Assert.Equal("f", changes.Clusters.Fleet);
        Assert.Equal(
            ["Replicas", "Image", "Image", "Environment", "File", "HelmValue", "HelmValue", "Patch", "Patch", "Patch"],
            changes.Changes.Select(change => change.GetType().Name));
        Assert.Equal(["a.b", "c"], changes.Changes.OfType<Change.HelmValue>().Select(value => string.Join('.', value.Path)));
        Assert.Equal(["replace", "add", "remove"], changes.Changes.OfType<Change.Patch>().Select(patch => patch.Operation.Operation));
    }

    [Theory]
    [InlineData("{ replicas: byWeight, weights: { a: 1, b: 3 } }", ReplicaSharing.ByWeight, "")]
    [InlineData("{ replicas: byCapacity }", ReplicaSharing.ByCapacity, "")]
    [InlineData("{ spread: [ { by: region, minimum: 2 }, { minimum: 1, maximum: 5 } ] }", ReplicaSharing.Duplicated, "Region 2-2, Cluster 1-5")]
    public void A_placement_shares_and_spreads_as_it_says(string placement, ReplicaSharing sharing, string spreads)
    {
        var read = ApplicationParts.Placement(Read("git: { url: https://git.example.com/shop, branch: main }", placement).Placement, "prod");

        Assert.Equal(sharing, read.Sharing);
        Assert.Equal(spreads, string.Join(", ", read.Spreads.Select(spread => $"{spread.By} {spread.MinimumGroups}-{spread.MaximumGroups}")));
    }

    private static ApplicationSpec Read(string content, string placement = "{}")
    {
        var reader = new SpecReader();
        var application = Shapes.Of<ApplicationSpec>().Read(YamlFile.ReadMap($"namespace: shop\nplacement: {placement}\n{content}\n", "f.yaml"), SpecPath.Root, reader);
        Assert.Empty(reader.Findings.Select(finding => finding.ToString()));
        return (ApplicationSpec)application!;
    }
}
