using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Infra.Components.Management;
using Infra.Components.Propagation;
using Pulumi;

namespace Infra.Stacks.Addons;

/// <summary>Delivers what a specification asks for, each add-on after those that it requires.</summary>
internal static class AddonDeployment
{
    /// <summary>Delivers the add-ons.</summary>
    /// <param name="context">What they may ask for.</param>
    /// <param name="karmada">The Karmada that takes them to members.</param>
    /// <param name="hub">The management cluster; null where this stack has none.</param>
    /// <param name="ready">What must be there before anything is delivered.</param>
    public static ImmutableArray<FleetAddon> Deploy(AddonContext context, KarmadaControlPlane karmada, ClusterAccess? hub, ImmutableArray<Resource> ready)
    {
        var placed = AddonSources.Of(context.Platform);
        var charts = placed.Where(addon => addon.Addon.Content is AddonContent.Helm && addon.Addon.RunsOn != AddonPlace.Hub).Select(addon => addon.Addon.Name).ToImmutableHashSet(StringComparer.Ordinal);
        var deployed = new Dictionary<string, FleetAddon>(StringComparer.Ordinal);
        foreach (var addon in placed)
        {
            deployed[addon.Addon.Name] = new FleetAddon(addon.Addon.Name, new FleetAddonArgs
            {
                Addon = addon.Addon,
                On = (addon.On ?? ClusterSelection.All) with { Stack = context.Stack },
                Scope = context.Stack,
                Karmada = karmada.Connection,
                Hub = hub,
                Overrides = addon.Overrides,
                Rollout = addon.Rollout,
                IsSuspended = addon.IsSuspended,
                MakesNamespace = !addon.IsGuest && !context.Platform.IsShared(addon.Addon.Namespace),
                Secrets = addon.Secrets(context),
                SecretValues = addon.SecretValues(context),
                WaitsFor = [.. addon.Addon.Requires.Where(charts.Contains)],
                Needs = [.. ready, .. addon.Mesh is { } mesh ? context.Meshes.GetValueOrDefault(mesh, []) : [], .. addon.After.Where(deployed.ContainsKey).SelectMany(required => deployed[required].Ready)],
            });
        }

        return [.. deployed.OrderBy(addon => addon.Key, StringComparer.Ordinal).Select(addon => addon.Value)];
    }
}
