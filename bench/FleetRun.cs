using System.Collections.Immutable;
using System.Diagnostics;
using Infra.Components.Policies;
using Infra.Engine.Behaviors;
using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.State;
using Infra.Engine.Values;
using Infra.Stacks;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Pulumi;

namespace Infra.Bench;

/// <summary>The plan of a fleet: everything that a stack of many sites consists of.</summary>
/// <param name="Resources">How many resources it has.</param>
/// <param name="OfAddons">How many of them are of add-ons.</param>
/// <param name="StateBytes">How large the record of those is.</param>
/// <param name="OfPolicies">How many of them are of policies, Kyverno among them.</param>
/// <param name="PolicyStateBytes">How large the record of those is.</param>
/// <param name="Elapsed">How long it took to plan all.</param>
internal sealed record FleetRun(int Resources, int OfAddons, long StateBytes, int OfPolicies, long PolicyStateBytes, TimeSpan Elapsed)
{
    /// <summary>Plans the stack of a project, of which nothing is recorded.</summary>
    public static async Task<FleetRun> OnceAsync(SiteProject project, int addons)
    {
        var platform = new SpecificationLoader(new ProjectFiles(project.Root)).FromFiles(SiteProject.Stack).Platform ?? throw new InvalidOperationException("the project has errors");
        var watch = Stopwatch.StartNew();
        await using var session = new EngineSession(
            new StackIdentity("organization", "infra", SiteProject.Stack), DeploymentSnapshot.Empty, ResourceBehaviors.BuiltIn(NoStacks.Instance), new SessionOptions());
        var plan = await session.PlanAsync(new InProcessProgram(() => Deployment.RunAsync(() => Build(platform))));
        watch.Stop();
        if (plan.HasErrors)
            throw new InvalidOperationException(string.Join('\n', plan.Diagnostics));

        var names = Enumerable.Range(0, addons).Select(SiteProject.AddonName).ToHashSet(StringComparer.Ordinal);
        var ofAddons = Of(plan.Snapshot, names.Contains);
        var ofPolicies = Of(plan.Snapshot, name => name == PolicyPack.Name || name.StartsWith(FleetPolicy.AddonName(""), StringComparison.Ordinal));
        return new FleetRun(plan.Snapshot.Resources.Length, ofAddons.Length, Recorded(plan.Snapshot, ofAddons), ofPolicies.Length, Recorded(plan.Snapshot, ofPolicies), watch.Elapsed);
    }

    // What an add-on consists of is named after it.
    private static ImmutableArray<ResourceState> Of(DeploymentSnapshot snapshot, Func<string, bool> isAddon) =>
        [.. snapshot.Resources.Where(resource => isAddon(resource.Urn.Split("::")[^1].Split('/')[0]))];

    private static long Recorded(DeploymentSnapshot snapshot, ImmutableArray<ResourceState> resources)
    {
        using var state = new MemoryStream();
        DeploymentJson.Write(snapshot with { Resources = resources }, state);
        return state.Length;
    }

    private static void Build(PlatformSpec platform) => Platform.Build(platform, DeployedPlatform.Empty);
}
