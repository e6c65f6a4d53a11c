using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Documents;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Sites;

namespace Infra.Stacks.Checking;

/// <summary>
/// Stacks that take Karmada from one place share its names: no two of them may have a cluster, a fleet, a namespace, an entry of monitoring or a mesh of one name. Each of them is refused, also
/// when it is brought up alone. Only names are looked at, those of sites in their folders, so that other mistakes hide nothing and thousands of sites take no time.
/// </summary>
internal static class SharedKarmada
{
    private const string Addresses = "the namespace of addresses";

    private static readonly SpecPath Karmada = SpecPath.Root.Key("karmada");

    /// <summary>What of a stack is in another one too, or is not to be had from it.</summary>
    /// <param name="files">The project.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="document">What it says, with its sites.</param>
    /// <param name="others">What the other stacks say, by name.</param>
    public static IEnumerable<Finding> Findings(ProjectFiles files, string stack, YamlMap document, ImmutableSortedDictionary<string, YamlMap> others)
    {
        if (Source(document)["stack"] is { Value: YamlScalar { Text: var source } } && NotInstalled(others, source) is { } refusal)
            yield return new Finding(Rules.Reference, Karmada.Key("stack"), refusal);
        if (Identity(stack, document) is not { } karmada)
            yield break;
        var own = Names(stack, document, document).ToList();
        foreach (var (other, raw) in others.Where(other => Identity(other.Key, other.Value) == karmada))
        {
            var config = new AddonFiles(files).Complete(raw);
            var theirs = Names(other, config, Whole(files, config)).DistinctBy(name => (name.What, name.Name)).ToDictionary(name => (name.What, name.Name), name => name.Place);
            foreach (var (what, name, path, _) in own.Where(name => theirs.ContainsKey((name.What, name.Name))))
            {
                yield return new Finding(
                    Rules.Unique,
                    path,
                    $"{what} '{SpecReader.Shortened(name)}' is also in stack '{other}', in {theirs[(what, name)]}, under the same Karmada; {(what == Addresses ? "let one stack have all clusters with addresses" : "rename one of them")}");
            }
        }
    }

    /// <summary>Why a stack's Karmada cannot be taken from another one.</summary>
    /// <returns>Null where it can, and where there is no such stack or it cannot be read, which others tell.</returns>
    /// <param name="stacks">What stacks say, by name.</param>
    /// <param name="stack">The one that Karmada is to be taken from.</param>
    public static string? NotInstalled(ImmutableSortedDictionary<string, YamlMap> stacks, string stack)
    {
        if (!stacks.TryGetValue(stack, out var config) || Installs(config))
            return null;
        var installing = stacks.Where(other => Installs(other.Value)).Select(other => other.Key).ToList();
        return $"stack '{stack}' does not install Karmada; {(installing.Count == 0 ? "none does" : $"those that do: {string.Join(", ", installing)}")}";
    }

    private static bool Installs(YamlMap config) => Source(config)["install"] is not null;

    // Of a kubeconfig that is a secret, nobody can say whether it is the same.
    private static string? Identity(string stack, YamlMap config)
    {
        var source = Source(config);
        if (Text(source, "stack") is { } other)
            return $"stack {other}";
        if (source["install"] is not null)
            return $"stack {stack}";
        return Map(Map(source, "existing"), "kubeconfig") is var kubeconfig && Text(kubeconfig, "path") is { } path ? $"kubeconfig {path} {Text(kubeconfig, "context")}" : null;
    }

    // The cluster that Karmada runs on is not in Karmada.
    private static IEnumerable<(string What, string Name, SpecPath Path, SourcePlace Place)> Names(string stack, YamlMap config, YamlMap whole)
    {
        var manager = Text(config, "managementCluster");
        foreach (var cluster in Map(whole, "clusters").Entries.Where(cluster => cluster.Key != manager))
            yield return ("cluster", cluster.Key, CheckContext.Cluster(cluster.Key), cluster.Place);
        foreach (var fleet in Map(config, "fleets").Entries)
        {
            var path = SpecPath.Root.Keys("fleets", fleet.Key);
            yield return ("fleet", fleet.Key, path, fleet.Place);
            foreach (var shared in fleet.Value is YamlMap says ? Map(says, "namespaces").Entries : [])
                yield return ("namespace", shared.Key, path.Keys("namespaces", shared.Key), shared.Place);
        }

        // Each is a namespace of its name.
        foreach (var entry in Map(Map(config, "monitoring"), "members").Entries)
            yield return ("monitoring of", entry.Key, SpecPath.Root.Keys("monitoring", "members", entry.Key), entry.Place);

        // Its objects are called after it, and so is the namespace of its entrances.
        foreach (var mesh in Map(config, "meshes").Entries)
        {
            var path = Meshes.PathOf(mesh.Key);
            yield return ("mesh", mesh.Key, path, mesh.Place);
            // Dashes may be read in two ways: mesh 'b-c' of stack 'a', and mesh 'c' of stack 'a-b'.
            yield return ("namespace of authorities", MeshNames.Authorities(stack, mesh.Key), path, mesh.Place);
        }

        // MetalLB looks for addresses in its own namespace alone, where they have one name for all clusters.
        foreach (var cluster in Map(config, "clusters").Entries.Where(cluster => cluster.Value is YamlMap says && Map(Map(says, "network"), "loadBalancer")["addresses"] is not null).Take(1))
            yield return (Addresses, LoadBalancerAddresses.Namespace, LoadBalancers.PathOf(cluster.Key), cluster.Place);

        foreach (var addon in Map(config, "addons").Entries.Where(addon => addon.Value is YamlMap))
        {
            foreach (var (what, name) in NamesOf(stack, addon.Key, (YamlMap)addon.Value))
                yield return (what, name, SpecPath.Root.Keys("addons", addon.Key), addon.Place);
        }

        if (Text(Map(Source(config), "existing"), "delivery") == "install")
            yield return ("the delivery", "install", Karmada.Keys("existing", "delivery"), Source(config).Place);
    }

    // Charts have names that begin with the stack's; objects have those that they have in members.
    private static IEnumerable<(string What, string Name)> NamesOf(string stack, string name, YamlMap addon)
    {
        yield return ("add-on in Karmada", AddonManifests.NameOf(stack, name));
        var objects = (addon["manifests"]?.Value as YamlList)?.Items.OfType<YamlMap>().ToList() ?? [];
        if (Text(addon, "namespace") is { } home && (objects.Count > 0 || addon["secrets"] is not null))
            yield return ("namespace", home);
        foreach (var item in objects.Where(item => IsOutside(Text(item, "apiVersion") ?? "", Text(item, "kind") ?? "")))
            yield return (Text(item, "kind")!, Text(Map(item, "metadata"), "name") ?? "");
    }

    private static bool IsOutside(string apiVersion, string kind) =>
        (KubernetesKinds.ScopeOf(apiVersion, kind) ?? KnownKind.OfPlatform.FirstOrDefault(known => known.Kind == kind && known.Group == KubernetesKinds.GroupOf(apiVersion))?.Scope) == KindScope.Cluster;

    // A site is a cluster of its file's name; what is in the file does not matter here.
    private static YamlMap Whole(ProjectFiles files, YamlMap config)
    {
        var sites =
            from @group in ClusterSource.Groups(config)
            from site in SiteFolders.Find(files, @group, SpecPath.Root, config.Place, [])
            let place = new SourcePlace(site.Name, 1, 1)
            select new YamlEntry(site.Site, place, new YamlMap(place, [], 1));
        return new YamlMap(config.Place, [new YamlEntry("clusters", config.Place, new YamlMap(config.Place, [.. Map(config, "clusters").Entries, .. sites], 1))], 1);
    }

    private static YamlMap Source(YamlMap config) => Map(config, "karmada");

    private static YamlMap Map(YamlMap map, string key) => map[key]?.Value as YamlMap ?? new YamlMap(map.Place, [], 1);

    private static string? Text(YamlMap map, string key) => map[key]?.Value is YamlScalar { IsNull: false } scalar ? scalar.Text : null;
}
