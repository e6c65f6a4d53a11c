using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Fleets;

/// <summary>The objects that a fleet shares.</summary>
public static class FleetManifests
{
    // Karmada copies every new namespace to every member unless it is told not to; a fleet's namespace belongs to the fleet alone.
    private const string NoAutomaticPropagation = "namespace.karmada.io/skip-auto-propagation";

    /// <summary>A shared namespace, guarded by Pod Security admission.</summary>
    public static KubernetesObject Namespace(SharedNamespace shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        var level = shared.PodSecurity switch
        {
            PodSecurityLevel.Privileged => "privileged",
            PodSecurityLevel.Baseline => "baseline",
            _ => "restricted",
        };
        return new KubernetesObject("v1", "Namespace", shared.Name, ImmutableDictionary<string, object>.Empty)
        {
            Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
                .Add(NoAutomaticPropagation, "true")
                .Add("pod-security.kubernetes.io/enforce", level)
                .Add("pod-security.kubernetes.io/warn", level),
        };
    }

    /// <summary>The policy that takes what is shared to every member, now and later.</summary>
    public static ImmutableDictionary<string, object> Policy(string fleet, IEnumerable<KubernetesObject> shared) =>
        PropagationManifests.Policy(shared, Placement.OnFleet(fleet));
}
