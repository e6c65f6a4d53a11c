using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Entries of <c>infra:addons</c>: that what they say fits together.</summary>
internal static class SpecifiedAddonChecks
{
    private const string ByCluster = "clusterValues";
    private const string Secret = "secretValues";
    private const string Images = "images";

    private static readonly SpecPath Addons = SpecPath.Root.Key("addons");

    public static void Run(CheckContext context, string name, AddonSpec addon)
    {
        var path = Addons.Key(name);
        var clusters = Placement(context, addon, path);
        Manifests.Check(context, addon.Manifests, path.Key("manifests"));
        ChartOnly(context, addon, path);
        MembersOnly(context, addon, path);
        Values(context, addon, path);
        foreach (var (index, difference) in addon.Overrides.Index())
            Override(context, name, addon, difference, clusters, path.Key("overrides").Item(index));
        if (addon.Rollout is { } rollout)
            RolloutChecks.Run(context, rollout, addon.Chart?.Version, clusters, path.Key("rollout"));
    }

    private static ImmutableArray<ClusterFacts> Placement(CheckContext context, AddonSpec addon, SpecPath path)
    {
        if (addon.On is { } on)
        {
            if (addon.RunsOn == AddonPlace.Hub)
                context.Report(Rules.Consistent, path.Key("on"), "it runs on the management cluster alone, so it goes to no member; remove 'on', or say 'runsOn: both'");
            return SelectionChecks.Run(context, on, path.Key("on"));
        }

        if (addon.RunsOn != AddonPlace.Hub && context.IsRead(path.Key("on"), deep: false))
            context.Report(Rules.Required, path, "'on' is missing: the clusters that get it");
        return [];
    }

    private static void ChartOnly(CheckContext context, AddonSpec addon, SpecPath path)
    {
        if (addon.Chart is not null || !context.IsRead(path.Key("chart"), deep: false))
            return;
        (string Key, bool IsSaid)[] values =
        [
            ("clusterValues", !addon.ClusterValues.IsEmpty), ("secretValues", !addon.SecretValues.IsEmpty), ("images", !addon.Images.IsEmpty), ("ignoreDrift", !addon.IgnoreDrift.IsEmpty), ("rollout", addon.Rollout is not null),
        ];
        foreach (var (key, _) in values.Where(value => value.IsSaid))
            context.Report(Rules.Consistent, path.Key(key), $"'{key}' is for charts, and this add-on is manifests");
    }

    // On the management cluster nothing is filled in by a cluster-identity, and there is one of it.
    private static void MembersOnly(CheckContext context, AddonSpec addon, SpecPath path)
    {
        if (addon.RunsOn == AddonPlace.Members)
            return;
        (string Key, bool IsSaid)[] values =
        [
            ("clusterValues", !addon.ClusterValues.IsEmpty), ("secretValues", !addon.SecretValues.IsEmpty), ("secrets", !addon.Secrets.IsEmpty),
            ("overrides", !addon.Overrides.IsEmpty), ("rollout", addon.Rollout is not null), ("suspended", addon.Suspended),
            ("ignoreDrift", !addon.IgnoreDrift.IsEmpty),
        ];
        foreach (var (key, _) in values.Where(value => value.IsSaid))
            context.Report(Rules.Consistent, path.Key(key), $"'{key}' is for members only; make an add-on of its own for the management cluster");
    }

    private static void Values(CheckContext context, AddonSpec addon, SpecPath path)
    {
        var values = addon.Chart?.Values?.Values ?? ImmutableDictionary<string, object>.Empty;
        var said = Said(addon).ToList();
        foreach (var (index, (key, value)) in said.Index())
        {
            var at = path.Keys(key, value);
            if (ValuePath.IsTaken(values, value))
                context.Report(Rules.Consistent, at, $"'{value}' is in the way of the chart's values, which say it or what it is in; remove it from one of them");
            else if (said.Take(index).FirstOrDefault(other => Meet(other, (key, value))) is { Key: { } first } other)
                context.Report(Rules.Consistent, at, $"'{value}' is in the way of '{other.Path}' in '{first}'; remove one of them");
        }

        foreach (var (index, _) in addon.IgnoreDrift.Index().Where(drift => drift.Item.Paths.IsEmpty && context.IsRead(path.Key("ignoreDrift").Item(drift.Index))))
            context.Report(Rules.Consistent, path.Key("ignoreDrift").Item(index), "it names no field; say 'paths'");
        foreach (var (secret, _) in addon.Secrets.Where(secret => secret.Value.Keys.IsEmpty && context.IsRead(path.Keys("secrets", secret.Key))))
            context.Report(Rules.Consistent, path.Keys("secrets", secret), "the secret holds nothing; say 'keys'");
    }

    // Everything that gives a value of the chart, but for the chart's values themselves.
    private static IEnumerable<(string Key, string Path)> Said(AddonSpec addon) =>
        addon.ClusterValues.Keys.Select(path => (Key: ByCluster, Path: path))
            .Concat(addon.SecretValues.Keys.Select(path => (Key: Secret, Path: path)))
            .Concat(addon.Images.Keys.Select(path => (Key: Images, Path: path)))
            .Where(value => TextForm.Of(Form.ValuePath).Holds(value.Path));

    // A mirrored image becomes one of the chart's values, and a list among those takes the place of a list from elsewhere.
    private static bool Meet((string Key, string Path) one, (string Key, string Path) other) => (one.Key == Images) == (other.Key == Images)
        ? ValuePath.Meet(one.Path, other.Path)
        : ValuePath.Meet(one.Key == Images ? ValuePath.UpToList(one.Path) : one.Path, other.Key == Images ? ValuePath.UpToList(other.Path) : other.Path);

    private static void Override(CheckContext context, string name, AddonSpec addon, AddonOverrideSpec difference, ImmutableArray<ClusterFacts> clusters, SpecPath path)
    {
        SelectionChecks.Run(context, difference.On, path.Key("on"), clusters.IsEmpty ? null : clusters);
        if (!context.IsRead(path))
            return;
        if (difference.Values is not { Values.IsEmpty: false } && difference.Patches.IsEmpty)
            context.Report(Rules.Consistent, path, "the override changes nothing; allowed: values, patches");
        if (difference.Values is not null && addon.Chart is null)
            context.Report(Rules.Consistent, path.Key("values"), "'values' are a chart's, and this add-on is manifests; use 'patches'");
        if (!difference.Patches.IsEmpty && addon.Chart is not null)
            context.Report(Rules.Consistent, path.Key("patches"), "'patches' are for manifests, and this add-on is a chart; use 'values'");
        // An image may well be another one on some clusters; what a cluster fills in by itself may not be said for it.
        foreach (var (key, value) in Said(addon).Where(value => value.Key != Images && addon.Chart is not null && difference.Values is { } values && ValuePath.IsTaken(values.Values, value.Path)))
            context.Report(Rules.Consistent, path.Key("values"), $"'{value}', or what it is in, is said here and for every cluster in '{key}'; remove it from one of them");
        var objects = Manifests.Objects(addon.Manifests);
        OverrideChecks.Paths(context, difference.Patches, objects, addon.Namespace, path.Key("patches"));
        foreach (var (index, patch) in difference.Patches.Index())
        {
            OverrideChecks.Patch(context, patch, path.Key("patches").Item(index));
            if (addon.Chart is null && !objects.Any(item => item.IsCalled(patch.Kind, patch.Name)) && context.IsRead(Addons.Keys(name, "manifests")))
                context.Report(Rules.Reference, path.Key("patches").Item(index), $"the add-on has no {patch.Kind} '{patch.Name}'");
        }
    }
}
