using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Fleets.Interpreters;
using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Infra.Components.Fleets;

/// <summary>Makes Karmada fit to deliver charts: Flux in every member, the definitions of Flux' objects in Karmada, and what Karmada must know to read back how they fare.</summary>
/// <remarks>It is there once for each Karmada, made by the stack that has it; the other stacks rely on it.</remarks>
public sealed class GitOpsDelivery : ComponentResource
{
    /// <summary>What add-ons depend on.</summary>
    public ImmutableArray<Resource> Ready { get; }

    /// <summary>Makes the delivery.</summary>
    public GitOpsDelivery(string name, GitOpsDeliveryArgs args, ComponentResourceOptions? options = null)
        : base("infra:fleets:GitOpsDelivery", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var karmada = new CustomResourceOptions { Parent = this, Provider = args.Karmada };
        var system = Create(name, GitOpsDeliveryManifests.SystemNamespace, karmada);
        var home = Create(name, GitOpsDeliveryManifests.FluxNamespace, karmada);
        var policy = new CustomObject(
            $"{name}-policy",
            new SpecArgs("policy.karmada.io/v1alpha1", "ClusterPropagationPolicy") { Metadata = new ObjectMetaArgs { Name = "infra-flux" }, Spec = GitOpsDeliveryManifests.Policy() },
            karmada);

        // To Helm, Karmada's API is a cluster: what the chart makes there are templates, which the policy takes to the members. None of it runs in Karmada, so there is nothing to wait for, and the
        // check that the chart runs first would never end.
        var release = new ClusterChart(args.Chart, "flux", GitOpsDeliveryManifests.Namespace, GitOpsDeliveryManifests.Values(args.Mirrors)).Args();
        release.SkipAwait = true;
        // Hooks, that is: pulumi-kubernetes asks the one when it installs and the other when it upgrades.
        release.DisableWebhooks = true;
        release.DisableCRDHooks = true;
        var flux = new Release($"{name}-flux", release, karmada.After(home, policy));

        // Without these Karmada copies Flux' objects, but cannot tell whether they are ready where they are.
        var interpreters = InterpreterManifests.All.Select(interpreter => KubernetesObjectResource.Create($"{name}/{interpreter.Kind}/{interpreter.Name}", interpreter, interpreter.Name, karmada));
        var definitions = KnownKind.OfPlatform.Concat(args.Kinds).Select(kind => Create(name, GitOpsDeliveryManifests.Definition(kind), karmada));
        Ready = [system, flux, .. interpreters, .. definitions];
        RegisterOutputs(new Dictionary<string, object?> { ["version"] = args.Chart.Version });
    }

    private static Pulumi.CustomResource Create(string name, KubernetesObject item, CustomResourceOptions options) =>
        KubernetesObjectResource.Create($"{name}/{item.Kind}/{item.Name}", item, item.Name, options);
}
