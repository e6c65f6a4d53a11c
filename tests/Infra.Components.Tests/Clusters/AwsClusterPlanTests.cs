using System.Collections.Immutable;
using System.Net;
using Infra.Components.Clusters;
using Infra.Components.Kubernetes;
using Xunit;

namespace Infra.Components.Tests.Clusters;

public sealed class AwsClusterPlanTests
{
    [Fact]
    public void A_pool_is_spread_without_losing_a_node_and_as_evenly_as_can_be()
    {
        foreach (var (minimum, maximum, zones) in from minimum in Enumerable.Range(0, 12) from more in Enumerable.Range(0, 9) from zones in Enumerable.Range(1, 6) select (minimum, minimum + more, zones))
        {
            var spread = AwsClusterPlan.Spread(new NodeCount(minimum, maximum), zones);

            Assert.Equal((minimum, maximum), (spread.Sum(zone => zone.Minimum), spread.Sum(zone => zone.Maximum)));
            Assert.InRange(spread.Max(zone => zone.Minimum) - spread.Min(zone => zone.Minimum), 0, 1);
            Assert.InRange(spread.Max(zone => zone.Maximum) - spread.Min(zone => zone.Maximum), 0, 1);
            Assert.All(spread, zone => Assert.True(zone.Minimum <= zone.Maximum));
        }
    }

    [Fact]
    public void Roles_of_the_longest_name_that_a_cluster_may_have_fit_into_IAM()
    {
        var name = new string('a', 22); // what the name of its load balancer leaves

        Assert.InRange(AwsClusterPlan.ControlPlaneRole(name).Length, 1, 64);
        Assert.InRange(AwsClusterPlan.WorkerRole(name).Length, 1, 64);
    }

    [Fact]
    public void A_name_follows_the_content_whatever_the_order_of_its_fields()
    {
        var one = Fields.Of(("a", 1), ("b", Fields.Of(("c", "x"), ("d", true))));
        var same = Fields.Of(("b", Fields.Of(("d", true), ("c", "x"))), ("a", 1));

        Assert.Equal(AwsClusterPlan.NameByContent("web", one), AwsClusterPlan.NameByContent("web", same));
        Assert.NotEqual(AwsClusterPlan.NameByContent("web", one), AwsClusterPlan.NameByContent("web", one.SetItem("a", 2)));
        Assert.Matches("^web-[0-9a-f]{8}$", AwsClusterPlan.NameByContent("web", one));
    }

    [Fact]
    public void An_autoscaler_is_told_of_labels_and_taints_only_where_a_group_may_have_no_node_to_show_them()
    {
        var pool = new NodePool
        {
            Count = new NodeCount(0, 9),
            InstanceType = "m7i.large",
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add("work", "batch"),
            Taints = [new NodeTaint("work", "batch", NodeTaintEffect.NoSchedule), new NodeTaint("spot", null, NodeTaintEffect.PreferNoSchedule)],
        };

        Assert.Equal(
            [
                "capacity.cluster-autoscaler.kubernetes.io/labels: work=batch",
                "capacity.cluster-autoscaler.kubernetes.io/taints: work=batch:NoSchedule,spot=:PreferNoSchedule",
                "cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size: 3",
                "cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size: 0",
            ],
            Lines(pool, new NodeCount(0, 3)));
        Assert.Contains(
            "capacity.cluster-autoscaler.kubernetes.io/labels: topology.ebs.csi.aws.com/zone=eu-central-1b,topology.kubernetes.io/zone=eu-central-1b,work=batch",
            Lines(pool, new NodeCount(0, 3), "eu-central-1b"));
        Assert.Equal(
            ["cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size: 3", "cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size: 1"],
            Lines(pool, new NodeCount(1, 3)));
        Assert.Empty(Lines(pool, NodeCount.Exactly(3)));

        static IEnumerable<string> Lines(NodePool pool, NodeCount count, string? zone = null) => AwsPoolManifests.Annotations(pool, count, zone)
            .Where(annotation => !annotation.Key.StartsWith("pulumi.com/", StringComparison.Ordinal))
            .Select(annotation => $"{annotation.Key}: {annotation.Value}")
            .Order(StringComparer.Ordinal);
    }

    [Fact]
    public void A_number_of_nodes_prevails_over_what_an_autoscaler_left_there() => Assert.Equal(
        "true",
        AwsPoolManifests.Annotations(new NodePool { Count = NodeCount.Exactly(5), InstanceType = "m7i.large" }, NodeCount.Exactly(5), null)["pulumi.com/patchForce"]);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(5, 5, 2)]
    [InlineData(0, 9, 1)]
    [InlineData(1, 12, 1)]
    [InlineData(10, 30, 4)]
    public void An_ill_node_is_replaced_in_the_smallest_pool_too_and_never_most_of_a_pool(int minimum, int maximum, int most) =>
        Assert.Equal(most, AwsClusterPlan.MostIll(new NodeCount(minimum, maximum)));

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(5, 1, 5)]
    [InlineData(5, 2, 3)]
    [InlineData(40, 4, 10)]
    public void For_each_machine_that_is_replaced_there_is_an_hour(int machines, int atOnce, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), AwsClusterPlan.Patience(machines, atOnce));

    [Fact]
    public void A_group_that_is_to_have_no_node_waits_for_none() => Assert.Equal(
        ["condition=Available", "condition=RollingOut=False"],
        AwsClusterPlan.PoolIsReady(NodeCount.Exactly(0)));

    [Fact]
    public void A_kubelet_gives_itself_no_label_that_the_API_server_would_refuse()
    {
        var labels = ImmutableSortedDictionary<string, string>.Empty.Add("tier", "web").Add("node-role.kubernetes.io/web", "").Add("node-restriction.kubernetes.io/zone", "1");
        var own = Tree.At(KubeadmManifests.Worker(new NodePool { Count = NodeCount.Exactly(1), InstanceType = "m7i.large", Labels = labels }), "template", "spec", "joinConfiguration", "nodeRegistration", "kubeletExtraArgs", 1);

        Assert.Equal("tier=web", Tree.At(own, "value"));
        Assert.Equal(
            Tree.Json("""{ "node-restriction.kubernetes.io/zone": "1", "node-role.kubernetes.io/web": "" }"""),
            Tree.Json(KubeadmManifests.OutsideLabels(labels)!));
    }

    [Fact]
    public void Images_of_Kubernetes_come_from_their_mirror_and_CoreDNS_from_where_it_is_there()
    {
        var args = SelfManagedAws.Cluster with { Mirrors = new ImageMirrors(ImmutableSortedDictionary<string, string>.Empty.Add("registry.k8s.io", "mirror.example.com/k8s")) };
        var configuration = Tree.At(KubeadmManifests.ControlPlane(args, "t", null), "kubeadmConfigSpec", "clusterConfiguration");

        Assert.Equal("mirror.example.com/k8s", Tree.At(configuration, "imageRepository"));
        Assert.Equal("mirror.example.com/k8s/coredns", Tree.At(configuration, "dns", "imageRepository"));
    }

    [Fact]
    public void Values_of_charts_are_read_as_they_are_written_although_they_are_a_template()
    {
        var spec = AwsClusterCharts.Installed("a", new ClusterChart(Versions.Cilium, "cilium", "kube-system", Fields.Of(("name", "{{ .Cluster }}"))));

        Assert.Equal("{\n  \"name\": \"{{\"{{\"}} .Cluster }}\"\n}\n", Tree.At(spec, "valuesTemplate"));
    }

    [Theory]
    [InlineData("1.33.1", "v1.33.0")]
    [InlineData("1.36.1", "v1.35.2")]
    public void The_cloud_controller_is_never_newer_than_the_cluster(string version, string image)
    {
        var chart = AwsClusterCharts.Of("a", SelfManagedAws.Cluster with { Version = version }, null).Single(chart => chart.Release == "aws-cloud-controller-manager");

        Assert.Equal(image, Tree.At(chart.Values, "image", "tag"));
        Assert.Equal(true, Tree.At(chart.Values, "hostNetworking"));
    }

    [Fact]
    public void Every_version_of_Kubernetes_that_clusters_may_have_has_a_cloud_controller() =>
        Assert.All(Versions.KubernetesMinors, minor => Assert.StartsWith("v1.", Versions.AwsCloudControllerImage(minor), StringComparison.Ordinal));

    [Fact]
    public void The_default_class_of_disks_is_encrypted()
    {
        var values = AwsClusterCharts.Of("a", SelfManagedAws.Cluster, "arn:aws:iam::123456789012:role/disks").Single(chart => chart.Release == "aws-ebs-csi-driver").Values;

        Assert.Equal("true", Tree.At(values, "storageClasses", 0, "parameters", "encrypted"));
        Assert.Equal("true", Tree.At(values, "storageClasses", 0, "annotations", "storageclass.kubernetes.io/is-default-class"));
    }

    [Fact]
    public void The_driver_of_disks_has_its_role_although_it_starts_before_the_webhook_that_gives_roles()
    {
        var controller = Tree.At(AwsClusterCharts.Of("a", SelfManagedAws.Cluster, "arn:aws:iam::123456789012:role/disks").Single(chart => chart.Release == "aws-ebs-csi-driver").Values, "controller");
        var folder = $"{Tree.At(controller, "volumeMounts", 0, "mountPath")}";
        var token = Tree.At(controller, "volumes", 0, "projected", "sources", 0, "serviceAccountToken");

        Assert.Equal(("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/disks"), (Tree.At(controller, "env", 0, "name"), Tree.At(controller, "env", 0, "value")));
        Assert.Equal(("AWS_WEB_IDENTITY_TOKEN_FILE", $"{folder}/{Tree.At(token, "path")}"), (Tree.At(controller, "env", 1, "name"), Tree.At(controller, "env", 1, "value")));
        Assert.Equal("sts.amazonaws.com", Tree.At(token, "audience"));
        Assert.Equal(Tree.At(controller, "volumes", 0, "name"), Tree.At(controller, "volumeMounts", 0, "name"));
    }

    [Fact]
    public void What_a_control_plane_needs_runs_there_whatever_taints_it_has()
    {
        var args = SelfManagedAws.Cluster with { ControlPlane = SelfManagedAws.Cluster.ControlPlane with { Taints = [new NodeTaint("dedicated", "etcd", NodeTaintEffect.NoExecute)] } };
        var charts = AwsClusterCharts.Of("a", args, null).ToDictionary(chart => chart.Release, chart => chart.Values, StringComparer.Ordinal);
        var expected = Tree.Json("""{ "effect": "NoExecute", "key": "dedicated", "operator": "Exists" }""");

        Assert.Equal(expected, Tree.Json(Tree.At(charts["aws-cloud-controller-manager"], "tolerations", 3)!));
        Assert.Equal(expected, Tree.Json(Tree.At(charts["aws-ebs-csi-driver"], "controller", "tolerations", 2)!));
    }

    [Fact]
    public void No_chart_waits_for_workers_which_come_after_the_control_plane() => Assert.Equal(
        false,
        Tree.At(AwsClusterCharts.Of("a", SelfManagedAws.Cluster, null).Single(chart => chart.Release == "cert-manager").Values, "startupapicheck", "enabled"));

    [Fact]
    public void An_autoscaler_keeps_a_minimum_that_is_raised() =>
        Assert.Equal(true, Tree.At(ClusterAutoscalerManifests.Values("a", ImageMirrors.None), "extraArgs", "enforce-node-group-min-size"));

    [Fact]
    public void An_object_that_a_cluster_gets_first_comes_with_its_namespace()
    {
        var target = new BootstrapObject { Name = "settings", Namespace = "shop", Data = ImmutableSortedDictionary<string, Pulumi.Output<string>>.Empty };

        Assert.Equal(
            """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}""" + "\n---\n"
            + """{"apiVersion":"v1","data":{"level":"7"},"kind":"ConfigMap","metadata":{"name":"settings","namespace":"shop"}}""",
            BootstrapManifests.Text(target, [KeyValuePair.Create("level", "7")]));
        Assert.DoesNotContain("---", BootstrapManifests.Text(target with { Namespace = "default" }, []), StringComparison.Ordinal);
    }
}
