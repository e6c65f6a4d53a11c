using System.Globalization;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Infra.Stacks.Upgrades;
using Xunit;

namespace Infra.Stacks.Tests.Upgrades;

/// <summary>What whoever reviews an upgrade is told of it.</summary>
public sealed class UpgradePlanTests
{
    [Fact]
    public void Machines_go_one_after_the_other_and_control_planes_first() => AssertTells(
        OnPrem("1.34.3", controlPlanes: 3, workers: 5),
        OnPrem("1.35.2", controlPlanes: 3, workers: 5),
        """
        cluster 'a' is upgraded from 1.34.3 to 1.35.2, in this order:
          1. control planes cp-1, cp-2, cp-3, one at a time: etcd is saved first; the API stays at 10.20.0.10, which another of them takes over
          2. workers w-1, w-2, w-3, w-4, w-5, one at a time: drained first; 4 of 5 take over what runs on them
        """);

    [Fact]
    public void Workers_go_in_batches_where_batches_are_asked_for() => AssertTells(
        OnPrem("1.34.3", controlPlanes: 1, workers: 5, batch: 2),
        OnPrem("1.34.4", controlPlanes: 1, workers: 5, batch: 2),
        """
        cluster 'a' is upgraded from 1.34.3 to 1.34.4, in this order:
          1. control plane cp-1: etcd is saved first; the API is away while it restarts
          2. workers w-1 and w-2, then w-3 and w-4, then w-5: drained first; 3 of 5 take over what runs on them
        """);

    [Fact]
    public void A_batch_of_all_workers_takes_away_what_runs_on_them() => AssertTells(
        OnPrem("1.34.3", controlPlanes: 1, workers: 2, batch: 9),
        OnPrem("1.35.0", controlPlanes: 1, workers: 2, batch: 9),
        """
        cluster 'a' is upgraded from 1.34.3 to 1.35.0, in this order:
          1. control plane cp-1: etcd is saved first; the API is away while it restarts
          2. workers w-1 and w-2: all are drained at once, so what runs on them is away meanwhile
        """);

    [Fact]
    public void Pools_follow_their_control_plane_unless_they_have_a_version_of_their_own() => AssertTells(
        Aws("1.34.3", own: "1.34.3"),
        Aws("1.35.2", own: "1.34.3"),
        """
        cluster 'a' is upgraded from 1.34.3 to 1.35.2, in this order:
          1. control plane, 3 machines: replaced one at a time, a new one joins before an old one leaves; the API stays behind its load balancer
          2. pool general, 3 to 9 nodes: replaced, up to 2 more and 0 fewer at a time in each zone; drained as disruption budgets allow
        """);

    [Fact]
    public void Pools_go_one_after_the_other_by_name() => AssertTells(
        Aws("1.34.3", own: "1.34.3"),
        Aws("1.35.2", own: "1.35.2"),
        """
        cluster 'a' is upgraded from 1.34.3 to 1.35.2, in this order:
          1. control plane, 3 machines: replaced one at a time, a new one joins before an old one leaves; the API stays behind its load balancer
          2. pool general, 3 to 9 nodes: replaced, up to 2 more and 0 fewer at a time in each zone; drained as disruption budgets allow
          3. pool own, 1 node: replaced, up to 1 more and 0 fewer at a time in each zone; drained as disruption budgets allow
        """);

    [Fact]
    public void A_pool_that_catches_up_is_told_alone() => AssertTells(
        Aws("1.35.2", own: "1.34.3"),
        Aws("1.35.2", own: "1.35.2"),
        """
        cluster 'a' is upgraded in its pools to 1.35.2, in this order:
          1. pool own, 1 node: replaced, up to 1 more and 0 fewer at a time in each zone; drained as disruption budgets allow
        """);

    [Fact]
    public void AWS_replaces_the_control_plane_of_EKS() => AssertTells(
        Eks("1.34.3"),
        Eks("1.35.0"),
        """
        cluster 'a' is upgraded from 1.34.3 to 1.35.0, in this order:
          1. control plane: replaced by AWS; the API stays at its address, connections that stay open are cut once
          2. pool general, 4 nodes: replaced, up to 1 more and 0 fewer at a time; drained as disruption budgets allow
        """);

    [Theory]
    [InlineData("1.35.0", "1.35.0")]
    [InlineData("1.35.0", "1.35.9")]
    public void Of_what_changes_nothing_nothing_is_told(string from, string to) => AssertTells(Eks(from), Eks(to));

    [Fact]
    public void What_leaves_is_not_upgraded() => AssertTells(
        OnPrem("1.34.3", controlPlanes: 1, workers: 1),
        OnPrem("1.35.0", controlPlanes: 1, workers: 1).Replace("kind:", "state: absent, kind:", StringComparison.Ordinal));

    [Fact]
    public void What_is_new_is_not_upgraded() => Assert.Empty(UpgradePlan.Of(DeployedPlatform.Empty, Platform(Eks("1.35.0"))));

    [Fact]
    public void The_steward_goes_first_whoever_was_added_before_it_by_name()
    {
        var before = Platform(OnPrem("1.34.3", controlPlanes: 1, workers: 1));
        var now = Platform(OnPrem("1.35.0", controlPlanes: 1, workers: 1)
            .Replace("machines: {", $"machines: {{ {Machine("a-1", 31, "controlPlane")}, {Machine("x-1", 32, "controlPlane")},", StringComparison.Ordinal));

        Assert.Contains("control planes cp-1, a-1, x-1, one at a time", Assert.Single(UpgradePlan.Of(DeployedPlatform.Of(before), now)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_lost_are_not_upgraded() => AssertTells(
        OnPrem("1.34.3", controlPlanes: 1, workers: 2),
        OnPrem("1.35.0", controlPlanes: 1, workers: 2).Replace("w-2: {", "w-2: { lost: true,", StringComparison.Ordinal),
        """
        cluster 'a' is upgraded from 1.34.3 to 1.35.0, in this order:
          1. control plane cp-1: etcd is saved first; the API is away while it restarts
          2. worker w-1: all are drained at once, so what runs on them is away meanwhile
        """);

    [Theory]
    [InlineData("cp-1: {", "cp-1: { lost: true,", "cp-2")]
    [InlineData("cp-2: {", "cp-2: { lost: true,", null)]
    [InlineData("w-1: {", "w-1: { lost: true,", null)]
    [InlineData("kind:", "state: absent, kind:", null)]
    public void That_another_machine_is_asked_is_told(string old, string replacement, string? steward)
    {
        var before = OnPrem("1.35.0", controlPlanes: 3, workers: 1);

        var told = StewardChange.Of(DeployedPlatform.Of(Platform(before)), Platform(before.Replace(old, replacement, StringComparison.Ordinal)));

        Assert.Equal(
            steward is null
                ? []
                : [$"cluster 'a': what concerns the whole cluster is asked of {steward} from here on, and of cp-1 no more; the steps that ask it run again, and find that all is done"],
            told);
    }

    private static void AssertTells(string before, string now, params string[] expected) =>
        Assert.Equal(expected, UpgradePlan.Of(DeployedPlatform.Of(Platform(before)), Platform(now)).Select(upgrade => upgrade.ToString()));

    private static PlatformSpec Platform(string cluster)
    {
        using var project = new TemporaryProject();
        project.Write(
            "stacks/Pulumi.case.yaml",
            $$"""
            config:
              infra:karmada: { existing: { kubeconfig: { path: karmada.config } } }
              infra:secrets: { ssh: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA } }
              infra:clusters: { a: {{cluster}} }
            """);
        var reading = new SpecificationLoader(project.Files).FromFiles("case");
        return reading.Platform ?? throw new InvalidOperationException(string.Join('\n', reading.Findings));
    }

    private static string OnPrem(string version, int controlPlanes, int workers, int batch = 1)
    {
        var machines = Enumerable.Range(1, controlPlanes).Select(number => Machine($"cp-{number}", 10 + number, "controlPlane"))
            .Concat(Enumerable.Range(1, workers).Select(number => Machine($"w-{number}", 20 + number, "worker")));
        return $$"""
            { kind: onprem, version: {{version}}, api: { address: 10.20.0.10 }, ssh: { key: { secret: ssh } }, upgradeBatch: {{batch}}, machines: { {{string.Join(", ", machines)}} } }
            """;
    }

    private static string Machine(string name, int address, string role) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {{ address: 10.20.0.{address}, role: {role}, hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl }}");

    private static string Aws(string version, string own)
    {
        var pools = "general: { autoscaling: { minimum: 3, maximum: 9 }, instanceType: m7i.large, rollout: { maximumSurge: 2 } }, "
            + $"own: {{ replicas: 1, instanceType: m7i.large, version: {own} }}";
        return $"{{ kind: aws, version: {version}, awsRegion: eu-central-1, controlPlane: {{ instanceType: m7i.large }}, pools: {{ {pools} }} }}";
    }

    private static string Eks(string version) =>
        $"{{ kind: eks, version: {version}, awsRegion: eu-central-1, pools: {{ general: {{ replicas: 4, instanceType: m7i.large }} }} }}";
}
