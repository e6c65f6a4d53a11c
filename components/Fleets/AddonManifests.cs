using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Pulumi;

namespace Infra.Components.Fleets;

/// <summary>What Karmada is given of an <see cref="Addon"/>.</summary>
public static class AddonManifests
{
    /// <summary>The namespace, in Karmada and in every member, in which the releases of charts are.</summary>
    public const string ReleaseNamespace = MembershipNames.SystemNamespace;

    /// <summary>The key of a Secret or ConfigMap that holds values of a chart, as Flux expects it.</summary>
    public const string ValuesKey = "values.yaml";

    // Versions are pinned, so nothing is missed between two looks; what drifts is put right within this time.
    private const string Interval = "10m";

    // An index changes when its publisher releases; a version that is new to it is looked for at once, when a release asks for it.
    private const string SourceInterval = "1h";

    // Karmada's taints of clusters that it cannot reach, or not yet.
    private static readonly string[] Tolerated = ["cluster.karmada.io/not-ready", "cluster.karmada.io/unreachable"];

    /// <summary>The name of what is written to Karmada for the add-on: stacks that share a Karmada have add-ons of the same names.</summary>
    public static string NameOf(FleetAddonArgs args) => NameOf(args.Scope, args.Addon.Name);

    /// <summary>The name of what stack <paramref name="scope"/> writes to Karmada for the add-on <paramref name="addon"/>.</summary>
    public static string NameOf(string scope, string addon) => $"{scope}-{addon}";

    /// <summary>The version of the add-on's chart.</summary>
    /// <returns>Null where it is objects, which have none.</returns>
    public static string? VersionOf(Addon addon) => (addon.Content as AddonContent.Helm)?.Chart.Version;

    /// <summary>Secret values of a chart as one text.</summary>
    /// <param name="values">The values by their path.</param>
    /// <returns>Null where there are none.</returns>
    public static Input<string>? SecretValues(IEnumerable<(string Path, Input<string> Value)> values)
    {
        var all = values.ToImmutableArray();
        // JSON is YAML, and quotes whatever a secret may hold.
        return all.IsEmpty ? null : (Input<string>)Output.CreateSecret(Output.All(all.Select(value => value.Value)).Apply(texts =>
            PlainJson.Text(all.Zip(texts).Aggregate(Fields.Of(), (values, value) => ValuePath.Set(values, value.First.Path, value.Second)))));
    }

    /// <summary>The add-on's objects, each with the namespace that it is in, in the order of need.</summary>
    internal static ImmutableArray<AddonObject> Objects(FleetAddonArgs args) => args.Addon.Content switch
    {
        AddonContent.Helm helm =>
        [
            .. Home(args, !args.Secrets.IsEmpty),
            new(FluxManifests.ChartSource(NameOf(args), helm.Chart, SourceInterval), MembershipNames.SystemNamespace),
            .. OverrideManifests.WithRoomFor([Release(args, helm)], OverridesOf(args)).Select(release => new AddonObject(release, MembershipNames.SystemNamespace)),
        ],
        AddonContent.Objects objects => [.. Home(args, isNeeded: true), .. KnownKind.WithScopes(objects.Items, []).Select(item => new AddonObject(item, args.Addon.Namespace))],
        var other => throw new ArgumentException($"add-on content of kind {other.GetType().Name} is unknown", nameof(args)),
    };

    /// <summary>The add-on's secrets: those of its namespace, and the one that holds values of the chart.</summary>
    internal static ImmutableArray<AddonSecret> Secrets(FleetAddonArgs args) =>
    [
        .. args.Secrets.Select(secret => new AddonSecret(secret.Key, args.Addon.Namespace, [.. secret.Value])),
        .. args.SecretValues is { } values
            ? [new AddonSecret($"{NameOf(args)}-values", MembershipNames.SystemNamespace, [KeyValuePair.Create(ValuesKey, values)])]
            : Enumerable.Empty<AddonSecret>(),
    ];

    /// <summary>The spec of the policy that takes everything of the add-on to the clusters that are meant.</summary>
    internal static ImmutableDictionary<string, object> PropagationPolicy(FleetAddonArgs args, ImmutableArray<AddonObject> objects, ImmutableArray<AddonSecret> secrets) => Policy(
        args,
        [.. objects.Where(item => !IsHome(item)).Select(Selector), .. secrets.Select(Selector)],
        isKept: args.Addon.Removal == AddonRemoval.Retain);

    /// <summary>The spec of the policy that takes the add-on's namespace there. It stays when the add-on goes: others may have something in it by then.</summary>
    internal static ImmutableDictionary<string, object> NamespacePolicy(FleetAddonArgs args, AddonObject home) => Policy(args, [Selector(home)], isKept: true);

    /// <summary>Whether it is the add-on's namespace.</summary>
    internal static bool IsHome(AddonObject item) => item.Object.Kind == "Namespace" && item.Object.Name == item.Namespace;

    private static ImmutableDictionary<string, object> Policy(FleetAddonArgs args, ImmutableArray<ImmutableDictionary<string, object>> selectors, bool isKept) =>
        Policy(selectors, args.On, isKept).SetItems(args.IsSuspended ? Fields.Of(("suspension", Fields.Of(("dispatching", true)))) : ImmutableDictionary<string, object>.Empty);

    /// <summary>The spec of a policy that takes what is selected to these clusters.</summary>
    internal static ImmutableDictionary<string, object> Policy(ImmutableArray<ImmutableDictionary<string, object>> selectors, ClusterSelection on, bool isKept)
    {
        var policy = PropagationManifests.Policy([], Placement.On(on));
        var placement = ((ImmutableDictionary<string, object>)policy["placement"])
            // A cluster that is out of reach for a while keeps its add-ons, and one that has just joined gets them before it counts as ready.
            .SetItem("clusterTolerations", Fields.List(Tolerated.Select(taint => Fields.Of(("key", taint), ("operator", "Exists")))));
        return policy
            .SetItem("resourceSelectors", Fields.List(selectors))
            .SetItem("placement", placement)
            // Whatever belongs to it is named above; and what another policy has already is not taken from it.
            .SetItem("propagateDeps", false)
            .SetItem("preemption", "Never")
            .SetItem("preserveResourcesOnDeletion", isKept);
    }

    /// <summary>The specs of the policies that make clusters differ, waves of a version among them.</summary>
    internal static IEnumerable<(KubernetesObject Target, ImmutableDictionary<string, object> Spec)> OverridePolicies(FleetAddonArgs args, ImmutableArray<AddonObject> objects)
    {
        var bySelector = objects.ToLookup(item => item.Object, Selector);
        return OverrideManifests.Policies([.. objects.Select(item => item.Object)], OverridesOf(args))
            .Select(policy => (policy.Target, policy.Spec.SetItem("resourceSelectors", Fields.List(bySelector[policy.Target]))));
    }

    /// <summary>The kind of an object, with its group where the add-on has another of that kind and name.</summary>
    internal static string KindOf(KubernetesObject target, ImmutableArray<AddonObject> objects) =>
        objects.Count(item => item.Object.IsCalled(target.Kind, target.Name)) > 1 ? $"{target.Kind}.{KubernetesKinds.GroupOf(target.ApiVersion)}" : target.Kind;

    /// <summary>The object as Karmada is given it. It runs nothing itself, so waiting for it there would never end; the members' state is in its status.</summary>
    internal static KubernetesObject Template(KubernetesObject target) => target with { Annotations = target.Annotations.SetItem("pulumi.com/skipAwait", "true") };

    // A wave is the same chart in another version, so it is an override as any other.
    private static ImmutableArray<Override> OverridesOf(FleetAddonArgs args)
    {
        if (args.Rollout is not { } rollout || args.Addon.Content is not AddonContent.Helm helm)
            return args.Overrides;
        var (kind, path) = FluxManifests.VersionField(helm.Chart);
        return
        [
            .. args.Overrides,
            .. rollout.ReachedWaves.Select(wave => Override.For(wave.Clusters).Patch(kind, NameOf(args), new JsonPatch("replace", JsonPointer.To([.. path]), rollout.Version))),
        ];
    }

    private static IEnumerable<AddonObject> Home(FleetAddonArgs args, bool isNeeded)
    {
        if (!isNeeded || !args.MakesNamespace)
            return [];
        var labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(FleetManifests.NoAutomaticPropagation, "true");
        var home = new KubernetesObject("v1", "Namespace", args.Addon.Namespace, ImmutableDictionary<string, object>.Empty)
        {
            Labels = args.Addon.PodSecurity is { } level ? labels.SetItems(FleetManifests.PodSecurityLabels(level)) : labels,
            // Flux may have made it already, for another add-on in it.
            Annotations = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("work.karmada.io/conflict-resolution", "overwrite"),
        };
        return [new(home, args.Addon.Namespace)];
    }

    private static KubernetesObject Release(FleetAddonArgs args, AddonContent.Helm helm) => FluxManifests.HelmRelease(NameOf(args), Fields.Of(
        FluxManifests.ChartOf(NameOf(args), helm.Chart),
        ("interval", Interval),
        ("releaseName", args.Addon.Release ?? args.Addon.Name),
        ("targetNamespace", args.Addon.Namespace),
        ("timeout", "15m"),
        ("dependsOn", Fields.ListOrNone(args.WaitsFor.Select(required => Fields.Of(("name", NameOf(args.Scope, required)))))),
        // Without a limit of tries: a site may be without a network for days, and an add-on that gave up would have to be woken by hand. In between stands what stood before.
        // And nothing is taken over: on what is there and not of this release, somebody else relies. Helm refuses that by itself, and would not as Flux asks it.
        ("install", Fields.Of(("createNamespace", true), ("crds", "CreateReplace"), ("disableTakeOwnership", true), ("remediation", Fields.Of(("retries", -1))))),
        ("upgrade", Fields.Of(("crds", "CreateReplace"), ("disableTakeOwnership", true), ("remediation", Fields.Of(("retries", -1), ("strategy", "rollback"))))),
        // What somebody changed by hand in a member is put right, and told.
        ("driftDetection", Fields.Of(("mode", "enabled"), ("ignore", Fields.ListOrNone(args.Addon.IgnoreDrift.Select(drift =>
            Fields.Of(("paths", drift.Paths), ("target", Fields.Of(("kind", drift.Kind), ("name", drift.Name))))))))),
        ("valuesFrom", Fields.ListOrNone(ValueSources(args))),
        ("values", helm.Values)));

    private static IEnumerable<ImmutableDictionary<string, object>> ValueSources(FleetAddonArgs args)
    {
        if (args.SecretValues is not null)
            yield return Fields.Of(("kind", "Secret"), ("name", $"{NameOf(args)}-values"), ("valuesKey", ValuesKey));
        foreach (var document in args.Addon.ClusterDocuments)
            yield return Fields.Of(("kind", "ConfigMap"), ("name", document), ("valuesKey", ValuesKey));
        foreach (var value in args.Addon.ClusterValues)
            yield return Fields.Of(("kind", "ConfigMap"), ("name", MembershipNames.Identity), ("valuesKey", MembershipNames.HelmFact(value.Fact)), ("targetPath", value.Path));
    }

    // A selector that names a namespace never takes what lives outside of them, in silence; one that names none takes either.
    private static ImmutableDictionary<string, object> Selector(AddonObject item) =>
        item.Object.Scope == KindScope.Namespaced ? PropagationManifests.Selector(item.Object).SetItem("namespace", item.Namespace) : PropagationManifests.Selector(item.Object);

    private static ImmutableDictionary<string, object> Selector(AddonSecret secret) =>
        Fields.Of(("apiVersion", "v1"), ("kind", "Secret"), ("namespace", secret.Namespace), ("name", secret.Name));
}

/// <summary>An object of an add-on.</summary>
/// <param name="Object">The object.</param>
/// <param name="Namespace">The namespace that it is in, unless it lives outside namespaces.</param>
internal sealed record AddonObject(KubernetesObject Object, string Namespace);

/// <summary>A secret of an add-on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">The namespace that it is in.</param>
/// <param name="Keys">What it holds.</param>
internal sealed record AddonSecret(string Name, string Namespace, ImmutableArray<KeyValuePair<string, Input<string>>> Keys);
