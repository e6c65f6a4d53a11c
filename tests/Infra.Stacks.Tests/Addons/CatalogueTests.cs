using Infra.Components.Fleets;
using Infra.Components.Tests;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

/// <summary>The add-ons that come with the platform: <c>stacks/addons</c>.</summary>
public sealed class CatalogueTests
{
    // Their charts are not among the facts beside the repository; their files say how their values were checked.
    private static readonly string[] WithoutChart = ["envoy-gateway", "external-dns", "falco", "trivy-operator"];

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Path.Combine(StackFiles.Root(), "stacks", "addons"), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> WithChart => [.. Names.Select(name => name.Data).Except(WithoutChart, StringComparer.Ordinal)];

    [Fact]
    public void The_catalogue_has_what_most_platforms_want() => Assert.Equal(
        ["cert-manager", "envoy-gateway", "external-dns", "external-secrets", "falco", "keda", "opencost", "trivy-operator"],
        Names.Select(name => name.Data));

    [Fact]
    public void All_of_it_may_be_on_one_cluster() => Assert.Empty(Read().Findings.Select(finding => finding.ToString()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_add_on_is_a_chart_of_an_exact_version(string name)
    {
        Assert.True(TextForm.Of(Form.ExactVersion).Holds(Chart(name).Chart.Version));
        Assert.StartsWith(Chart(name).Chart.Repository.StartsWith("oci:", StringComparison.Ordinal) ? "oci://" : "https://", Chart(name).Chart.Repository, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_add_on_says_why_how_it_proves_itself_healthy_and_what_it_runs_on(string name)
    {
        Assert.NotEmpty(Read().Platform!.Addons[name].Why!);
        Assert.NotEmpty(Addon(name).Healthy);
        Assert.Equal(["amd64", "arm64"], Addon(name).Architectures);
    }

    [Theory]
    [MemberData(nameof(WithChart))]
    public void Every_value_that_is_set_exists_in_the_chart(string name)
    {
        var addon = Addon(name);
        var paths = addon.ClusterValues.Select(value => value.Path).Concat(Read().Platform!.Addons[name].Images.Keys);
        var values = paths.Aggregate(Chart(name).Values, (all, path) => ValuePath.Set(all, path, "x"));
        var unknown = ChartValues.UnknownTo(name, values);

        // A chart with a schema names its optional values only there.
        Assert.Empty(Path.Exists(Shared.Find($"charts/{name}") + "/values.schema.json") ? unknown.Intersect(ChartValues.UnknownToSchemaOf(name, values), StringComparer.Ordinal) : unknown);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_image_comes_from_a_mirror_where_its_registry_has_one(string name)
    {
        var plain = Chart(name);
        var images = Read().Platform!.Addons[name].Images;
        var registries = images.Values.Select(image => image.Split('/')[0]).Distinct(StringComparer.Ordinal).ToArray();

        var mirrored = Chart(name, $"infra:mirrors: {{ registries: {{ {string.Join(", ", registries.Select(registry => $"{registry}: mirror.example.com/{registry}"))} }}, charts: {{ '{plain.Chart.Repository}': 'https://charts.example.com' }} }}");

        Assert.Equal("https://charts.example.com", mirrored.Chart.Repository);
        Assert.NotEmpty(images);
        Assert.All(images.Keys, path => Assert.False(ValuePath.IsTaken(plain.Values, path)));
        Assert.Equal(
            Tree.Json(images.Aggregate(plain.Values, (all, image) => ValuePath.Set(all, image.Key, $"mirror.example.com/{image.Value}"))),
            Tree.Json(mirrored.Values));
    }

    [Theory]
    [InlineData("cert-manager")]
    [InlineData("external-secrets")]
    [InlineData("keda")]
    public void The_definitions_that_it_brings_are_all_of_the_project(string name) => Assert.Equal(
        Directory.EnumerateFiles(Shared.Find($"crds/{name}"), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
        Addon(name).Definitions.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_reachable_from_outside_and_nothing_waits_for_a_Prometheus(string name)
    {
        var text = File.ReadAllText(Path.Combine(StackFiles.Root(), ProjectFiles.AddonFile(name)));

        Assert.DoesNotContain("LoadBalancer", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NodePort", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)(service|pod)Monitor: *{[^}]*enabled: true", text);
    }

    private static Addon Addon(string name, string more = "") => Assert.Single(AddonSources.Of(Read(more).Platform!), placed => placed.Addon.Name == name).Addon;

    private static AddonContent.Helm Chart(string name, string more = "") => Assert.IsType<AddonContent.Helm>(Addon(name, more).Content);

    // One cluster with the whole catalogue.
    private static SpecificationReading Read(string more = "")
    {
        using var project = new TemporaryProject();
        foreach (var name in Names.Select(name => name.Data))
            File.Copy(Path.Combine(StackFiles.Root(), ProjectFiles.AddonFile(name)), Prepared(project.PathOf(ProjectFiles.AddonFile(name))));
        project.Write(ProjectFiles.StackFile("all"), $$"""
            config:
              infra:karmada: { existing: { kubeconfig: { path: karmada.config } } }
              infra:clusters: { a: { kind: attached, mode: pull } }
              {{more}}
              infra:addons:
                {{string.Join("\n    ", Names.Select(name => $"{name.Data}: {{ use: {name.Data}, on: {{}} }}"))}}
            """);
        return new SpecificationLoader(project.Files) { RequireBuildable = true }.FromFiles("all");
    }

    private static string Prepared(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }
}
