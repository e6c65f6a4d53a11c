using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Pulumi.Kubernetes;
using Xunit;

namespace Infra.Components.Tests.Propagation;

[Collection(Deployments.Name)]
public sealed class ApplicationTests
{
    private static readonly ApplicationContent Service = new ApplicationContent.Service(new Workload { Image = "agent:1" });

    [Fact]
    public async Task Everything_goes_to_Karmada()
    {
        var declared = await DeclareAsync(Service, Override.ForCluster("c").SetReplicas(1));

        Assert.All(
            declared.Resources.Where(resource => resource.Type!.StartsWith("kubernetes:", StringComparison.Ordinal)),
            resource => Assert.Equal("karmada", Declared.ProviderOf(resource)));
    }

    [Fact]
    public async Task An_object_is_declared_once_with_where_it_goes_and_what_differs()
    {
        var declared = await DeclareAsync(Service, Override.ForCluster("c").SetReplicas(1));

        Assert.Equal(
            [
                "infra:propagation:Application agent",
                "kubernetes:apps/v1:Deployment agent/Deployment/agent",
                "kubernetes:core/v1:Service agent/Service/agent",
                "kubernetes:policy.karmada.io/v1alpha1:OverridePolicy agent/Deployment/agent",
                "kubernetes:policy.karmada.io/v1alpha1:PropagationPolicy agent",
                "kubernetes:policy/v1:PodDisruptionBudget agent/PodDisruptionBudget/agent",
            ],
            declared.Resources.Where(resource => resource.Type != "pulumi:providers:kubernetes").Select(resource => $"{resource.Type} {resource.Name}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_waits_for_pods_in_Karmada_which_runs_none()
    {
        var deployment = (await DeclareAsync(Service)).Single("kubernetes:apps/v1:Deployment");

        Assert.Equal("true", Tree.At(deployment.Inputs["metadata"], "annotations", "pulumi.com/skipAwait"));
        Assert.Equal("shop", Tree.At(deployment.Inputs["metadata"], "namespace"));
    }

    [Fact]
    public async Task Objects_outside_namespaces_have_a_policy_of_their_own()
    {
        var declared = await DeclareAsync(new ApplicationContent.Objects(
        [
            new KubernetesObject("v1", "ConfigMap", "x", ImmutableDictionary<string, object>.Empty),
            new KubernetesObject("rbac.authorization.k8s.io/v1", "ClusterRole", "y", ImmutableDictionary<string, object>.Empty),
        ]));

        Assert.Equal("x", Tree.At(declared.Single("kubernetes:policy.karmada.io/v1alpha1:PropagationPolicy").Inputs["spec"], "resourceSelectors", 0, "name"));
        Assert.Equal("y", Tree.At(declared.Single("kubernetes:policy.karmada.io/v1alpha1:ClusterPropagationPolicy").Inputs["spec"], "resourceSelectors", 0, "name"));
    }

    private static Task<Declared> DeclareAsync(ApplicationContent content, params Override[] overrides) => Declared.ByAsync(() => _ = new Application("agent", new ApplicationArgs
    {
        Namespace = "shop",
        Content = content,
        Placement = Placement.OnFleet("f"),
        Overrides = [.. overrides],
        Karmada = new Provider("karmada"),
    }));
}
