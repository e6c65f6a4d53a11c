using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Policies;
using Infra.Policies;

namespace Infra.Interop.Tests.Policies;

/// <summary>The conditions of an exception are asked of objects, by the same evaluators as policies: what is meant by it and nothing beside.</summary>
public sealed class ExceptionConditionTests : IDisposable
{
    // Each with what the names of its pods' owners look like where Kubernetes makes them.
    private const string Resources =
        """
        { apiVersion: apps/v1, kind: DaemonSet, metadata: { name: agent, namespace: shop } }
        ---
        { apiVersion: apps/v1, kind: Deployment, metadata: { name: agent-admin, namespace: shop } }
        ---
        { apiVersion: v1, kind: Pod, metadata: { name: of-daemon-set, namespace: shop, ownerReferences: [{ apiVersion: apps/v1, kind: DaemonSet, name: agent, uid: u }] } }
        ---
        { apiVersion: v1, kind: Pod, metadata: { name: of-deployment, namespace: shop, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: agent-6d5f8c7b9d, uid: u }] } }
        ---
        { apiVersion: v1, kind: Pod, metadata: { name: of-cron-job, namespace: shop, ownerReferences: [{ apiVersion: batch/v1, kind: Job, name: agent-29384756, uid: u }] } }
        ---
        { apiVersion: v1, kind: Pod, metadata: { name: of-another-deployment, namespace: shop, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: agent-admin-6d5f8c7b9d, uid: u }] } }
        ---
        { apiVersion: v1, kind: Pod, metadata: { name: of-another-job, namespace: shop, ownerReferences: [{ apiVersion: batch/v1, kind: Job, name: agent-migrate, uid: u }] } }
        ---
        { apiVersion: v1, kind: Pod, metadata: { name: of-another-namespace, namespace: bank, ownerReferences: [{ apiVersion: apps/v1, kind: DaemonSet, name: agent, uid: u }] } }
        ---
        { apiVersion: v1, kind: Pod, metadata: { name: of-nobody, namespace: shop } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("infra-exception-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_exception_is_for_its_workloads_and_their_pods()
    {
        var complaints = await ComplaintsAsync(
            new PolicyException
            {
                Name = "agent",
                Policies = ["owned"],
                Namespaces = ["shop", "it's"],
                Workloads = ["agent"],
                Kinds = ["CronJob", "DaemonSet", "Deployment"],
                Who = "us",
                Why = "why",
                Until = new DateOnly(2027, 1, 1),
            },
            ("DaemonSet", "agent", true), ("Deployment", "agent-admin", false),
            ("Pod", "of-daemon-set", true), ("Pod", "of-deployment", true), ("Pod", "of-cron-job", true),
            ("Pod", "of-another-deployment", false), ("Pod", "of-another-job", false), ("Pod", "of-another-namespace", false), ("Pod", "of-nobody", false));

        Assert.Empty(complaints);
    }

    [Fact]
    public async Task An_exception_without_workloads_is_for_all_of_its_kinds_in_its_namespaces()
    {
        var complaints = await ComplaintsAsync(
            new PolicyException { Name = "pods", Policies = ["owned"], Namespaces = ["shop"], Kinds = ["Pod"], Who = "us", Why = "why", Until = new DateOnly(2027, 1, 1) },
            ("DaemonSet", "agent", false), ("Deployment", "agent-admin", false),
            ("Pod", "of-daemon-set", true), ("Pod", "of-deployment", true), ("Pod", "of-cron-job", true),
            ("Pod", "of-another-deployment", true), ("Pod", "of-another-job", true), ("Pod", "of-another-namespace", false), ("Pod", "of-nobody", true));

        Assert.Empty(complaints);
    }

    // A policy that passes what the exception is for.
    private async Task<IEnumerable<string>> ComplaintsAsync(PolicyException exception, params (string Kind, string Name, bool IsMeant)[] objects)
    {
        var policy = PolicyLibrary.Read(Prerequisites.RepositoryRoot).Policies.First(policy => policy.Id == "disallow-host-path");
        var addon = FleetPolicy.Addon(new FleetPolicyPlan { Fleet = "f", Policies = [new ChosenPolicy(policy, PolicyAction.Enforce)], Exceptions = [exception with { Policies = [policy.Id] }] });
        var spec = (ImmutableDictionary<string, object>)((AddonContent.Objects)addon.Content).Items[^1].Content["spec"];
        var conditions = ((ImmutableArray<object>)spec["matchConditions"]).Cast<ImmutableDictionary<string, object>>().Select(condition => $"({condition["expression"]})");
        await WriteAsync("policy.yaml", $$"""
            apiVersion: policies.kyverno.io/v1
            kind: ValidatingPolicy
            metadata: { name: owned }
            spec:
              matchConstraints:
                resourceRules:
                  - { apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }
                  - { apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [daemonsets, deployments] }
              validations:
                - message: no
                  expression: >-
                    {{string.Join(" && ", conditions)}}
            """);
        await WriteAsync("resources.yaml", Resources);
        await WriteAsync("kyverno-test.yaml", $"""
            apiVersion: cli.kyverno.io/v1alpha1
            kind: Test
            metadata: {"{"} name: owned {"}"}
            policies: [policy.yaml]
            resources: [resources.yaml]
            results:
            {string.Join('\n', objects.Select(item => $"  - {{ policy: owned, isValidatingPolicy: true, kind: {item.Kind}, resources: [{item.Name}], result: {(item.IsMeant ? "pass" : "fail")} }}"))}
            """);
        return (await PolicyEvaluation.RunAsync(_folder)).SelectMany(evaluation => evaluation.Complaints);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder, name), text, TestContext.Current.CancellationToken);
}
