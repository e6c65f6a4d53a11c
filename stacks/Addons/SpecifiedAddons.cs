using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Fleets;
using Infra.Components.Propagation;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Pulumi;

namespace Infra.Stacks.Addons;

/// <summary>The add-ons of <c>infra:addons</c>: data, with no code of their own.</summary>
internal sealed class SpecifiedAddons : IAddonSource
{
    public IEnumerable<PlacedAddon> AddonsOf(PlatformSpec platform) => platform.Addons.Select(addon => Placed(platform, addon.Key, addon.Value));

    /// <summary>The add-on itself.</summary>
    public static Addon Of(PlatformSpec platform, string name, AddonSpec spec) => new()
    {
        Name = name,
        Namespace = spec.Namespace,
        Content = Content(platform, spec),
        ClusterValues = [.. spec.ClusterValues.Select(value => new ClusterValue(value.Key, value.Value))],
        Requires = spec.Requires,
        Conflicts = spec.Conflicts,
        MinimumKubernetes = spec.MinimumKubernetesVersion?.ToString(),
        MaximumKubernetes = spec.MaximumKubernetesVersion?.ToString(),
        Architectures = [.. spec.Architectures.Select(architecture => $"{architecture}".ToLowerInvariant())],
        Definitions = spec.Definitions,
        Healthy = [.. spec.Healthy.Select(workload => workload.Split('/')).Select(parts => new AddonWorkload(parts[0], parts[1]))],
        IgnoreDrift = [.. spec.IgnoreDrift.Select(drift => new IgnoredDrift(drift.Kind, drift.Name, drift.Paths))],
        RunsOn = spec.RunsOn,
        Removal = spec.Removal,
        PodSecurity = spec.PodSecurity,
    };

    /// <summary>A version that is on its way.</summary>
    public static AddonRollout? Rollout(AddonRolloutSpec? spec) => spec is null ? null : new AddonRollout(spec.Version, [.. spec.Waves.Select(Wave)], spec.Reached);

    private static PlacedAddon Placed(PlatformSpec platform, string name, AddonSpec spec) => new()
    {
        Addon = Of(platform, name, spec),
        On = spec.On?.ToSelection(),
        Origin = SpecPath.Root.Keys("addons", name),
        IsWritten = true,
        Overrides = [.. spec.Overrides.Select(difference => ApplicationParts.WithChanges(Override.For(difference.On.ToSelection()), difference.Values, difference.Patches))],
        Rollout = Rollout(spec.Rollout),
        IsSuspended = spec.Suspended,
        HasSecrets = !spec.Secrets.IsEmpty,
        Secrets = context => spec.Secrets.ToImmutableSortedDictionary(
            secret => secret.Key,
            secret => secret.Value.Keys.ToImmutableSortedDictionary(key => key.Key, key => (Input<string>)context.Secret(key.Value), StringComparer.Ordinal),
            StringComparer.Ordinal),
        SecretValues = context => AddonManifests.SecretValues(spec.SecretValues.Select(value => (value.Key, (Input<string>)context.Secret(value.Value)))),
    };

    private static AddonContent Content(PlatformSpec platform, AddonSpec spec)
    {
        if (spec.Chart is not { } chart)
            return new AddonContent.Objects(Manifests.Objects(spec.Manifests, PlatformKinds.Of(platform)));
        var mirrors = new ImageMirrors(platform.Mirrors.Registries);
        var values = spec.Images.Aggregate(
            chart.Values?.Values ?? ImmutableDictionary<string, object>.Empty,
            (all, image) => mirrors.Apply(image.Value) is var mirrored && mirrored != image.Value ? ValuePath.Set(all, image.Key, mirrored) : all);
        return new AddonContent.Helm(new Chart(chart.Chart, platform.Mirrors.RepositoryOf(chart.Repository), chart.Version), values);
    }

    /// <summary>A wave.</summary>
    public static AddonWave Wave(AddonWaveSpec wave) =>
        wave is { Percent: { } percent } ? new AddonWave.Share(percent) : new AddonWave.Selected(wave.On?.ToSelection() ?? ClusterSelection.All);
}
