using System.Collections.Immutable;
using Infra.Components.Machines;
using Xunit;

namespace Infra.Components.Tests.Machines;

public sealed class MachineScriptTests
{
    private static readonly KubeadmCluster Cluster = new() { Name = "on-prem", Api = new() { Address = "10.0.0.100" } };
    private static readonly KubeadmMachine Machine = new() { Name = "cp-1", Address = "10.0.0.1", IsControlPlane = true };

    public static TheoryData<string> Steps => [.. All().Keys];

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_script_is_started_by_its_last_line_and_keeps_its_standard_input_to_itself(string step)
    {
        var lines = All()[step].Text.TrimEnd('\n').Split('\n');

        Assert.Equal(["#!/usr/bin/env bash", "set -euo pipefail", "shopt -s inherit_errexit"], lines[..3]);
        Assert.Equal("main \"$@\" </dev/null", lines[^1]);
        // Joining and maintaining carry three programs for control planes, each a text that ends in the same way.
        Assert.Equal(step is "join" or "maintain" ? 4 : 1, lines.Count(line => line == lines[^1]));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void On_a_real_machine_the_folder_before_every_path_is_none_and_may_be(string step)
    {
        var text = All()[step].Text;

        Assert.Contains("\nreadonly root=''\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("${root", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_name_a_direction_and_no_value()
    {
        Assert.Equal("bash -s up", MachineScript.UpCommand("root"));
        Assert.Equal("sudo -n bash -s up", MachineScript.UpCommand("operator; rm -rf /"));
        Assert.Equal("sudo -n bash -s down", MachineScript.DownCommand("operator"));
    }

    [Fact]
    public void A_script_that_is_printed_by_mistake_shows_nothing() =>
        Assert.Equal("MachineScript { Step = join }", KubeadmScripts.Join(Cluster, Machine, "token abcdef.0123456789abcdef").ToString());

    [Fact]
    public void Nothing_is_asked_of_a_machine_that_is_gone()
    {
        var lost = Machine with { IsLost = true };

        string[] texts = [KubeadmScripts.Check(Cluster, lost, []).Text, KubeadmScripts.Join(Cluster, lost, null).Text, KubeadmScripts.Maintain(Cluster, lost, isFirst: false).Text];

        Assert.All(texts, text => Assert.DoesNotMatch("(?m)^(?!#|exit 0$).+", text));
    }

    [Fact]
    public void A_new_version_admits_nobody_anew_and_reads_the_kubeconfig_again_because_an_upgrade_renews_it()
    {
        var next = Cluster with { Version = "1.36.1" };

        Assert.Equal(All()["admit"], All(next)["admit"]);
        Assert.NotEqual(All()["drain"], All(next)["drain"]);
        Assert.NotEqual(All()["maintain"], All(next)["maintain"]);
        Assert.NotEqual(All()["ready"], All(next)["ready"]);
        Assert.NotEqual(All()["kubeconfig"], All(next)["kubeconfig"]);
    }

    [Fact]
    public void A_new_label_runs_only_what_lets_the_node_into_service()
    {
        var labelled = Machine with { Labels = Machine.Labels.Add("disk", "fast") };

        var changed = All().Where(pair => pair.Value != All(Cluster, labelled)[pair.Key]).Select(pair => pair.Key);

        Assert.Equal(["ready"], changed);
    }

    [Fact]
    public void A_node_has_its_clusters_region_unless_a_label_of_its_own_says_more()
    {
        var own = Machine with { Labels = Machine.Labels.Add("topology.kubernetes.io/region", "hamburg") };

        Assert.Contains("topology.kubernetes.io/region", All(Cluster, Machine with { Region = "shanghai" })["ready"].Text, StringComparison.Ordinal);
        Assert.Equal(All(Cluster, own)["ready"], All(Cluster, own with { Region = "shanghai" })["ready"]);
    }

    [Fact]
    public void A_new_generation_of_certificates_renews_them_and_reads_the_kubeconfig_again()
    {
        var renewed = Cluster with { CertificateGeneration = 2 };

        var changed = All().Where(pair => pair.Value != All(renewed)[pair.Key]).Select(pair => pair.Key);

        // Joining runs again and finds nothing to do: it is how a new machine knows its generation.
        Assert.Equal(["join", "kubeconfig", "maintain"], changed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_admission_has_a_token_of_its_own_for_every_machine()
    {
        var ids = Enumerable.Range(0, 1000).Select(number => Admission.TokenId(Cluster, Machine with { Name = $"node-{number}" })).ToList();

        Assert.All(ids, id => Assert.Matches("^[a-z0-9]{6}$", id));
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("fd00::12:a", "FD00:0:0:0:0:0:12:A")]
    public void Addresses_are_compared_as_openssl_prints_them(string address, string printed) =>
        Assert.Equal(printed, MachineRegister.AddressInCertificates(address));

    private static ImmutableDictionary<string, MachineScript> All(KubeadmCluster? cluster = null, KubeadmMachine? machine = null)
    {
        var (of, one) = (cluster ?? Cluster, machine ?? Machine);
        MachineScript[] scripts =
        [
            KubeadmScripts.Check(of, one, [one]), KubeadmScripts.Admit(of, one), KubeadmScripts.Join(of, one, null), KubeadmScripts.Drain(of, one),
            KubeadmScripts.Maintain(of, one, isFirst: true), KubeadmScripts.Ready(of, one), KubeadmScripts.Kubeconfig(of),
        ];
        return scripts.ToImmutableDictionary(script => script.Step, StringComparer.Ordinal);
    }
}
