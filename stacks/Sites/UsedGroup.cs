using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Sites;

/// <summary>A group of sites that a stack says belongs to it.</summary>
/// <param name="Name">The group.</param>
/// <param name="Path">What says so.</param>
/// <param name="Place">Where.</param>
public sealed record UsedGroup(string Name, SpecPath Path, SourcePlace Place)
{
    /// <summary>The groups of a stack.</summary>
    /// <param name="config">The stack's configuration; null where it cannot be read.</param>
    public static IEnumerable<UsedGroup> In(YamlMap? config)
    {
        var groups = (config?["sites"]?.Value as YamlMap)?["groups"]?.Value as YamlList;
        return (groups?.Items ?? []).Index().Where(item => item.Item is YamlScalar).Select(item =>
            new UsedGroup(((YamlScalar)item.Item).Text, SpecPath.Root.Keys("sites", "groups").Item(item.Index), item.Item.Place));
    }

    /// <summary>The groups of a stack that another stack has as well. Both would deploy their sites, so each of them is refused, also when it is brought up alone.</summary>
    /// <param name="config">The stack's configuration.</param>
    /// <param name="others">Those of the other stacks, by name.</param>
    internal static IEnumerable<Finding> Shared(YamlMap config, ImmutableSortedDictionary<string, YamlMap> others) =>
        from other in others
        from theirs in In(other.Value)
        from claimed in In(config)
        where claimed.Name == theirs.Name
        select new Finding(Rules.SiteGroup, claimed.Path, $"group '{claimed.Name}' also belongs to stack '{other.Key}', in {theirs.Place}; a site is deployed by one stack") { Place = claimed.Place };
}
