using System.Collections.Frozen;
using Pulumirpc;

namespace Infra.Engine.Services;

/// <summary>What the engine tells clients that it can do: nothing that it does not do.</summary>
internal static class Features
{
    /// <summary>By the ids of <c>SupportsFeature</c>, which older clients ask one by one.</summary>
    private static readonly FrozenDictionary<string, ResourceMonitorFeature> ById = new Dictionary<string, ResourceMonitorFeature>(StringComparer.Ordinal)
    {
        ["secrets"] = ResourceMonitorFeature.Secrets,
        ["resourceReferences"] = ResourceMonitorFeature.ResourceReferences,
        ["outputValues"] = ResourceMonitorFeature.OutputValues,
        ["aliasSpecs"] = ResourceMonitorFeature.AliasSpecs,
        ["replacementTrigger"] = ResourceMonitorFeature.ReplacementTrigger,
        ["deletedWith"] = ResourceMonitorFeature.DeletedWith,
        ["replaceWith"] = ResourceMonitorFeature.ReplaceWith,
        ["transforms"] = ResourceMonitorFeature.Transforms,
        ["invokeTransforms"] = ResourceMonitorFeature.InvokeTransforms,
        ["parameterization"] = ResourceMonitorFeature.Parameterization,
        ["resourceHooks"] = ResourceMonitorFeature.ResourceHooks,
        ["errorHooks"] = ResourceMonitorFeature.ErrorHooks,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All of them, with those that have no id.</summary>
    public static IEnumerable<ResourceMonitorFeature> All => ById.Values.Append(ResourceMonitorFeature.InvokeDependsOn).Order();

    /// <summary>Whether a feature is supported.</summary>
    public static bool Supports(string id) => ById.ContainsKey(id);
}
