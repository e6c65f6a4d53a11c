using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Checking;

/// <summary>The regions of clusters. None needs a file, so a misspelt one would be a region of its own.</summary>
internal static class RegionChecks
{
    public static void Run(CheckContext context)
    {
        var meant = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, cluster) in context.Platform.Clusters)
        {
            if (cluster.Region is not { } region)
                continue;
            if (!meant.TryGetValue(region, out var suggestion))
                meant[region] = suggestion = context.Regions.Contains(region) ? "" : Suggestion.For(region, context.Regions.Where(other => IsSlip(region, other)));
            if (suggestion.Length > 0)
                context.Report(Rules.RegionName, CheckContext.Cluster(name).Key("region"), $"there is no {ProjectFiles.RegionFile(region)}{suggestion}");
        }
    }

    // Clouds name regions eu-west-1, eu-west-2 and eu-east-1: another number is no slip, and neither is more than one letter.
    private static bool IsSlip(string region, string other) =>
        Math.Abs(region.Length - other.Length) <= 1 && Letters(region) != Letters(other) && Suggestion.Distance(region, other) == 1;

    private static string Letters(string name) => string.Concat(name.Where(letter => !char.IsAsciiDigit(letter)));
}
