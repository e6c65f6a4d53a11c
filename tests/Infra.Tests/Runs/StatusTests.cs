using System.Text.Json;
using Xunit;

namespace Infra.Tests.Runs;

public sealed class StatusTests : IDisposable
{
    private const string Addons = """
          infra:addons:
            cert-manager: { use: cert-manager, on: { fleet: fleet-edge } }
            keda:
              use: keda
              on: { fleet: fleet-edge }
              requires: [cert-manager]
              rollout: { version: 2.21.0, reached: 1, waves: [{ on: { regions: [beijing] } }, { on: { regions: [shanghai] } }] }
            opencost: { use: opencost, on: { regions: [beijing] }, suspended: true }
            notes: { on: {}, namespace: notes, manifests: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: notes } }] }

          infra:fleets:
        """;

    private readonly Project _project = new();

    public StatusTests()
    {
        _project.RemoveAddons("dev");
        _project.RemoveAddons("edge");
        _project.Edit("edge", "  infra:fleets:", Addons);
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_fleet_is_summed_up_by_version() => Assert.Equal(
        """
        edge: 4 add-ons, 24 clusters, 1 fleet.

        fleet fleet-edge: 24 clusters
          ADD-ON         VERSION                                             NAMESPACE      REQUIRES       HEALTHY WHEN THESE ARE READY
          cert-manager   v1.21.1                                             cert-manager                  Deployment/cert-manager, Deployment/cert-manager-cainjector, Deployment/cert-manager-webhook
          keda           2.20.2 on 16, 2.21.0 on 8 (wave 1 of 2 to 2.21.0)   keda           cert-manager   Deployment/keda-admission-webhooks, Deployment/keda-operator, Deployment/keda-operator-metrics-apiserver
          notes          objects                                             notes
          opencost       2.5.14 on 8 of 24 (would have; suspended)           opencost                      Deployment/opencost

        How it really is:
          pulumi stack output karmadaKubeconfig --show-secrets -s mgmt > karmada.kubeconfig
          # READY: in every cluster that has it. STATUS: where not, and why
          kubectl --kubeconfig karmada.kubeconfig get helmreleases -n infra-system
          # one add-on: waves, clusters, versions
          infra status -s edge --addon cert-manager

        """,
        await OutAsync("status", "-s", "edge"));

    [Fact]
    public async Task A_cluster_is_told_what_it_has_and_what_comes() => Assert.Equal(
        """
        shanghai-07, in fleet-edge of stack edge: 3 add-ons.

        ADD-ON         VERSION                                  NAMESPACE      REQUIRES       HEALTHY WHEN THESE ARE READY
        cert-manager   v1.21.1                                  cert-manager                  Deployment/cert-manager, Deployment/cert-manager-cainjector, Deployment/cert-manager-webhook
        keda           2.20.2 (2.21.0 comes with wave 2 of 2)   keda           cert-manager   Deployment/keda-admission-webhooks, Deployment/keda-operator, Deployment/keda-operator-metrics-apiserver
        notes          objects                                  notes

        How it really is:
          pulumi stack output karmadaKubeconfig --show-secrets -s mgmt > karmada.kubeconfig
          # what Karmada gave to the cluster, and whether the cluster took it
          kubectl --kubeconfig karmada.kubeconfig get works -n karmada-es-shanghai-07
          # with the cluster's kubeconfig: what Flux made of it
          kubectl get helmreleases -n infra-system

        """,
        await OutAsync("status", "-s", "edge", "--cluster", "shanghai-07"));

    [Theory]
    [InlineData("beijing-01", "keda     2.21.0 (since wave 1)   keda")]
    [InlineData("guangzhou-01", "keda     2.20.2 (no wave to 2.21.0 has it)   keda")]
    public async Task A_cluster_knows_its_wave(string cluster, string expected) =>
        Assert.Contains(expected, await OutAsync("status", "-s", "edge", "--cluster", cluster, "--addon", "keda"), StringComparison.Ordinal);

    [Fact]
    public async Task An_add_on_tells_its_waves_and_which_cluster_has_which_version() => Assert.Equal(
        """
        keda, in stack edge: chart keda 2.20.2 of https://kedacore.github.io/charts, in namespace keda.
        It scales workloads by what waits for them (queues, streams, the time of day), down to nothing where nothing waits.

        requires             cert-manager
        healthy when ready   Deployment/keda-admission-webhooks, Deployment/keda-operator, Deployment/keda-operator-metrics-apiserver

        2.21.0 is on its way: 1 of 2 waves reached.
          wave 1    8 clusters        has 2.21.0
          wave 2    8 more clusters   waits
          no wave   8 clusters        keeps 2.20.2

        24 clusters:
          2.20.2   guangzhou-01, guangzhou-02, guangzhou-03, guangzhou-04, guangzhou-05, guangzhou-06, guangzhou-07, guangzhou-08, shanghai-01, shanghai-02, shanghai-03, shanghai-04 and 4 more (--json names them all)
          2.21.0   beijing-01, beijing-02, beijing-03, beijing-04, beijing-05, beijing-06, beijing-07, beijing-08

        How it really is:
          pulumi stack output karmadaKubeconfig --show-secrets -s mgmt > karmada.kubeconfig
          # READY: in every cluster. STATUS: where not, and why
          kubectl --kubeconfig karmada.kubeconfig get helmreleases -n infra-system edge-keda
          # what each cluster says
          kubectl --kubeconfig karmada.kubeconfig get resourcebinding edge-keda-helmrelease -n infra-system -o yaml

        """,
        await OutAsync("status", "-s", "edge", "--addon", "keda"));

    [Fact]
    public async Task Tools_get_every_cluster_by_name()
    {
        using var json = JsonDocument.Parse(await OutAsync("status", "-s", "edge", "--json"));

        var keda = json.RootElement.GetProperty("addons").EnumerateArray().Single(addon => addon.GetProperty("name").GetString() == "keda");
        Assert.Equal(24, keda.GetProperty("clusters").GetArrayLength());
        Assert.Equal("2.21.0", keda.GetProperty("clusters")[0].GetProperty("version").GetString());
        Assert.Equal("edge-keda", keda.GetProperty("object").GetString());
    }

    [Fact]
    public async Task A_kubeconfig_that_is_a_file_is_named_as_it_is()
    {
        _project.Edit("dev", "  infra:fleets:", "  infra:addons: { keda: { use: keda, on: {} } }\n  infra:fleets:");

        var answer = await OutAsync("status", "-s", "dev");

        Assert.Contains("kubectl --kubeconfig ~/.kube/karmada.config --context karmada-apiserver get helmreleases", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("pulumi stack output", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev", "Stack dev has no add-ons. They are entries of infra:addons; docs/addons.md tells how to write one.", "status")]
    [InlineData("edge", "shanghai-01 does not have opencost.", "status", "--cluster", "shanghai-01", "--addon", "opencost")]
    public async Task Nothing_is_told_in_words(string stack, string expected, params string[] arguments) =>
        Assert.Equal(expected + "\n", await OutAsync([.. arguments, "-s", stack]));

    [Fact]
    public async Task A_misspelt_cluster_is_told_with_the_one_that_was_meant()
    {
        var answer = await _project.RunAsync("status", "-s", "edge", "--cluster", "shangai-07");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Contains("did you mean 'shanghai-07'?", answer.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_with_mistakes_is_sent_to_where_they_are_told()
    {
        _project.Edit("edge", "reached: 1", "reached: 7");

        var answer = await _project.RunAsync("status", "-s", "edge");

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Contains("infra validate -s edge", answer.Messages, StringComparison.Ordinal);
    }

    private async Task<string> OutAsync(params string[] arguments)
    {
        var answer = await _project.RunAsync(arguments);
        Assert.True(answer.ExitCode == ExitCodes.Success, answer.Messages);
        return answer.Out;
    }
}
