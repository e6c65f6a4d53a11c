using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Add-ons, whoever asks for them: that they run where they are put, beside what they require and apart from what they conflict with.</summary>
internal static class AddonChecks
{
    public static void Run(CheckContext context)
    {
        var clusters = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var placed in context.Addons)
        {
            if (!clusters.TryAdd(placed.Addon.Name, ClustersOf(context, placed)))
            {
                // Whoever wrote a name can write another one.
                var first = context.Addons.First(other => other.Addon.Name == placed.Addon.Name);
                var (kept, renamed) = first.IsWritten && !placed.IsWritten ? (placed, first) : (first, placed);
                context.Report(Rules.Unique, renamed.Origin, $"add-on '{placed.Addon.Name}' is there already: {kept.Origin} makes it; rename this one");
            }
        }

        foreach (var (name, addon) in context.Platform.Addons)
            SpecifiedAddonChecks.Run(context, name, addon);
        foreach (var placed in context.Addons.Where(placed => context.IsRead(placed.Origin)))
        {
            Requires(context, placed, clusters);
            Conflicts(context, placed, clusters);
            KubernetesVersions(context, placed, clusters[placed.Addon.Name]);
            Architectures(context, placed, clusters[placed.Addon.Name]);
            Scope(context, placed);
        }

        Definitions(context, clusters);
        Namespaces(context);
        HubNamespaces(context);
        Circles(context);
    }

    // The management cluster is one of them where it runs there as well.
    private static ImmutableArray<string> ClustersOf(CheckContext context, PlacedAddon placed)
    {
        var members = placed.Addon.RunsOn != AddonPlace.Hub && placed.On is { } on ? context.Matching(on).Select(cluster => cluster.Name) : [];
        return [.. members, .. placed.Addon.RunsOn != AddonPlace.Members && context.Platform.ManagementCluster is { } hub ? [hub] : Enumerable.Empty<string>()];
    }

    private static void Requires(CheckContext context, PlacedAddon placed, Dictionary<string, ImmutableArray<string>> clusters)
    {
        var name = placed.Addon.Name;
        foreach (var (index, other) in placed.Addon.Requires.Index())
        {
            var path = Item(placed, "requires", index);
            if (!context.Names.RequireAddon(other, path) || !Known(context, other, clusters) || other == name)
                continue;
            var there = clusters[other].ToHashSet(StringComparer.Ordinal);
            var without = clusters[name].Where(cluster => !there.Contains(cluster)).ToList();
            if (without.Count > 0)
                context.Report(Rules.AddonRequires, path, $"{Some.Of(without)} would get '{name}' without '{other}'");
        }
    }

    private static void Conflicts(CheckContext context, PlacedAddon placed, Dictionary<string, ImmutableArray<string>> clusters)
    {
        var name = placed.Addon.Name;
        foreach (var (index, other) in placed.Addon.Conflicts.Index())
        {
            var path = Item(placed, "conflicts", index);
            if (other == name)
                context.Report(Rules.AddonConflicts, path, $"'{name}' cannot conflict with itself");
            if (!context.Names.RequireAddon(other, path) || !Known(context, other, clusters) || other == name)
                continue;
            var there = clusters[other].ToHashSet(StringComparer.Ordinal);
            var both = clusters[name].Where(there.Contains).ToList();
            if (both.Count > 0)
                context.Report(Rules.AddonConflicts, path, $"{Some.Of(both)} would get both '{name}' and '{other}'");
            if (placed.Addon.Requires.Contains(other, StringComparer.Ordinal))
                context.Report(Rules.Consistent, path, $"'{name}' both requires '{other}' and conflicts with it");
        }
    }

    private static void KubernetesVersions(CheckContext context, PlacedAddon placed, ImmutableArray<string> clusters)
    {
        var (least, most) = (Version(placed.Addon.MinimumKubernetes), Version(placed.Addon.MaximumKubernetes));
        if (least > most)
        {
            context.Report(Rules.Consistent, placed.At("maximumKubernetesVersion"), $"found {most}; allowed: {least} (the minimum) or newer");
            return;
        }

        foreach (var (cluster, version) in clusters.Select(cluster => (cluster, context.Platform.Clusters.GetValueOrDefault(cluster)?.ControlPlaneVersion)))
        {
            var path = CheckContext.Cluster(cluster).Key("version");
            if (version < least)
                context.Report(Rules.VersionSkew, path, $"found {version}, and add-on '{placed.Addon.Name}' needs {least} or newer");
            if (version > most)
                context.Report(Rules.VersionSkew, path, $"found {version}, and add-on '{placed.Addon.Name}' needs {most} or older");
        }
    }

    private static void Architectures(CheckContext context, PlacedAddon placed, ImmutableArray<string> clusters)
    {
        foreach (var cluster in clusters.Where(_ => !placed.Addon.Architectures.IsEmpty))
        {
            var lacking = (context.Platform.Clusters.GetValueOrDefault(cluster)?.Architectures ?? [])
                .Select(architecture => $"{architecture}".ToLowerInvariant())
                .Except(placed.Addon.Architectures, StringComparer.Ordinal)
                .ToList();
            if (lacking.Count > 0)
            {
                context.Report(
                    Rules.AddonArchitecture,
                    CheckContext.Cluster(cluster).Key("architectures"),
                    $"has nodes of {string.Join(", ", lacking)}, and add-on '{placed.Addon.Name}' is built for {string.Join(", ", placed.Addon.Architectures)}");
            }
        }
    }

    // What runs on the management cluster is installed by this program, which has to have it.
    private static void Scope(CheckContext context, PlacedAddon placed)
    {
        if (placed.Addon.RunsOn != AddonPlace.Members && context.Platform.ManagementCluster is null)
            context.Report(Rules.Reference, placed.At("runsOn"), $"this stack has no management cluster for '{placed.Addon.Name}' to run on; say infra:managementCluster, or let the stack that has it have the add-on");
        if (placed.Addon.RunsOn != AddonPlace.Hub && !KubernetesNames.IsLabel(context.Stack))
            context.Report(Rules.Name, placed.Origin, $"in Karmada it would be called '{context.Stack}-{placed.Addon.Name}', after the stack; allowed in a stack's name: {KubernetesNames.LabelRule}");
    }

    // Helm refuses a definition that another release has; and where it does not, one takes it from the other with each upgrade.
    private static void Definitions(CheckContext context, Dictionary<string, ImmutableArray<string>> clusters)
    {
        var brought = context.Addons.SelectMany(placed => AddonSources.DefinitionsOf(placed).Select(name => (Name: name, Addon: placed)))
            .GroupBy(pair => pair.Name, StringComparer.Ordinal)
            .SelectMany(definition => definition.Skip(1).Select(other => (definition.Key, First: definition.First().Addon, Other: other.Addon)));
        // Two that are of one kind have all their definitions in common, which is one mistake.
        foreach (var pair in brought.GroupBy(shared => (shared.First, shared.Other)))
        {
            var (first, other) = pair.Key;
            var there = clusters[first.Addon.Name].ToHashSet(StringComparer.Ordinal);
            var both = clusters[other.Addon.Name].Where(there.Contains).ToList();
            var names = pair.Select(shared => shared.Key).ToList();
            var what = names.Count == 1 ? $"'{names[0]}' is" : $"'{names[0]}' and {names.Count - 1} more definitions are";
            if (both.Count > 0)
                context.Report(Rules.AddonConflicts, other.At(other.Addon.Definitions.IsEmpty ? "manifests" : "definitions"), $"{what} brought by '{first.Addon.Name}' too, and {Some.Of(both)} would get both");
        }
    }

    // Karmada has one namespace of a name, and one policy takes it to members.
    private static void Namespaces(CheckContext context)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var placed in context.Addons.Where(placed => placed.MakesNamespace && placed.Addon.RunsOn != AddonPlace.Hub && !context.Platform.IsShared(placed.Addon.Namespace)))
        {
            if (!TextForm.Of(Form.Namespace).Holds(placed.Addon.Namespace))
                context.Report(Rules.Form, placed.At("namespace"), $"found '{placed.Addon.Namespace}', where manifests or secrets are to be; allowed: {TextForm.Of(Form.Namespace).Allowed}");
            if (!owners.TryAdd(placed.Addon.Namespace, placed.Addon.Name))
            {
                context.Report(
                    Rules.Unique,
                    placed.At("namespace"),
                    $"'{placed.Addon.Namespace}' has manifests or secrets of add-on '{owners[placed.Addon.Namespace]}' already; choose another, or let a fleet share it");
            }
        }
    }

    // On the management cluster this program makes each namespace, and it can make one only once.
    private static void HubNamespaces(CheckContext context)
    {
        var owners = PlatformNamespaces.OfManagement(context.Platform).ToDictionary(home => home.Namespace, home => home.Owner, StringComparer.Ordinal);
        foreach (var placed in context.Addons.Where(placed => placed.Addon.RunsOn != AddonPlace.Members))
        {
            if (!owners.TryAdd(placed.Addon.Namespace, $"add-on '{placed.Addon.Name}'"))
                context.Report(Rules.Unique, placed.At("namespace"), $"'{placed.Addon.Namespace}' is made on the management cluster for {owners[placed.Addon.Namespace]} already; choose another");
        }
    }

    private static KubernetesVersion? Version(string? text) => text is not null && KubernetesVersion.TryParse(text, out var version, out _) ? version : null;

    private static SpecPath Item(PlacedAddon placed, string key, int index) => placed.IsWritten ? placed.Origin.Key(key).Item(index) : placed.Origin;

    // Add-ons whose requirements can all be met are taken away until none is left; what stays is in a circle or needs one that is. Each circle is told once.
    private static void Circles(CheckContext context)
    {
        var addons = context.Addons.DistinctBy(placed => placed.Addon.Name).ToDictionary(placed => placed.Addon.Name, StringComparer.Ordinal);
        var left = addons.ToDictionary(addon => addon.Key, addon => addon.Value.Addon.Requires.Where(addons.ContainsKey).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
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
                context.Report(Rules.AddonRequires, addons[at].At("requires"), $"goes round in a circle: {string.Join(" → ", way.Keys.Skip(first).Append(at))}");
        }
    }

    private static bool Known(CheckContext context, string name, Dictionary<string, ImmutableArray<string>> clusters) =>
        context.IsRead(SpecPath.Root.Keys("addons", name)) && clusters.ContainsKey(name);
}
