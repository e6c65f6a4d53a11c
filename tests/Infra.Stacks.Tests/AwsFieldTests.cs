using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Infra.Stacks.Tests.Reading;
using Pulumi;
using Pulumi.Utilities;
using Xunit;

namespace Infra.Stacks.Tests;

/// <summary>Every field of a cluster on AWS that runs its own control plane: what becomes of a change of it once the cluster stands. What then changes is in the tests of the component.</summary>
public sealed class AwsFieldTests
{
    /// <summary>It is refused, with what to do instead.</summary>
    private const string Refused = "refused";

    /// <summary>The component is told.</summary>
    private const string Told = "told";

    /// <summary>It says what others have to know: checks, whoever makes the next file.</summary>
    private const string Elsewhere = "elsewhere";

    /// <summary>It cannot be said of a cluster of this kind.</summary>
    private const string Never = "never";

    private const string Cluster = """
        infra:addressPools: { sites: { cidr: 10.16.0.0/12, blockLength: 16 }, pods: { cidr: 10.240.0.0/12, blockLength: 16 }, services: { cidr: 10.96.0.0/12, blockLength: 16 } }
        infra:secrets: { one: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA }, other: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA } }
        infra:managementCluster: mgmt
        infra:management: { clusterApi: { aws: {} } }
        infra:clusters:
          mgmt: { kind: attached, kubeconfig: { path: mgmt.config }, apiEndpoint: https://mgmt.example.com }
          cloud:
            kind: aws
            protected: false
            version: 1.35.2
            region: frankfurt
            provider: aws
            zones: [a]
            labels: { tier: prod }
            awsRegion: eu-central-1
            role: arn:aws:iam::123456789012:role/one
            vpc: { cidr: 10.16.0.0/16, zones: [eu-central-1a, eu-central-1b], natGateways: perZone }
            podIdentity: true
            publicEndpoint: true
            sshKeyName: operators
            images: { owner: "123456789012", name: "own-{{.K8sVersion}}", operatingSystem: ubuntu-24.04 }
            network: { nodeCidr: 10.16.0.0/16, podCidr: 10.244.0.0/16, serviceCidr: 10.96.0.0/16, cni: calico, reserved: [10.16.0.100-10.16.0.200] }
            controlPlane:
              replicas: 3
              instanceType: m7i.large
              rootVolume: { sizeGiB: 51, type: gp3 }
              volumes: [{ sizeGiB: 52, type: gp3 }]
              labels: { role: control }
              taints: [{ key: extra, value: a, effect: NoSchedule }]
            pools:
              web:
                replicas: 5
                instanceType: m7i.xlarge
                spot: false
                version: 1.35.1
                rootVolume: { sizeGiB: 61, type: gp2 }
                volumes: [{ sizeGiB: 62, type: gp2 }]
                labels: { work: web }
                taints: [{ key: work, value: b, effect: NoExecute }]
                rollout: { maximumSurge: 1, maximumUnavailable: 0 }
              batch: { autoscaling: { minimum: 1, maximum: 9 }, instanceType: m7i.xlarge }
            bootstrapObjects:
              - { kind: ConfigMap, name: settings, namespace: shop, data: { level: one } }
              - { kind: Secret, name: login, secretData: { password: { secret: one } } }
        """;

    /// <summary>By field: a text of the file, what it becomes, and what becomes of that.</summary>
    public static TheoryData<string, string, string, string> Fields { get; } = new()
    {
        // It is also a label.
        { "class", "kind: aws", "kind: aws\n    class: other", Told },
        { "state", "protected: false", "protected: false\n    state: absent", Elsewhere },
        { "protected", "protected: false", "protected: true", Elsewhere },
        { "region", "region: frankfurt", "region: berlin", Told },
        { "provider", "provider: aws", "provider: amazon", Told },
        { "zones", "zones: [a]", "zones: [a, b]", Told },
        { "labels", "tier: prod", "tier: pre", Told },
        // It is what add-ons are checked against, and nothing is made of it.
        { "architectures", "protected: false", "protected: false\n    architectures: [amd64]", Elsewhere },
        { "version", "version: 1.35.2", "version: 1.36.0", Told },
        { "network.nodeCidr", "nodeCidr: 10.16.0.0/16", "nodeCidr: 10.16.0.0/17", Refused },
        { "network.podCidr", "podCidr: 10.244.0.0/16", "podCidr: 10.245.0.0/16", Refused },
        { "network.serviceCidr", "serviceCidr: 10.96.0.0/16", "serviceCidr: 10.97.0.0/16", Refused },
        { "network.cni", "cni: calico", "cni: cilium", Refused },
        { "network.reserved", "10.16.0.100-10.16.0.200", "10.16.0.100-10.16.0.201", Elsewhere },
        { "network.loadBalancer.addresses", "cni: calico", "cni: calico, loadBalancer: { addresses: [10.16.0.64-10.16.0.79] }", Never },
        { "network.from.nodeCidr", "cni: calico", "cni: calico, from: { nodeCidr: sites }", Elsewhere },
        { "network.from.podCidr", "cni: calico", "cni: calico, from: { podCidr: pods }", Elsewhere },
        { "network.from.serviceCidr", "cni: calico", "cni: calico, from: { serviceCidr: services }", Elsewhere },
        // With its zones, which are named after it.
        { "awsRegion", "eu-central-1", "eu-west-1", Refused },
        { "role", "role/one", "role/other", Told },
        { "vpc.id", "vpc: { cidr: 10.16.0.0/16, zones: [eu-central-1a, eu-central-1b], natGateways: perZone }", "vpc: { id: vpc-0a1b2c3d, cidr: 10.16.0.0/16 }", Refused },
        { "vpc.cidr", "vpc: { cidr: 10.16.0.0/16", "vpc: { cidr: 10.17.0.0/16", Refused },
        { "vpc.zones", "[eu-central-1a, eu-central-1b]", "[eu-central-1a, eu-central-1c]", Refused },
        { "vpc.natGateways", "natGateways: perZone", "natGateways: single", Told },
        { "podIdentity", "podIdentity: true", "podIdentity: false", Refused },
        { "publicEndpoint", "publicEndpoint: true", "publicEndpoint: false", Refused },
        { "publicAccessFrom", "publicEndpoint: true", "publicEndpoint: true\n    publicAccessFrom: [203.0.113.0/24]", Never },
        { "sshKeyName", "sshKeyName: operators", "sshKeyName: others", Told },
        { "images.owner", "123456789012\", name", "210987654321\", name", Told },
        { "images.name", "own-", "other-", Told },
        { "images.operatingSystem", "ubuntu-24.04", "ubuntu-26.04", Told },
        { "controlPlane.replicas", "replicas: 3", "replicas: 5", Told },
        { "controlPlane.instanceType", "instanceType: m7i.large", "instanceType: m7i.2xlarge", Told },
        { "controlPlane.rootVolume.sizeGiB", "sizeGiB: 51", "sizeGiB: 71", Told },
        { "controlPlane.rootVolume.type", "sizeGiB: 51, type: gp3", "sizeGiB: 51, type: io2", Told },
        { "controlPlane.volumes.sizeGiB", "sizeGiB: 52", "sizeGiB: 72", Told },
        { "controlPlane.volumes.type", "sizeGiB: 52, type: gp3", "sizeGiB: 52, type: io2", Told },
        { "controlPlane.labels", "role: control", "role: other", Told },
        { "controlPlane.taints.key", "key: extra", "key: other", Told },
        { "controlPlane.taints.value", "value: a", "value: c", Told },
        { "controlPlane.taints.effect", "effect: NoSchedule", "effect: PreferNoSchedule", Told },
        { "pools.replicas", "replicas: 5", "replicas: 8", Told },
        { "pools.autoscaling.minimum", "minimum: 1", "minimum: 2", Told },
        { "pools.autoscaling.maximum", "maximum: 9", "maximum: 12", Told },
        { "pools.instanceType", "replicas: 5\n        instanceType: m7i.xlarge", "replicas: 5\n        instanceType: m7i.2xlarge", Told },
        { "pools.spot", "spot: false", "spot: true", Told },
        { "pools.version", "version: 1.35.1", "version: 1.35.2", Told },
        { "pools.rootVolume.sizeGiB", "sizeGiB: 61", "sizeGiB: 81", Told },
        { "pools.rootVolume.type", "sizeGiB: 61, type: gp2", "sizeGiB: 61, type: io1", Told },
        { "pools.volumes.sizeGiB", "sizeGiB: 62", "sizeGiB: 82", Told },
        { "pools.volumes.type", "sizeGiB: 62, type: gp2", "sizeGiB: 62, type: io1", Told },
        { "pools.labels", "work: web", "work: api", Told },
        { "pools.taints.key", "key: work", "key: other", Told },
        { "pools.taints.value", "value: b", "value: d", Told },
        { "pools.taints.effect", "effect: NoExecute", "effect: PreferNoSchedule", Told },
        { "pools.rollout.maximumSurge", "maximumSurge: 1", "maximumSurge: 2", Told },
        { "pools.rollout.maximumUnavailable", "maximumUnavailable: 0", "maximumUnavailable: 1", Told },
        { "bootstrapObjects.kind", "{ kind: ConfigMap, name: settings, namespace: shop, data: { level: one } }", "{ kind: Secret, name: settings, namespace: shop, secretData: { level: { secret: one } } }", Told },
        { "bootstrapObjects.name", "name: settings", "name: others", Told },
        { "bootstrapObjects.namespace", "namespace: shop", "namespace: store", Told },
        { "bootstrapObjects.data", "level: one", "level: two", Told },
        { "bootstrapObjects.secretData", "password: { secret: one }", "password: { secret: other }", Told },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_change_is_told_refused_or_concerns_others(string field, string before, string after, string expected)
    {
        Assert.Contains(before, Cluster, StringComparison.Ordinal);
        var standing = Read(Cluster);
        var changed = ReadAny(Cluster.Replace(before, after, StringComparison.Ordinal));
        var wrong = changed.Findings.Where(finding => finding.IsError).Select(finding => finding.ToString());
        if (expected == Never)
        {
            Assert.Contains($"'{field}' would have no effect", Assert.Single(wrong), StringComparison.Ordinal);
            return;
        }

        Assert.Empty(wrong);
        var compared = changed.ComparedWith(DeployedPlatform.Of(standing.Platform!, DeployedPlatform.Empty));

        Assert.Equal(expected == Refused, compared.Findings.Any(finding => finding.Rule == Rules.Fixed));
        if (expected == Refused)
            Assert.Contains(compared.Findings, finding => finding.Rule == Rules.Fixed && finding.Path.ToString().EndsWith(field.Split('.')[^1], StringComparison.Ordinal));
        else if (expected == Told)
            Assert.NotEqual(await ArgsAsync(standing), await ArgsAsync(changed));
        else
            Assert.Equal(await ArgsAsync(standing), await ArgsAsync(changed));
    }

    [Fact]
    public void Every_field_is_in_the_table() => Assert.Equal(
        Leaves(typeof(AwsClusterSpec), "").Order(StringComparer.Ordinal),
        Fields.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Leaves(Type record, string prefix) => Shapes.RecordOf(record).Fields.SelectMany(field => Shapes.RecordsIn(field.Property) switch
    {
        [] => [$"{prefix}{field.Key}"],
        var below => below.SelectMany(inner => Leaves(inner, $"{prefix}{field.Key}.")),
    });

    // All that the component is told, in one text.
    private static async Task<string> ArgsAsync(SpecificationReading reading)
    {
        var platform = reading.Platform!;
        var args = AwsClusterParts.Args(
            (AwsClusterSpec)platform.Clusters["cloud"],
            platform,
            new ManagementParts(new ClusterAccess(Output.Create(""), Output.Create(""), null!), []),
            "prod",
            secret => Output.Create($"the secret {secret.Name}"));
        var contents = await Task.WhenAll(args.BootstrapObjects.SelectMany(target => target.Data.Values).Select(OutputUtilities.GetValueAsync));
        var objects = args.BootstrapObjects.Select(target => $"{target.IsSecret} {target.Namespace}/{target.Name} {string.Join(' ', target.Data.Keys)}");
        return $"{Shown.Of(args with { Management = null!, Charts = null!, BootstrapObjects = [] })}{string.Join(' ', objects.Concat(contents))}";
    }

    private static SpecificationReading Read(string configuration)
    {
        var reading = ReadAny(configuration);
        Assert.Empty(reading.Findings.Where(finding => finding.IsError).Select(finding => finding.ToString()));
        return reading;
    }

    private static SpecificationReading ReadAny(string configuration)
    {
        using var project = new TemporaryProject();
        project.Write("stacks/classes/other.yaml", "{}\n");
        project.Write("stacks/Pulumi.case.yaml", $"config:\n  infra:karmada: {{ existing: {{ kubeconfig: {{ path: k }} }} }}\n{string.Concat(configuration.Split('\n').Select(line => $"  {line}\n"))}");
        return new SpecificationLoader(project.Files) { RequireBuildable = true }.FromFiles("case");
    }
}
