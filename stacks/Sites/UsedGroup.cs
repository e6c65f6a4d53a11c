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
    internal static IEnumerable<Finding> Shared(ProjectFiles files, string stack, YamlMap config)
    {
        var own = In(config).ToList();
        if (own.Count == 0)
            return [];
        return
            from other in SpecificationLoader.Stacks(files)
            where other != stack
            from theirs in Of(files, other)
            from claimed in own
            where claimed.Name == theirs.Name
            select new Finding(Rules.SiteGroup, claimed.Path, $"group '{claimed.Name}' also belongs to stack '{other}', in {theirs.Place}; a site is deployed by one stack") { Place = claimed.Place };
    }

    // What is wrong with another stack is that stack's to tell.
    private static IEnumerable<UsedGroup> Of(ProjectFiles files, string stack)
    {
        try
        {
            return In(StackConfig.FromFiles(files, stack));
        }
        catch (InvalidDocumentException)
        {
            return [];
        }
    }
}
