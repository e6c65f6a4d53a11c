using Infra.Components.Kubernetes;

namespace Infra.Components.Fleets;

/// <summary>The labels by which Karmada's Cluster objects say where they belong.</summary>
/// <remarks>They are a contract: placements select by them, so a rename moves applications. <c>.internal</c> is the top-level domain reserved for private use.</remarks>
public static class FleetLabels
{
    /// <summary>The value of every membership label.</summary>
    public const string Member = "true";

    /// <summary>The key of the label that says which stack a cluster belongs to, where several share a Karmada.</summary>
    public const string Stack = "infra.internal/stack";

    /// <summary>The label's key for one fleet. A cluster may be in several fleets, so each fleet has its own key.</summary>
    /// <exception cref="ArgumentException">The fleet's name is not a DNS-1123 label.</exception>
    public static string Key(string fleet) => $"fleet.infra.internal/{KubernetesNames.Checked(fleet, "fleet")}";
}
