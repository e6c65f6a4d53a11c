using System.Collections.Immutable;
using System.Net;
using Infra.Components.Clusters;
using Pulumi;
using Xunit;

namespace Infra.Components.Tests.Clusters;

/// <summary>What a change of a cluster's description changes, and that it changes nothing else. A <c>!</c> is an object of another name, so another object.</summary>
[Collection(Deployments.Name)]
public sealed class AwsClusterChangeTests
{
    private static BootstrapObject Settings { get; } =
        new() { Name = "settings", Data = ImmutableSortedDictionary<string, Output<string>>.Empty.Add("level", Output.Create("7")) };

    /// <summary>By name, a change, and what differs after it.</summary>
    public static TheoryData<string, Func<AwsClusterArgs, AwsClusterArgs>, string[]> Changes { get; } = new()
    {
        { "replicas", args => Web(args, pool => pool with { Count = NodeCount.Exactly(8) }), [.. Groups("web", "replicas"), .. Groups("web", "metadata"), "MachineHealthCheck prod-cloud-web remediation"] },
        { "one more", args => Web(args, pool => pool with { Count = NodeCount.Exactly(6) }), ["MachineDeployment prod-cloud-web-2 metadata", "MachineDeployment prod-cloud-web-2 replicas"] },
        {
            "bounds",
            args => Batch(args, pool => pool with { Count = new NodeCount(0, 12) }),
            ["MachineDeployment prod-cloud-batch-1 metadata", "MachineDeployment prod-cloud-batch-2 metadata"]
        },
        {
            "version",
            args => args with { Version = "1.36.1" },
            [
                "KubeadmControlPlane prod-cloud-control-plane metadata", "KubeadmControlPlane prod-cloud-control-plane version",
                .. Groups("batch", "template"), .. Groups("web", "template"),
            ]
        },
        { "version of a pool", args => Web(args, pool => pool with { Version = "1.34.4" }), [.. Groups("web", "template")] },
        {
            "instance type",
            args => Web(args, pool => pool with { InstanceType = "m7i.2xlarge" }),
            ["AWSMachineTemplate prod-cloud-web !", "AWSMachineTemplate prod-cloud-web template", .. Groups("web", "template")]
        },
        {
            "disks",
            args => Web(args, pool => pool with { RootVolume = new NodeVolume(80), Volumes = [new NodeVolume(200)] }),
            ["AWSMachineTemplate prod-cloud-web !", "AWSMachineTemplate prod-cloud-web template", .. Groups("web", "template")]
        },
        {
            "spot",
            args => Web(args, pool => pool with { IsSpot = true }),
            ["AWSMachineTemplate prod-cloud-web !", "AWSMachineTemplate prod-cloud-web template", .. Groups("web", "template")]
        },
        {
            "label",
            args => Web(args, pool => pool with { Labels = pool.Labels.Add("a", "b") }),
            ["KubeadmConfigTemplate prod-cloud-web !", "KubeadmConfigTemplate prod-cloud-web template", .. Groups("web", "template")]
        },
        { "label that Cluster API sets", args => Web(args, pool => pool with { Labels = pool.Labels.Add("node-role.kubernetes.io/web", "") }), [.. Groups("web", "template")] },
        {
            "taint",
            args => Web(args, pool => pool with { Taints = [new NodeTaint("a", null, NodeTaintEffect.NoExecute)] }),
            ["KubeadmConfigTemplate prod-cloud-web !", "KubeadmConfigTemplate prod-cloud-web template", .. Groups("web", "template")]
        },
        { "rollout", args => Web(args, pool => pool with { MaximumSurge = 2 }), [.. Groups("web", "rollout")] },
        {
            "pool that leaves",
            args => args with { Pools = args.Pools.Remove("web") },
            [
                "-AWSMachineTemplate prod-cloud-web", "-KubeadmConfigTemplate prod-cloud-web", "-MachineDeployment prod-cloud-web-0", "-MachineDeployment prod-cloud-web-1",
                "-MachineDeployment prod-cloud-web-2", "-MachineHealthCheck prod-cloud-web",
            ]
        },
        { "control planes", args => args with { ControlPlane = args.ControlPlane with { Replicas = 5 } }, ["KubeadmControlPlane prod-cloud-control-plane replicas"] },
        {
            "type of the control plane",
            args => args with { ControlPlane = args.ControlPlane with { InstanceType = "m7i.xlarge" } },
            [
                "AWSMachineTemplate prod-cloud-control-plane !", "AWSMachineTemplate prod-cloud-control-plane template",
                "KubeadmControlPlane prod-cloud-control-plane machineTemplate",
            ]
        },
        {
            "disks of the control plane",
            args => args with { ControlPlane = args.ControlPlane with { RootVolume = new NodeVolume(100), Volumes = [new NodeVolume(20)] } },
            [
                "AWSMachineTemplate prod-cloud-control-plane !", "AWSMachineTemplate prod-cloud-control-plane template",
                "KubeadmControlPlane prod-cloud-control-plane machineTemplate",
            ]
        },
        {
            "label of the control plane",
            args => args with { ControlPlane = args.ControlPlane with { Labels = args.ControlPlane.Labels.Add("a", "b") } },
            ["KubeadmControlPlane prod-cloud-control-plane kubeadmConfigSpec"]
        },
        {
            "taint of the control plane",
            args => args with { ControlPlane = args.ControlPlane with { Taints = [new NodeTaint("a", null, NodeTaintEffect.NoExecute)] } },
            [
                // What runs on the control plane tolerates it.
                "HelmChartProxy prod-cloud-aws-cloud-controller-manager valuesTemplate", "HelmChartProxy prod-cloud-aws-ebs-csi-driver valuesTemplate",
                "KubeadmControlPlane prod-cloud-control-plane kubeadmConfigSpec",
            ]
        },
        {
            "images",
            args => args with { Images = new AwsMachineImages("123456789012", "own-{{.K8sVersion}}", "ubuntu-24.04") },
            [
                "AWSMachineTemplate prod-cloud-batch !", "AWSMachineTemplate prod-cloud-batch template", "AWSMachineTemplate prod-cloud-control-plane !",
                "AWSMachineTemplate prod-cloud-control-plane template", "AWSMachineTemplate prod-cloud-web !", "AWSMachineTemplate prod-cloud-web template",
                "KubeadmControlPlane prod-cloud-control-plane machineTemplate", .. Groups("batch", "template"), .. Groups("web", "template"),
            ]
        },
        {
            "key pair",
            args => args with { SshKeyName = "operators" },
            [
                "AWSCluster prod-cloud sshKeyName", "AWSMachineTemplate prod-cloud-batch !", "AWSMachineTemplate prod-cloud-batch template",
                "AWSMachineTemplate prod-cloud-control-plane !", "AWSMachineTemplate prod-cloud-control-plane template", "AWSMachineTemplate prod-cloud-web !",
                "AWSMachineTemplate prod-cloud-web template", "KubeadmControlPlane prod-cloud-control-plane machineTemplate", .. Groups("batch", "template"),
                .. Groups("web", "template"),
            ]
        },
        { "role", args => args with { Role = SelfManagedAws.Role }, ["+AWSClusterRoleIdentity prod-cloud", "AWSCluster prod-cloud identityRef", "aws prod-cloud-aws assumeRoles"] },
        {
            "gateways",
            args => args with { Vpc = new AwsVpc.Created { Zones = Aws.Zones, HasGatewayPerZone = false } },
            [
                "-Eip prod-cloud-nat-1", "-Eip prod-cloud-nat-2", "-NatGateway prod-cloud-nat-1", "-NatGateway prod-cloud-nat-2", "Route prod-cloud-private-1 natGatewayId",
                "Route prod-cloud-private-2 natGatewayId",
            ]
        },
        { "objects", args => args with { BootstrapObjects = [Settings] }, ["+ClusterResourceSet prod-cloud-bootstrap", "+Secret prod-cloud-bootstrap"] },
        { "version of a chart", args => args with { Charts = chart => chart.Name == "tigera-operator" ? chart with { Version = "v9.9.9" } : chart }, ["HelmChartProxy prod-cloud-calico version"] },
        { "labels in Karmada", args => args with { Labels = args.Labels.Add("wave", "canary"), Region = "eu", Provider = "aws" }, [] },
        // What a specification refuses to change once a cluster stands (Fixed), so that nobody is surprised by what it would come to.
        { "who reaches the API (refused)", args => args with { HasPublicEndpoint = false }, ["AWSCluster prod-cloud controlPlaneLoadBalancer"] },
        { "addresses of services (refused)", args => args with { ServiceCidr = IPNetwork.Parse("10.97.0.0/16") }, ["Cluster prod-cloud clusterNetwork"] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_reaches_what_it_is_about_and_nothing_else(string name, Func<AwsClusterArgs, AwsClusterArgs> change, string[] expected)
    {
        Assert.NotEmpty(name);
        var before = ByName(await SelfManagedAws.MakeAsync());
        var after = ByName(await SelfManagedAws.MakeAsync(change));

        Assert.Equal(expected.Order(StringComparer.Ordinal), Differences(before, after).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_description_gives_the_same_names() =>
        Assert.Empty(Differences(ByName(await SelfManagedAws.MakeAsync()), ByName(await SelfManagedAws.MakeAsync(args => args with { }))));

    private static IEnumerable<string> Groups(string pool, string field) => Enumerable.Range(0, 3).Select(zone => $"MachineDeployment prod-cloud-{pool}-{zone} {field}");

    private static IEnumerable<string> Differences(Dictionary<string, Dictionary<string, string>> before, Dictionary<string, Dictionary<string, string>> after) =>
    [
        .. before.Keys.Except(after.Keys).Select(gone => $"-{gone}"),
        .. after.Keys.Except(before.Keys).Select(added => $"+{added}"),
        .. before.Keys.Intersect(after.Keys).SelectMany(name => before[name].Keys.Union(after[name].Keys)
            .Where(field => before[name].GetValueOrDefault(field) != after[name].GetValueOrDefault(field))
            .Select(field => $"{name} {field}")),
    ];

    // Of an object of Cluster API the fields of its spec; its name apart from the rest of its metadata.
    private static Dictionary<string, Dictionary<string, string>> ByName(Declared declared) => declared.Resources
        .Where(resource => resource.Name != "kurator-mgmt")
        .ToDictionary(resource => $"{resource.Type!.Split(':')[^1]} {resource.Name}", resource => Fields(resource.Inputs), StringComparer.Ordinal);

    private static Dictionary<string, string> Fields(ImmutableDictionary<string, object> inputs)
    {
        var all = inputs.TryGetValue("spec", out var spec) && spec is ImmutableDictionary<string, object> fields ? inputs.Remove("spec").SetItems(fields) : inputs;
        if (all.GetValueOrDefault("metadata") is ImmutableDictionary<string, object> metadata)
            all = all.SetItem("!", metadata["name"]!).SetItem("metadata", metadata.Remove("name"));
        return all.ToDictionary(field => field.Key, field => Tree.Json(new Dictionary<string, object> { ["value"] = field.Value! }), StringComparer.Ordinal);
    }

    private static AwsClusterArgs Web(AwsClusterArgs args, Func<NodePool, NodePool> change) => SelfManagedAws.WithPool(args, "web", change);

    private static AwsClusterArgs Batch(AwsClusterArgs args, Func<NodePool, NodePool> change) => SelfManagedAws.WithPool(args, "batch", change);
}
