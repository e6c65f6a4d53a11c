using System.Diagnostics;
using System.Text;
using Infra.Engine.Rendering;
using Infra.Engine.State;
using Infra.Engine.Values;
using Xunit;

namespace Infra.Engine.Tests.Rendering;

public sealed class ManifestRenderingTests
{
    private const string Provider = "urn:pulumi:dev::infra::pulumi:providers:kubernetes::member";

    [Fact]
    public void Each_object_is_a_file_in_its_clusters_and_namespaces_folder()
    {
        var tree = Manifests.Render(
        [
            ProviderOf("member-1"),
            Object("v1", "ConfigMap", "apps", "web"),
            Object("v1", "Namespace", null, "apps"),
            Object("cluster.karmada.io/v1alpha1", "Cluster", null, "m1"),
            Object("cluster.x-k8s.io/v1beta1", "Cluster", null, "m1"),
            Object("rbac.authorization.k8s.io/v1", "ClusterRole", null, "system:View"),
        ]);

        Assert.Equal(
            [
                "member-1/_cluster/cluster.cluster.karmada.io-m1.yaml", "member-1/_cluster/cluster.cluster.x-k8s.io-m1.yaml",
                $"member-1/_cluster/clusterrole-system-view-{SafeName.Hash("system:View")}.yaml", "member-1/_cluster/namespace-apps.yaml",
                "member-1/apps/configmap-web.yaml", "member-1/kustomization.yaml",
            ],
            tree.Files.Keys);
    }

    [Fact]
    public void Nothing_secret_is_in_any_file_and_what_is_left_out_is_named()
    {
        var secret = new SecretValue(new StringValue("s3cr3t"));
        var tree = Manifests.Render(
        [
            ProviderOf("member-1"),
            Object("v1", "Secret", "apps", "token", ("data", PropertyMap.Of(("t", secret)))),
            Object("v1", "ConfigMap", "apps", "leaky", ("data", PropertyMap.Of(("t", secret)))),
            Object("v1", "Secret", "apps", "declared", ("data", PropertyMap.Of(("t", new StringValue("s3cr3t"))))) with { Outputs = PropertyMap.Of(("data", secret)) },
            Object("v1", "Secret", "apps", "plain", ("data", PropertyMap.Of(("t", new StringValue("cA=="))))),
        ]);

        Assert.Equal(
            ["member-1: ConfigMap apps/leaky (data.t)", "member-1: Secret apps/declared (data)", "member-1: Secret apps/token (data.t)"],
            tree.SecretsLeftOut.Select(left => left.ToString()));
        Assert.Contains("member-1/apps/secret-plain.yaml", tree.Files.Keys);
        Assert.DoesNotContain("s3cr3t", All(tree), StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_resources_changes_no_byte()
    {
        ResourceState[] resources = [ProviderOf("m"), Object("v1", "ConfigMap", "a", "x"), Object("v1", "ConfigMap", "a", "y"), Object("v1", "Namespace", null, "a"), Release(), Flux()];

        Assert.Equal(All(Manifests.Render(resources)), All(Manifests.Render([.. resources.Reverse()])));
    }

    [Fact]
    public void The_same_object_twice_is_refused_with_both_its_owners()
    {
        var one = Object("v1", "ConfigMap", "a", "x");

        var error = Assert.Throws<EngineException>(() => Manifests.Render([one, one with { Urn = one.Urn + "2" }]));

        Assert.Contains($"{one.Urn} and {one.Urn}2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_planned_read_or_about_to_go_is_not_written()
    {
        var tree = Manifests.Render(
        [
            Object("v1", "ConfigMap", "a", "planned") with { IsPlannedOnly = true },
            Object("v1", "ConfigMap", "a", "read") with { IsExternal = true },
            Object("v1", "ConfigMap", "a", "old") with { IsPendingDelete = true },
        ]);

        Assert.Empty(tree.Files);
        Assert.Equal("planned", Assert.Single(tree.PlannedOnly).Name);
    }

    [Fact]
    public void A_release_below_a_component_that_says_so_is_rendered_for_flux() => Assert.Equal(
        """
        ## default/_cluster/namespace-karmada-system.yaml
        apiVersion: v1
        kind: Namespace
        metadata:
          name: karmada-system
          annotations:
            kustomize.toolkit.fluxcd.io/prune: disabled
        ## default/karmada-system/helmrelease-karmada.yaml
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata:
          name: karmada
          namespace: karmada-system
        spec:
          chart:
            spec:
              chart: karmada
              interval: "10m"
              sourceRef:
                kind: HelmRepository
                name: charts-example-com-x-543e1f2e
              version: v1.2.3
          interval: "10m"
          releaseName: karmada
          timeout: "600s"
          values:
            replicas: 3
          valuesFrom:
          - kind: Secret
            name: karmada-values
        ## default/karmada-system/helmrepository-charts-example-com-x-543e1f2e.yaml
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: HelmRepository
        metadata:
          name: charts-example-com-x-543e1f2e
          namespace: karmada-system
        spec:
          interval: "1h"
          url: https://charts.example.com/x
        ## default/kustomization.yaml
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources:
        - _cluster/namespace-karmada-system.yaml
        - karmada-system/helmrelease-karmada.yaml
        - karmada-system/helmrepository-charts-example-com-x-543e1f2e.yaml
        left out: default: Secret karmada-system/karmada-values (values.password)

        """,
        All(Manifests.Render([Flux(), Release() with { Parent = Flux().Urn }])));

    [Fact]
    public void Any_other_release_is_described_outside_the_kustomization() => Assert.Equal(
        """
        ## default/helm/karmada-system-karmada.yaml
        name: karmada
        namespace: karmada-system
        chart: karmada
        version: v1.2.3
        repository: https://charts.example.com/x
        createNamespace: true
        secretsLeftOut:
        - values.password
        timeout: 600
        values:
          replicas: 3
        ## default/kustomization.yaml
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources: []
        left out: default: Release karmada-system/karmada (values.password)

        """,
        All(Manifests.Render([Release()])));

    [Fact]
    public void Kubectl_reads_the_folder_and_every_text_in_it_as_it_was()
    {
        string[] texts = ["yes", "012", "1e3", "a\nb\n", " a\n b", "a\n\n", "", "~", "0x1F", "2026-01-02", "é 你", "\u2028", "😀", "{{ x }}", "a: b #c", "null", "1_000", "12:30:45", "<<", "=", "\t", "-\n-"];
        var data = PropertyMap.From(texts.Select((text, index) => KeyValuePair.Create($"k{index:D2}", (PropertyValue)new StringValue(text))));
        using var folder = new TemporaryFolder();
        new RenderedFolder(folder["r"], "r").Apply(Manifests.Render([ProviderOf("member"), Object("v1", "ConfigMap", "apps", "web", ("data", data))]));

        var output = Kustomize(folder["r/member"]);

        var read = (PropertyMap)ReadBack.Parse(output);
        Assert.Equal(data, read["data"]);
    }

    [Theory]
    [InlineData("arn:aws:eks:eu-west-1:1:cluster/Prod")]
    [InlineData("../../etc")]
    [InlineData("..")]
    [InlineData("")]
    public void No_name_of_a_cluster_leads_out_of_the_folder(string cluster)
    {
        foreach (var path in Manifests.Render([ProviderOf(cluster), Object("v1", "ConfigMap", "a", "x")]).Files.Keys)
            Assert.Matches("^[a-z0-9][a-z0-9._-]*/(a/configmap-x|kustomization).yaml$", path);
    }

    private static string Kustomize(string path)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", path]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            var output = process.StandardOutput.ReadToEnd();
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors);
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no kubectl on this machine.");
            throw;
        }
    }

    private static string All(RenderedTree tree) =>
        string.Concat(tree.Files.Select(file => $"## {file.Key}\n{Encoding.UTF8.GetString(file.Value.Span)}"))
        + string.Concat(tree.SecretsLeftOut.Select(left => $"left out: {left}\n"));

    private static ResourceState ProviderOf(string cluster) => new()
    {
        Urn = Provider,
        Type = "pulumi:providers:kubernetes",
        IsCustom = true,
        Id = "x",
        Inputs = PropertyMap.Of(("clusterIdentifier", new StringValue(cluster))),
    };

    private static ResourceState Object(string apiVersion, string kind, string? space, string name, params (string, PropertyValue)[] more)
    {
        var metadata = PropertyMap.Of(("name", new StringValue(name)));
        if (space is not null)
            metadata = metadata.With("namespace", new StringValue(space));

        var inputs = PropertyMap.Of([("apiVersion", new StringValue(apiVersion)), ("kind", new StringValue(kind)), ("metadata", metadata), .. more]);
        var type = $"kubernetes:{apiVersion}:{kind}";
        return new ResourceState
        {
            Urn = $"urn:pulumi:dev::infra::{type}::{name}",
            Type = type,
            IsCustom = true,
            Id = name,
            Inputs = inputs,
            Outputs = inputs,
            Provider = $"{Provider}::x",
        };
    }

    private static ResourceState Flux() => new()
    {
        Urn = "urn:pulumi:dev::infra::infra:management:KarmadaControlPlane::karmada",
        Type = "infra:management:KarmadaControlPlane",
        Outputs = PropertyMap.Of(("helmDelivery", new StringValue("flux"))),
    };

    private static ResourceState Release() => new()
    {
        Urn = "urn:pulumi:dev::infra::kubernetes:helm.sh/v3:Release::karmada",
        Type = "kubernetes:helm.sh/v3:Release",
        IsCustom = true,
        Inputs = PropertyMap.Of(
            ("chart", new StringValue("karmada")), ("version", new StringValue("v1.2.3")), ("name", new StringValue("karmada")),
            ("namespace", new StringValue("karmada-system")), ("createNamespace", new BoolValue(true)), ("timeout", new NumberValue(600)),
            ("values", PropertyMap.Of(("replicas", new NumberValue(3)), ("password", new SecretValue(new StringValue("s3cr3t"))))),
            ("repositoryOpts", PropertyMap.Of(("repo", new StringValue("https://charts.example.com/x"))))),
    };
}
