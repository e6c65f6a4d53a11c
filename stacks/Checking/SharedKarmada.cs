using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Stacks that take Karmada from one place share its names: no two of them may have a cluster, a fleet or a namespace of one name.</summary>
internal static class SharedKarmada
{
    /// <summary>What several stacks have.</summary>
    public static IEnumerable<Finding> Findings(IEnumerable<(string Stack, PlatformSpec Platform, YamlMap Document)> stacks)
    {
        var owners = new Dictionary<(string Karmada, string What, string Name), string>();
        foreach (var (stack, platform, document) in stacks)
        {
            if (Karmada(stack, platform.Karmada) is not { } karmada)
                continue;
            foreach (var (what, name, path) in Names(platform))
            {
                if (owners.TryAdd((karmada, what, name), stack) || owners[(karmada, what, name)] == stack)
                    continue;
                yield return new Finding(Rules.Unique, path, $"{what} '{name}' is already in stack '{owners[(karmada, what, name)]}', which uses the same Karmada; rename one of them")
                {
                    Place = Document.PlaceOf(document, path),
                };
            }
        }
    }

    // Of a kubeconfig that is a secret, nobody can say whether it is the same.
    private static string? Karmada(string stack, KarmadaSpec karmada) => karmada switch
    {
        { Stack: { } other } => $"stack {other}",
        { Install: not null } => $"stack {stack}",
        { Existing.Kubeconfig: { Path: { } path, Context: var context } } => $"kubeconfig {path} {context}",
        _ => null,
    };

    private static IEnumerable<(string What, string Name, SpecPath Path)> Names(PlatformSpec platform)
    {
        foreach (var name in platform.Clusters.Keys.Where(name => name != platform.ManagementCluster))
            yield return ("cluster", name, CheckContext.Cluster(name));
        foreach (var (name, fleet) in platform.Fleets)
        {
            var path = SpecPath.Root.Keys("fleets", name);
            yield return ("fleet", name, path);
            foreach (var shared in fleet.Namespaces.Keys)
                yield return ("namespace", shared, path.Keys("namespaces", shared));
        }
    }
}
