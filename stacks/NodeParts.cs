using Infra.Components.Clusters;
using Infra.Stacks.Specification;

namespace Infra.Stacks;

/// <summary>What a specification makes of nodes, whichever machines they are on.</summary>
internal static class NodeParts
{
    /// <summary>A keeper-away of pods that do not tolerate it.</summary>
    public static NodeTaint Taint(TaintSpec taint) => new(taint.Key, taint.Value, Effect(taint.Effect));

    /// <summary>What connects pods.</summary>
    public static NetworkPluginKind NetworkPlugin(ContainerNetwork network) => network switch
    {
        ContainerNetwork.Calico => NetworkPluginKind.Calico,
        ContainerNetwork.Cilium => NetworkPluginKind.Cilium,
        _ => throw new ArgumentOutOfRangeException(nameof(network), network, "no plug-in of networks"),
    };

    private static NodeTaintEffect Effect(TaintEffect effect) => effect switch
    {
        TaintEffect.NoSchedule => NodeTaintEffect.NoSchedule,
        TaintEffect.PreferNoSchedule => NodeTaintEffect.PreferNoSchedule,
        TaintEffect.NoExecute => NodeTaintEffect.NoExecute,
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "no effect of a taint"),
    };
}
