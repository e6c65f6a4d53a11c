using System.Collections.Immutable;

namespace Infra.Components.Kubernetes;

/// <summary>What a container gets.</summary>
internal static class PodResources
{
    /// <summary>What is reserved for it, and the most that it takes. Where no processor is said as the most, it takes what nobody else needs: one that is throttled answers late.</summary>
    public static ImmutableDictionary<string, object> Of(string cpu, string memory, string mostMemory, string? mostCpu = null) => Fields.Of(
        ("requests", Fields.Of(("cpu", cpu), ("memory", memory))),
        ("limits", Fields.Of(("cpu", mostCpu), ("memory", mostMemory))));
}
