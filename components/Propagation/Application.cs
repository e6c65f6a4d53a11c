using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Infra.Components.Propagation;

/// <summary>An application that is declared once, in Karmada, and runs on all clusters of its placement.</summary>
public sealed class Application : ComponentResource
{
    private const string PolicyVersion = "policy.karmada.io/v1alpha1";

    /// <summary>Declares the application of the given name.</summary>
    /// <exception cref="ArgumentException">An override asks for what the application does not have.</exception>
    public Application(string name, ApplicationArgs args, ComponentResourceOptions? options = null)
        : base("infra:propagation:Application", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var objects = OverrideManifests.WithRoomFor(ApplicationManifests.Objects(name, args.Namespace, args.Content), args.Overrides);
        var karmada = new CustomResourceOptions { Parent = this, Provider = args.Karmada, DependsOn = { args.Needs.ToArray() } };

        // First what differs and where to, then the objects: Karmada must never see an object without its policies,
        // or a cluster would run for a moment what it was to have otherwise. At destroy the objects leave first.
        var policies = ImmutableArray.CreateBuilder<Resource>();
        foreach (var (target, spec) in OverrideManifests.Policies(objects, args.Overrides))
            policies.Add(Policy($"{name}/{target.Kind}/{target.Name}", "OverridePolicy", Name(target), target.IsClusterScoped, spec));
        foreach (var scope in objects.GroupBy(target => target.IsClusterScoped))
            policies.Add(Policy(name, "PropagationPolicy", name, scope.Key, PropagationManifests.Policy(scope, args.Placement)));

        var placed = karmada.After(policies);
        foreach (var target in objects)
            KubernetesObjectResource.Create($"{name}/{target.Kind}/{target.Name}", Template(target), args.Namespace, placed);

        RegisterOutputs(new Dictionary<string, object?> { ["namespace"] = args.Namespace });

        CustomObject Policy(string logicalName, string kind, string policy, bool clusterScoped, ImmutableDictionary<string, object> spec) => new(
            logicalName,
            new SpecArgs(PolicyVersion, clusterScoped ? $"Cluster{kind}" : kind)
            {
                Metadata = new ObjectMetaArgs { Name = policy, Namespace = clusterScoped ? (Input<string>?)null : args.Namespace },
                Spec = spec,
            },
            karmada);
    }

    private static string Name(KubernetesObject target) => $"{target.Name}-{target.Kind.ToLowerInvariant()}";

    // Karmada runs no pods, so waiting for the object's pods there would never end; the members' state is in its status.
    private static KubernetesObject Template(KubernetesObject target) =>
        target with { Annotations = target.Annotations.SetItem("pulumi.com/skipAwait", "true") };
}
