using System.Collections.Immutable;
using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Checking;

/// <summary>
/// What Kurator's admission webhooks refuse is refused here too. Each of their invalid fixtures is said as a change of a valid stack of ours; where ours has no
/// such field, the nearest mistake is made, and the text says which.
/// </summary>
public sealed class KuratorFixturesTests
{
    private const string Application =
        """
        config:
          infra:karmada: { existing: { kubeconfig: { path: karmada.config } } }
          infra:clusters:
            test: { kind: attached, mode: pull, labels: { env: test } }
            dev: { kind: attached, mode: pull, labels: { env: dev } }
          infra:fleets:
            one: { members: { clusters: [test] }, namespaces: { web: {} } }
            two: { members: { clusters: [dev] } }
          infra:applications:
            podinfo:
              namespace: web
              git: { url: 'https://git.example.com/podinfo', branch: main, path: ./deploy }
              placement: { fleet: one }
              overrides:
                - { on: { fleet: one }, patches: [{ kind: Kustomization, name: podinfo, path: /spec/path, value: ./test }] }
        """;

    private const string Attached =
        """
        config:
          infra:karmada: { existing: { kubeconfig: { path: karmada.config } } }
          infra:secrets: { member-config: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA } }
          infra:clusters:
            member:
              kind: attached
              apiEndpoint: https://member.example.com:6443
              kubeconfig: { content: { secret: member-config } }
        """;

    private const string Aws =
        """
        config:
          infra:karmada: { existing: { kubeconfig: { path: karmada.config } } }
          infra:clusters:
            quickstart:
              kind: aws
              version: 1.35.2
              role: arn:aws:iam::123456789012:role/platform
              awsRegion: eu-central-1
              vpc: { cidr: 10.10.0.0/16 }
              network: { podCidr: 192.168.0.0/16, serviceCidr: 10.96.0.0/16 }
              controlPlane: { replicas: 1, instanceType: m7i.large, volumes: [] }
              pools:
                workers: { replicas: 1, instanceType: m7i.large, volumes: [] }
              bootstrapObjects:
                - { kind: ConfigMap, name: first, data: { color: red } }
                - { kind: ConfigMap, name: second, data: { color: red } }
        """;

    private const string Machines =
        """
              machines:
                cp-1: { address: 10.20.0.11, role: controlPlane, hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl }
                cp-2: { address: 10.20.0.12, role: controlPlane, hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl }
                cp-3: { address: 10.20.0.13, role: controlPlane, hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl }
                node-1: { address: 10.20.0.21, hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl }
        """;

    private const string OnPrem =
        """
        config:
          infra:karmada: { existing: { kubeconfig: { path: karmada.config } } }
          infra:secrets: { ssh: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA } }
          infra:clusters:
            hall:
              kind: onprem
              version: 1.35.2
              network: { cni: cilium }
              api: { address: 10.20.0.10 }
              ssh: { key: { secret: ssh } }

        """ + Machines;

    private const string TooManyVolumes =
        "volumes: [{ sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, "
        + "{ sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, "
        + "{ sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }, { sizeGiB: 8 }]";

    private static readonly Fixture[] Fixtures =
    [
        new("application/invalid-fleet1", "an override for another fleet than the placement's", Application, "on: { fleet: one }", "on: { fleet: two }", "INF008"),
        new("application/invalid-fleet2", "a placement on a fleet that lacks the namespace, which belongs to one fleet; a second fleet is a second application", Application, "placement: { fleet: one }", "placement: {}", "INF062"),
        new("application/miss-default-and-policy-fleet", "no placement", Application, "placement: { fleet: one }", "placement:", "INF003"),
        new("attachedcluster/invalid-kubeconfig-name", "the name of a secret that there cannot be", Attached, "secret: member-config", "secret: member/a", "INF006"),
        new("attachedcluster/miss-kubeconfig-key", "a kubeconfig without its content", Attached, "{ content: { secret: member-config } }", "{}", "INF007"),
        new("cluster/aws-master-max-volume-exceed", "as there", Aws, "controlPlane: { replicas: 1, instanceType: m7i.large, volumes: [] }", $"controlPlane: {{ replicas: 1, instanceType: m7i.large, {TooManyVolumes} }}", "INF044"),
        new("cluster/aws-miss-region", "as there", Aws, "awsRegion: eu-central-1", "awsRegion:", "INF003"),
        new("cluster/aws-worker-max-volume-exceed", "as there", Aws, "workers: { replicas: 1, instanceType: m7i.large, volumes: [] }", $"workers: {{ replicas: 1, instanceType: m7i.large, {TooManyVolumes} }}", "INF044"),
        new("cluster/duplicate-additional-resource", "a bootstrap object twice", Aws, "name: second", "name: first", "INF005"),
        new("cluster/invalid-additional-resource", "a bootstrap object of a kind that there is not", Aws, "kind: ConfigMap, name: second", "kind: Deployment, name: second", "INF004"),
        new("cluster/invalid-pod-cidr", "as there", Aws, "podCidr: 192.168.0.0/16", "podCidr: 192.168.0.0/33", "INF030"),
        new("cluster/invalid-service-cidr", "as there", Aws, "serviceCidr: 10.96.0.0/16", "serviceCidr: 10.96.0.0", "INF030"),
        new("cluster/invalid-version", "as there", Aws, "version: 1.35.2", "version: latest", "INF004"),
        new("cluster/invalid-vpc-cidr", "as there", Aws, "cidr: 10.10.0.0/16", "cidr: 10.10.0.0-16", "INF030"),
        new("cluster/miss-infra-type", "no kind", Aws, "kind: aws", "kind:", "INF003"),
        new("cluster/miss-secret", "credentials come from who runs the plan or from a role; the role is empty", Aws, "role: arn:aws:iam::123456789012:role/platform", "role: ''", "INF004"),
        new("cluster/miss-version", "as there", Aws, "version: 1.35.2", "version:", "INF003"),
        new("customcluster/invalid-address", "an API address that is none", OnPrem, "address: 10.20.0.10", "address: 10.20.0.300", "INF004"),
        new("customcluster/invalid-cni-type", "as there", OnPrem, "cni: cilium", "cni: ciliumm", "INF004"),
        new("customcluster/invalid-machineref-name", "machines stand in the cluster; one has a name that cannot be", OnPrem, "node-1:", "node_1:", "INF020"),
        new("customcluster/invalid-machineref-namespace", "machines stand in the cluster and have no namespace; one says so all the same", OnPrem, "node-1: {", "node-1: { namespace: Default_1,", "INF001"),
        new("customcluster/miss-cni-type", "there is a default, so the nearest is an empty one", OnPrem, "cni: cilium", "cni: ''", "INF004"),
        new("customcluster/miss-machineref-all-value", "machines stand in the cluster; the key has no value", OnPrem, Machines, "      machines:", "INF003"),
        new("customcluster/miss-machineref-name", "machines stand in the cluster; one has no address, by which it is found", OnPrem, "node-1: { address: 10.20.0.21,", "node-1: {", "INF003"),
        new("custommachine/invalid-master-nums", "an even number of control planes", OnPrem, "cp-3: { address: 10.20.0.13, role: controlPlane,", "cp-3: { address: 10.20.0.13, role: worker,", "INF040"),
        new("custommachine/invalid-master-public-ip", "a machine has one address; that of a control plane is none", OnPrem, "address: 10.20.0.11", "address: 10.20.11", "INF004"),
        new("custommachine/invalid-node-private-ip", "a machine has one address; that of a worker is none", OnPrem, "address: 10.20.0.21", "address: node-1.example", "INF004"),
        new("custommachine/miss-master", "no machine is a control plane", OnPrem, "role: controlPlane", "role: worker", "INF040"),
        new("custommachine/miss-node", "no machine is a worker", OnPrem, "node-1:", "# node-1:", "INF041"),
    ];

    public static TheoryData<string> Names => [.. Fixtures.Select(fixture => fixture.Name)];

    [Fact]
    public void All_of_them_are_here() => Assert.Equal(29, Fixtures.Select(fixture => fixture.Name).Distinct(StringComparer.Ordinal).Count());

    [Theory]
    [InlineData(Application)]
    [InlineData(Attached)]
    [InlineData(Aws)]
    [InlineData(OnPrem)]
    public void Without_the_mistake_the_stack_is_valid(string stack) => Assert.Empty(Findings(stack));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_Kurator_refuses_is_refused_here_too(string name)
    {
        var fixture = Fixtures.Single(fixture => fixture.Name == name);
        Assert.Contains(fixture.Right, fixture.Stack, StringComparison.Ordinal);

        var findings = Findings(fixture.Stack.Replace(fixture.Right, fixture.Wrong, StringComparison.Ordinal));

        Assert.True(!findings.IsEmpty, $"nobody refuses {fixture.SaidHere}");
        Assert.All(findings, finding => Assert.Equal(fixture.Rule, finding.Rule.Id));
        Assert.All(findings, finding => Assert.StartsWith("stacks/Pulumi.case.yaml:", finding.Place?.ToString(), StringComparison.Ordinal));
    }

    private static ImmutableArray<Finding> Findings(string stack)
    {
        using var project = new TemporaryProject();
        project.Write("stacks/Pulumi.case.yaml", stack);
        return new SpecificationLoader(project.Files).FromFiles("case").Findings;
    }

    /// <summary>One of Kurator's invalid fixtures.</summary>
    /// <param name="Name">Its folder and name there.</param>
    /// <param name="SaidHere">How the same mistake is said here.</param>
    /// <param name="Stack">A valid stack.</param>
    /// <param name="Right">What is right in it.</param>
    /// <param name="Wrong">What stands there instead.</param>
    /// <param name="Rule">The rule that refuses it.</param>
    private sealed record Fixture(string Name, string SaidHere, string Stack, string Right, string Wrong, string Rule);
}
