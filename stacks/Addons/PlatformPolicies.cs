using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Fleets;
using Infra.Components.Policies;
using Infra.Components.Propagation;
using Infra.Policies;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>The add-ons of <c>infra:policies</c>: Kyverno, and for each fleet and for the management cluster the policies there.</summary>
internal sealed class PlatformPolicies : IAddonSource
{
    /// <summary>Where it is said.</summary>
    public static SpecPath Path { get; } = SpecPath.Root.Key("policies");

    public IEnumerable<PlacedAddon> AddonsOf(PlatformSpec platform)
    {
        if (platform.Policies is not { } policies)
            yield break;
        var plans = FleetPolicies.Of(platform);
        if (policies.Engine.Provision == Provision.Install && !plans.IsEmpty)
            yield return Engine(platform, policies, plans);
        foreach (var placed in plans)
        {
            yield return new PlacedAddon
            {
                Addon = FleetPolicy.Addon(placed.Plan),
                On = placed.On,
                Origin = placed.Origin,
                Overrides = FleetPolicy.Overrides(placed.Plan),
                // It is every member's own; to the management cluster it comes with them.
                IsGuest = placed.On is not null,
            };
        }
    }

    private static PlacedAddon Engine(PlatformSpec platform, PoliciesSpec policies, ImmutableArray<PlacedPolicies> plans)
    {
        var onMembers = plans.Any(placed => placed.On is not null);
        var addon = PolicyPack.Addon(new PolicyPackPlan
        {
            Chart = PlatformCharts.Of(platform, Versions.Kyverno),
            Mirrors = new ImageMirrors(platform.Mirrors.Registries),
            Replicas = policies.Engine.Replicas ?? (platform.Environment.Tier == EnvironmentTier.Production ? 3 : 1),
            Size = SizeOf(policies.Engine.Size),
            PlatformNamespaces = PlatformNamespaces.Own(platform),
            Reads = PolicyAccess.Reads(plans.SelectMany(placed => placed.Plan.Policies).Select(chosen => chosen.Policy)),
            Authorities = policies.Engine.Authorities,
            PullSecrets = policies.Engine.PullSecrets,
            Sigstore = policies.Engine.Sigstore is { } sigstore ? new PrivateSigstore(sigstore.Mirror, sigstore.Root) : null,
        });
        return new PlacedAddon
        {
            Addon = addon with { RunsOn = !onMembers ? AddonPlace.Hub : plans.Any(placed => placed.On is null) ? AddonPlace.Both : AddonPlace.Members },
            On = onMembers ? ClusterSelection.All : null,
            Origin = Path.Key("engine"),
            Rollout = SpecifiedAddons.Rollout(policies.Engine.Rollout),
        };
    }

    private static PolicyPackSize SizeOf(PolicyEngineSize size) => size switch
    {
        PolicyEngineSize.Site => PolicyPackSize.Site,
        PolicyEngineSize.Large => PolicyPackSize.Large,
        _ => PolicyPackSize.Cluster,
    };
}
