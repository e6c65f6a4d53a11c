using System.Collections.Immutable;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Add-ons: that they run where they are put, beside what they require and apart from what they conflict with.</summary>
internal static class AddonChecks
{
    private static readonly SpecPath Addons = SpecPath.Root.Key("addons");

    public static void Run(CheckContext context)
    {
        var clusters = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var (name, addon) in context.Platform.Addons)
        {
            clusters[name] = [.. SelectionChecks.Run(context, addon.On, Addons.Keys(name, "on")).Select(cluster => cluster.Name)];
            Manifests.Check(context, addon.Manifests, Addons.Keys(name, "manifests"));
        }

        foreach (var (name, addon) in context.Platform.Addons)
        {
            Requires(context, name, addon, clusters);
            Conflicts(context, name, addon, clusters);
            KubernetesVersions(context, name, addon, clusters[name]);
        }

        Circles(context);
    }

    private static void Requires(CheckContext context, string name, AddonSpec addon, Dictionary<string, ImmutableArray<string>> clusters)
    {
        foreach (var (index, other) in addon.Requires.Index())
        {
            var path = Addons.Keys(name, "requires").Item(index);
            if (!context.Names.RequireAddon(other, path) || !Known(context, other) || other == name)
                continue;
            var there = clusters[other].ToHashSet(StringComparer.Ordinal);
            var without = clusters[name].Where(cluster => !there.Contains(cluster)).ToList();
            if (without.Count > 0)
                context.Report(Rules.AddonRequires, path, $"{Some.Of(without)} would get '{name}' without '{other}'");
        }
    }

    private static void Conflicts(CheckContext context, string name, AddonSpec addon, Dictionary<string, ImmutableArray<string>> clusters)
    {
        foreach (var (index, other) in addon.Conflicts.Index())
        {
            var path = Addons.Keys(name, "conflicts").Item(index);
            if (other == name)
                context.Report(Rules.AddonConflicts, path, $"'{name}' cannot conflict with itself");
            if (!context.Names.RequireAddon(other, path) || !Known(context, other) || other == name)
                continue;
            var there = clusters[other].ToHashSet(StringComparer.Ordinal);
            var both = clusters[name].Where(there.Contains).ToList();
            if (both.Count > 0)
                context.Report(Rules.AddonConflicts, path, $"{Some.Of(both)} would get both '{name}' and '{other}'");
            if (addon.Requires.Contains(other, StringComparer.Ordinal))
                context.Report(Rules.Consistent, path, $"'{name}' both requires '{other}' and conflicts with it");
        }
    }

    private static void KubernetesVersions(CheckContext context, string name, AddonSpec addon, ImmutableArray<string> clusters)
    {
        if (addon is { MinimumKubernetesVersion: { } least, MaximumKubernetesVersion: { } most } && least > most)
        {
            context.Report(Rules.Consistent, Addons.Keys(name, "maximumKubernetesVersion"), $"found {most}; allowed: {least} (the minimum) or newer");
            return;
        }

        foreach (var (cluster, version) in clusters.Select(cluster => (cluster, context.Platform.Clusters[cluster].ControlPlaneVersion)))
        {
            if (version < addon.MinimumKubernetesVersion)
            {
                context.Report(
                    Rules.VersionSkew,
                    CheckContext.Cluster(cluster).Key("version"),
                    $"found {version}, and add-on '{name}' needs {addon.MinimumKubernetesVersion} or newer");
            }
            if (version > addon.MaximumKubernetesVersion)
            {
                context.Report(
                    Rules.VersionSkew,
                    CheckContext.Cluster(cluster).Key("version"),
                    $"found {version}, and add-on '{name}' needs {addon.MaximumKubernetesVersion} or older");
            }
        }
    }

    // Add-ons whose requirements can all be met are taken away until none is left; what stays is in a circle or needs one that is. Each circle is told once.
    private static void Circles(CheckContext context)
    {
        var left = context.Platform.Addons.ToDictionary(
            addon => addon.Key, addon => addon.Value.Requires.Where(context.Platform.Addons.ContainsKey).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var neededBy = left.SelectMany(addon => addon.Value.Select(required => (required, addon.Key))).ToLookup(pair => pair.required, pair => pair.Key, StringComparer.Ordinal);
        var met = new Queue<string>(left.Where(addon => addon.Value.Count == 0).Select(addon => addon.Key));
        while (met.TryDequeue(out var name))
        {
            left.Remove(name);
            foreach (var addon in neededBy[name].Where(addon => left[addon].Remove(name) && left[addon].Count == 0))
                met.Enqueue(addon);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in left.Keys.Order(StringComparer.Ordinal))
        {
            var way = new OrderedDictionary<string, int>(StringComparer.Ordinal);
            var at = start;
            while (seen.Add(at))
            {
                way.Add(at, way.Count);
                at = left[at].Order(StringComparer.Ordinal).First();
            }

            if (way.TryGetValue(at, out var first))
                context.Report(Rules.AddonRequires, Addons.Keys(at, "requires"), $"goes round in a circle: {string.Join(" → ", way.Keys.Skip(first).Append(at))}");
        }
    }

    private static bool Known(CheckContext context, string name) => context.IsRead(Addons.Key(name)) && context.Platform.Addons.ContainsKey(name);
}
