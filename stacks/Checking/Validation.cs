using System.Collections.Immutable;
using Infra.Documents;
using Infra.Policies;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Sites;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Checks stacks from their files: each by itself, and together what none of them can know alone.</summary>
/// <param name="files">The project.</param>
/// <param name="deployed">What stands of a stack; null where nobody can say.</param>
public sealed class Validation(ProjectFiles files, Func<string, DeployedPlatform?> deployed)
{
    private readonly Lazy<PolicyLibrary> _policies = new(() => PolicyLibrary.Read(files.Root));

    /// <summary>Checks one stack.</summary>
    public ValidatedStack Stack(string stack)
    {
        var reading = new SpecificationLoader(files) { RequireBuildable = true, Policies = _policies }.FromFiles(stack);
        if (deployed(stack) is { } standing)
            reading = reading.ComparedWith(standing);
        return new ValidatedStack(stack, reading.Findings, Extent(reading.Platform), [.. UsedGroup.In(reading.Document)]);
    }

    /// <summary>Checks every stack, and the layers that none uses.</summary>
    public ValidatedProject All()
    {
        var stacks = SpecificationLoader.Stacks(files).Select(Stack).ToImmutableArray();
        var told = stacks.SelectMany(stack => stack.Findings).Select(finding => (finding.Rule.Id, finding.Place)).ToHashSet();
        return new ValidatedProject(
            stacks,
            [.. LayerFiles.Findings(files).Where(finding => !told.Contains((finding.Rule.Id, finding.Place)))],
            [.. SiteFolders.Groups(files)
                .Except(stacks.SelectMany(stack => stack.Groups).Select(group => group.Name), StringComparer.Ordinal)
                .Select(group => $"no stack uses {ProjectFiles.GroupFolder(group)}; list '{group}' under infra:sites.groups of the stack that its sites belong to")]);
    }

    private static StackExtent? Extent(PlatformSpec? platform) => platform is null ? null : new StackExtent(
        platform.Clusters.Count, platform.Clusters.Count(cluster => cluster.Value.State == ClusterState.Absent), platform.Fleets.Count, platform.Applications.Count,
        AddonSources.Of(platform).Length);
}

/// <summary>What came of checking all stacks.</summary>
/// <param name="Stacks">Each stack by itself.</param>
/// <param name="Findings">What is wrong beyond any one stack.</param>
/// <param name="Notes">What is worth a look, and no mistake.</param>
public sealed record ValidatedProject(ImmutableArray<ValidatedStack> Stacks, ImmutableArray<Finding> Findings, ImmutableArray<string> Notes);

/// <summary>What came of checking a stack.</summary>
/// <param name="Stack">Its name.</param>
/// <param name="Findings">What is wrong with it.</param>
/// <param name="Extent">How much it is; null when it has errors.</param>
/// <param name="Groups">The groups of sites that it says belong to it.</param>
public sealed record ValidatedStack(string Stack, ImmutableArray<Finding> Findings, StackExtent? Extent, ImmutableArray<UsedGroup> Groups);

/// <summary>How much a stack is.</summary>
/// <param name="Clusters">How many clusters, sites among them.</param>
/// <param name="Absent">How many of them are to leave.</param>
/// <param name="Fleets">How many fleets.</param>
/// <param name="Applications">How many applications.</param>
/// <param name="Addons">How many add-ons there are, whichever part of the specification asks for them.</param>
public sealed record StackExtent(int Clusters, int Absent, int Fleets, int Applications, int Addons);
