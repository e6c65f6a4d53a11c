using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>All sources of add-ons. One that is written in C# is a line here.</summary>
public static class AddonSources
{
    /// <summary>The sources.</summary>
    public static ImmutableArray<IAddonSource> All { get; } = [new SpecifiedAddons(), new MonitoringMembers(), new PlatformPolicies(), new LoadBalancers(), new Meshes()];

    /// <summary>Every add-on that the specification asks for, each after those that it requires and those that bring the definitions of its objects.</summary>
    public static ImmutableArray<PlacedAddon> Of(PlatformSpec platform)
    {
        ImmutableArray<PlacedAddon> addons = [.. All.SelectMany(source => source.AddonsOf(platform)).OrderBy(placed => placed.Addon.Name, StringComparer.Ordinal)];
        var kinds = KnownKind.OfPlatform.Concat(PlatformKinds.Of(platform)).ToLookup(kind => (kind.Group, kind.Kind), kind => kind.Definition);
        var bringing = addons.SelectMany(placed => DefinitionsOf(placed).Select(definition => (definition, placed.Addon.Name))).ToLookup(brought => brought.definition, brought => brought.Name, StringComparer.Ordinal);
        return InOrder([.. addons.Select(placed => placed with
        {
            After =
            [
                .. placed.Addon.Requires.Concat(placed.After)
                    .Concat(ObjectsOf(placed).SelectMany(item => kinds[(KubernetesKinds.GroupOf(item.ApiVersion), item.Kind)]).SelectMany(definition => bringing[definition]))
                    .Where(other => other != placed.Addon.Name)
                    .Distinct(StringComparer.Ordinal),
            ],
        })]);
    }

    /// <summary>The definitions that an add-on brings: those that its chart has, and those among its objects.</summary>
    internal static IEnumerable<string> DefinitionsOf(PlacedAddon placed) =>
        placed.Addon.Definitions.Concat(ObjectsOf(placed).Where(item => item.Kind == KubernetesKinds.Definition).Select(item => item.Name)).Distinct(StringComparer.Ordinal);

    private static ImmutableArray<KubernetesObject> ObjectsOf(PlacedAddon placed) => placed.Addon.Content is AddonContent.Objects objects ? objects.Items : [];

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
            foreach (var required in placed.After.SelectMany(name => byName[name]))
                Visit(required);
            order.Add(placed);
        }
    }
}
