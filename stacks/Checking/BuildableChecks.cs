using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Checking;

/// <summary>
/// What this version builds. A specification can say more, and it is checked in full; but what would be left out must be refused before anything is planned.
/// It is looked up in the document, so that nobody completes a cluster first that is refused then.
/// </summary>
internal static class BuildableChecks
{
    private static readonly ImmutableArray<string> Kinds = ["attached", "aws", "eks", "onprem"];

    private static readonly ImmutableArray<(string Key, string What)> NotYet =
        [("clusterNetworks", "cluster networks")];

    public static void Run(CheckContext context)
    {
        foreach (var entry in Entries(context, "clusters"))
        {
            if ((entry.Value as YamlMap)?[VariantShape.Key]?.Value is YamlScalar { Text: var kind } && DeployedCluster.IsKind(kind) && !Kinds.Contains(kind, StringComparer.Ordinal))
            {
                context.Report(
                    Rules.Buildable,
                    CheckContext.Cluster(entry.Key).Key(VariantShape.Key),
                    $"clusters of kind '{kind}' are not built by this version; it builds: {string.Join(", ", Kinds)}");
            }
        }

        foreach (var (key, what) in NotYet)
        {
            foreach (var entry in Entries(context, key))
                context.Report(Rules.Buildable, SpecPath.Root.Keys(key, entry.Key), $"{what} are not built by this version; remove it");
        }
    }

    private static ImmutableArray<YamlEntry> Entries(CheckContext context, string key) => (context.Document?[key]?.Value as YamlMap)?.Entries ?? [];
}
