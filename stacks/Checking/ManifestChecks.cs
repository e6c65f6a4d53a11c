using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Objects that stand in the files: that Karmada knows their kinds, and that each has one owner.</summary>
internal static class ManifestChecks
{
    public static void Run(CheckContext context)
    {
        var kinds = PlatformKinds.Of(context.Platform);
        var delivered = PlatformKinds.Named(context.Platform.Karmada).Concat(KnownKind.OfPlatform).Select(kind => kind.Definition).ToHashSet(StringComparer.Ordinal);
        // With Karmada in a stack that cannot be read, nobody knows what it is told of there.
        var isKnown = context.Platform.Karmada is not { Stack: not null, KindsOfStack: null } && context.IsRead(SpecPath.Root.Key("karmada"));
        foreach (var (name, addon) in context.Platform.Addons)
            SaidTwice(context, addon.Definitions, SpecPath.Root.Keys("addons", name, "definitions"));
        var taken = new Dictionary<(bool InKarmada, string Group, string Kind, string Namespace, string Name), SpecPath>();
        foreach (var owner in Owners(context.Platform))
        {
            foreach (var (path, manifest, item) in owner.Objects(context, kinds))
            {
                if (!ObjectChecks.Run(context, manifest, item, owner.Namespace, path))
                    continue;
                Once(context, owner, item, path, taken);
                if (!owner.IsInKarmada)
                    continue;
                if (item.Kind == KubernetesKinds.Definition && delivered.Contains(item.Name))
                    context.Report(Rules.Unique, path, $"'{item.Name}' is in Karmada already, which is told of it with the delivery; remove it: members have it from the add-on that brings it");
                else if (isKnown && Unknown(context.Platform.Karmada, item, [.. kinds, .. KnownKind.OfPlatform]) is { } refusal)
                    context.Report(Rules.Reference, path, refusal);
            }
        }
    }

    private static void SaidTwice(CheckContext context, ImmutableArray<string> names, SpecPath path)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, name) in names.Index().Where(name => !said.Add(name.Item)))
            context.Report(Rules.Unique, path.Item(index), $"'{name}' is said twice; remove one of them");
    }

    // The engine would refuse the second of a name, and say nothing of where it stands; under another owner it would take what it finds from the first.
    private static void Once(CheckContext context, Owner owner, KubernetesObject item, SpecPath path, Dictionary<(bool InKarmada, string Group, string Kind, string Namespace, string Name), SpecPath> taken)
    {
        if (item is { ApiVersion: "v1", Kind: "Namespace" } && item.Name == owner.Namespace)
        {
            context.Report(Rules.Unique, path, $"the namespace '{item.Name}' is made for {owner.Name}; remove it");
            return;
        }

        var space = item.IsClusterScoped ? "" : owner.Namespace;
        foreach (var inKarmada in owner.Places.Where(place => !taken.TryAdd((place, KubernetesKinds.GroupOf(item.ApiVersion), item.Kind, space, item.Name), path)).Take(1))
            context.Report(Rules.Unique, path, $"{item.Kind} '{item.Name}' is there already: {taken[(inKarmada, KubernetesKinds.GroupOf(item.ApiVersion), item.Kind, space, item.Name)]}; rename or remove one of them");
    }

    /// <summary>Everything that has manifests.</summary>
    private static IEnumerable<Owner> Owners(PlatformSpec platform) =>
    [
        .. platform.Addons.Select(addon => new Owner(
            $"add-on '{addon.Key}'", SpecPath.Root.Keys("addons", addon.Key, "manifests"), addon.Value.Namespace, addon.Value.Manifests, addon.Value.RunsOn)),
        .. platform.Applications.Select(application => new Owner(
            $"application '{application.Key}'", SpecPath.Root.Keys("applications", application.Key, "manifests"), application.Value.Namespace, application.Value.Manifests, AddonPlace.Members)),
    ];

    private static string? Unknown(KarmadaSpec karmada, KubernetesObject item, ImmutableArray<KnownKind> kinds)
    {
        if (KubernetesKinds.ScopeOf(item.ApiVersion, item.Kind) is not null || kinds.Any(kind => kind.IsOf(item) && kind.ApiVersion == item.ApiVersion))
            return null;
        var versions = kinds.Where(kind => kind.IsOf(item)).Select(kind => kind.Version).Distinct(StringComparer.Ordinal).ToList();
        if (versions.Count > 0)
            return $"Karmada knows {item.Kind} of {KubernetesKinds.GroupOf(item.ApiVersion)} in {string.Join(", ", versions)} only";
        var place = karmada switch
        {
            { Stack: { } stack } => $"infra:karmada of stack '{stack}'",
            { Existing: not null } => "infra:karmada.existing",
            _ => "infra:karmada.install",
        };
        return $"Karmada does not know {item.Kind} of {item.ApiVersion}, and would not take it; add it to 'kinds' under {place}";
    }

    /// <summary>What has manifests.</summary>
    /// <param name="Name">What it is, for messages.</param>
    /// <param name="Path">Where its manifests stand.</param>
    /// <param name="Namespace">The namespace that they go to.</param>
    /// <param name="Manifests">The manifests.</param>
    /// <param name="RunsOn">Where they go.</param>
    private sealed record Owner(string Name, SpecPath Path, string Namespace, ImmutableArray<Tree> Manifests, AddonPlace RunsOn)
    {
        public bool IsInKarmada => RunsOn != AddonPlace.Hub;

        // Members are reached through Karmada; what is on the management cluster is somewhere else.
        public IEnumerable<bool> Places => RunsOn switch
        {
            AddonPlace.Members => [true],
            AddonPlace.Hub => [false],
            _ => [true, false],
        };

        public IEnumerable<(SpecPath Path, Tree Manifest, KubernetesObject Object)> Objects(CheckContext context, ImmutableArray<KnownKind> kinds) =>
            from manifest in Manifests.Index()
            let path = Path.Item(manifest.Index)
            where context.IsRead(path)
            from item in Checking.Manifests.Objects([manifest.Item], kinds)
            select (path, manifest.Item, item);
    }
}
