using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Xunit;

namespace Infra.Components.Tests.Propagation;

public sealed class WorkloadManifestsTests
{
    private static readonly Workload Plain = new() { Image = "registry.example.com/agent:1" };

    private static readonly Workload WithFiles = Plain with { Files = ImmutableSortedDictionary<string, string>.Empty.Add("a.yaml", "x") };

    [Fact]
    public void A_workload_is_a_Deployment_a_Service_and_a_disruption_budget() =>
        Assert.Equal(["Deployment", "Service", "PodDisruptionBudget"], WorkloadManifests.Objects("agent", Plain).Select(target => target.Kind));

    [Fact]
    public void Files_come_first_because_pods_mount_them() =>
        Assert.Equal("ConfigMap", WorkloadManifests.Objects("agent", WithFiles)[0].Kind);

    [Fact]
    public void Pods_meet_the_restricted_pod_security_level()
    {
        var pod = Pod(Plain);

        Assert.Equal(true, Tree.At(pod, "securityContext", "runAsNonRoot"));
        Assert.Equal("RuntimeDefault", Tree.At(pod, "securityContext", "seccompProfile", "type"));
        Assert.Equal(
            Tree.Json("""{ "allowPrivilegeEscalation": false, "capabilities": { "drop": [ "ALL" ] }, "readOnlyRootFilesystem": true }"""),
            Tree.Json(Tree.At(pod, "containers", 0, "securityContext")!));
    }

    [Fact]
    public void Pods_are_given_no_credential_of_the_cluster() => Assert.Equal(false, Tree.At(Pod(Plain), "automountServiceAccountToken"));

    [Fact]
    public void Containers_have_requests_limits_and_all_three_probes()
    {
        var container = Tree.At(Pod(Plain), "containers", 0);

        Assert.Equal(
            Tree.Json("""{ "limits": { "cpu": "500m", "memory": "128Mi" }, "requests": { "cpu": "50m", "memory": "128Mi" } }"""),
            Tree.Json(Tree.At(container, "resources")!));
        Assert.Equal("/healthz", Tree.At(container, "startupProbe", "httpGet", "path"));
        Assert.Equal("/healthz", Tree.At(container, "livenessProbe", "httpGet", "path"));
        Assert.Equal("/readyz", Tree.At(container, "readinessProbe", "httpGet", "path"));
    }

    [Fact]
    public void A_file_that_changes_changes_the_pods() => Assert.NotEqual(
        Digest(WithFiles), Digest(WithFiles with { Files = WithFiles.Files.SetItem("a.yaml", "y") }));

    [Fact]
    public void The_Service_selects_the_pods()
    {
        var objects = WorkloadManifests.Objects("agent", Plain);

        Assert.Equal(
            Tree.Json(Tree.At(objects[0].Content, "spec", "template", "metadata", "labels")!),
            Tree.Json(Tree.At(objects[1].Content, "spec", "selector")!));
    }

    private static object? Pod(Workload workload) =>
        Tree.At(WorkloadManifests.Objects("agent", workload).Single(target => target.Kind == "Deployment").Content, "spec", "template", "spec");

    private static object? Digest(Workload workload) => Tree.At(
        WorkloadManifests.Objects("agent", workload).Single(target => target.Kind == "Deployment").Content,
        "spec", "template", "metadata", "annotations", "digest.infra.internal/a.yaml");
}
