using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Fleets;

/// <summary>The objects that a fleet shares.</summary>
public static class FleetManifests
{
    // Karmada copies every new namespace to every member unless it is told not to; a fleet's namespace belongs to the fleet alone.
    internal const string NoAutomaticPropagation = "namespace.karmada.io/skip-auto-propagation";

    /// <summary>A shared namespace, guarded by Pod Security admission.</summary>
    public static KubernetesObject Namespace(SharedNamespace shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        return new KubernetesObject("v1", "Namespace", shared.Name, ImmutableDictionary<string, object>.Empty)
        {
            Labels = shared.Labels.SetItem(NoAutomaticPropagation, "true").SetItems(PodSecurityLabels(shared.PodSecurity)),
        };
    }

    /// <summary>The labels by which Pod Security admission guards a namespace.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> PodSecurityLabels(PodSecurityLevel level)
    {
        var text = level switch
        {
            PodSecurityLevel.Privileged => "privileged",
            PodSecurityLevel.Baseline => "baseline",
            _ => "restricted",
        };
        return [KeyValuePair.Create("pod-security.kubernetes.io/enforce", text), KeyValuePair.Create("pod-security.kubernetes.io/warn", text)];
    }

    /// <summary>The policy that takes what is shared to every member, now and later.</summary>
    public static ImmutableDictionary<string, object> Policy(string fleet, IEnumerable<KubernetesObject> shared) =>
        PropagationManifests.Policy(shared, Placement.OnFleet(fleet));
}
