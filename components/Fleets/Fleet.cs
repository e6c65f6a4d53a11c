using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Infra.Components.Fleets;

/// <summary>A group of clusters that share what is delivered to the group.</summary>
/// <remarks>
/// A fleet is a label on Karmada's Cluster objects. What it shares is written once to Karmada and selected by that label,
/// so the cost does not grow with the number of clusters, and a new member gets everything by being labelled.
/// </remarks>
public sealed class Fleet : ComponentResource
{
    /// <summary>The fleet's name, as placements say it.</summary>
    public string FleetName { get; }

    /// <summary>What must be there before an application is placed on the fleet.</summary>
    public ImmutableArray<Resource> Shared { get; }

    /// <summary>What everything that goes to members depends on, so that it leaves them before they leave Karmada: one resource that stands for thousands.</summary>
    /// <value>Empty where the fleet shares nothing; Karmada then takes away what a member has when the member leaves.</value>
    public ImmutableArray<Resource> Formed { get; }

    /// <summary>Makes the fleet of the given name.</summary>
    public Fleet(string name, FleetArgs args, ComponentResourceOptions? options = null)
        : base("infra:fleets:Fleet", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        FleetName = name;
        var karmada = new CustomResourceOptions { Parent = this, Provider = args.Karmada, DependsOn = { args.Members.Select(member => member.Cluster).ToArray() } };

        var namespaces = args.Namespaces.Select(FleetManifests.Namespace).ToImmutableArray();
        Shared = [.. namespaces.Select(shared => KubernetesObjectResource.Create($"{name}/{shared.Name}", shared, shared.Name, karmada))];
        if (!namespaces.IsEmpty)
        {
            var policy = new SpecArgs("policy.karmada.io/v1alpha1", "ClusterPropagationPolicy")
            {
                Metadata = new ObjectMetaArgs { Name = $"fleet-{name}" },
                Spec = FleetManifests.Policy(name, namespaces),
            };
            // After the namespaces, as it stands for all of them.
            Shared = Shared.Add(new CustomObject($"{name}-policy", policy, karmada.After(Shared)));
        }

        Formed = [.. Shared.TakeLast(1)];
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["label"] = FleetLabels.Key(name),
            ["members"] = args.Members.Select(member => member.ClusterName).ToImmutableArray(),
        });
    }
}
