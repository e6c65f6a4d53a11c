using System.Collections.Immutable;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>All sources of add-ons. One that is written in C# is a line here.</summary>
public static class AddonSources
{
    /// <summary>The sources.</summary>
    public static ImmutableArray<IAddonSource> All { get; } = [new SpecifiedAddons(), new MonitoringMembers(), new PlatformPolicies(), new LoadBalancers(), new Meshes()];

    /// <summary>Every add-on that the specification asks for, those that are required before those that require them.</summary>
    public static ImmutableArray<PlacedAddon> Of(PlatformSpec platform) => InOrder([.. All.SelectMany(source => source.AddonsOf(platform)).OrderBy(placed => placed.Addon.Name, StringComparer.Ordinal)]);

    // A circle is refused before anything is built; here it is merely no reason to go on for ever.
    private static ImmutableArray<PlacedAddon> InOrder(ImmutableArray<PlacedAddon> addons)
    {
        var byName = addons.ToLookup(placed => placed.Addon.Name, StringComparer.Ordinal);
        var seen = new HashSet<PlacedAddon>(ReferenceEqualityComparer.Instance);
        var order = ImmutableArray.CreateBuilder<PlacedAddon>(addons.Length);
        foreach (var placed in addons)
            Visit(placed);
        return order.ToImmutable();

        void Visit(PlacedAddon placed)
        {
            if (!seen.Add(placed))
                return;
            foreach (var required in placed.Addon.Requires.SelectMany(name => byName[name]))
                Visit(required);
            order.Add(placed);
        }
    }
}
