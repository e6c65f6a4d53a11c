using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Kubernetes;
using Infra.Components.Management;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Infra.Components.Fleets;

/// <summary>Delivers an <see cref="Addon"/>: once to Karmada, which takes it to every member that is meant, now and later. So it costs the same for one site and for thousands.</summary>
/// <remarks>A chart becomes Flux objects, by which Flux in each member installs it and keeps it; what each cluster fills in by itself comes from its <c>cluster-identity</c>.</remarks>
public sealed class FleetAddon : ComponentResource
{
    private const string Propagation = "ClusterPropagationPolicy";

    /// <summary>The add-on's name.</summary>
    public string AddonName { get; }

    /// <summary>What add-ons that require this one depend on.</summary>
    public ImmutableArray<Resource> Ready { get; }

    /// <summary>Delivers the add-on.</summary>
    /// <exception cref="ArgumentException">It is to run on the management cluster and there is none, or an override asks for what it does not have.</exception>
    public FleetAddon(string name, FleetAddonArgs args, ComponentResourceOptions? options = null)
        : base("infra:fleets:FleetAddon", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        AddonName = args.Addon.Name;
        var members = args.Addon.RunsOn is AddonPlace.Members or AddonPlace.Both ? ToMembers(name, args) : [];
        var hub = args.Addon.RunsOn is AddonPlace.Hub or AddonPlace.Both ? ToHub(name, args) : [];
        Ready = [.. members, .. hub];
        RegisterOutputs(new Dictionary<string, object?> { ["namespace"] = args.Addon.Namespace, ["version"] = AddonManifests.VersionOf(args.Addon) });
    }

    private ImmutableArray<Resource> ToMembers(string name, FleetAddonArgs args)
    {
        var karmada = new CustomResourceOptions { Parent = this, Provider = args.Karmada, DependsOn = { args.Needs.ToArray() } };
        var objects = AddonManifests.Objects(args);
        var secrets = AddonManifests.Secrets(args);

        // First what differs and where to, then the objects: Karmada must never see an object without its policies, or a cluster would have for a moment what it was not to have.
        var differences = AddonManifests.OverridePolicies(args, objects)
            .Select(policy => Policy(
                $"{name}/{AddonManifests.KindOf(policy.Target, objects)}/{policy.Target.Name}",
                "ClusterOverridePolicy",
                $"{AddonManifests.NameOf(args)}-{AddonManifests.KindOf(policy.Target, objects).ToLowerInvariant()}-{policy.Target.Name}",
                policy.Spec,
                karmada))
            .ToArray();
        var homes = objects.Where(AddonManifests.IsHome).ToImmutableArray();
        var ways = homes.Select(home => Policy($"{name}-namespace", Propagation, $"{AddonManifests.NameOf(args)}-namespace", AddonManifests.NamespacePolicy(args, home), karmada))
            .Append(Policy(name, Propagation, AddonManifests.NameOf(args), AddonManifests.PropagationPolicy(args, objects, secrets), karmada.After(differences)))
            .ToArray();

        var placed = karmada.After(ways);
        var made = homes.Select(home => Create(name, home, home.Object, placed)).ToArray();
        var inside = placed.After(made);
        var kept = secrets.Select(secret => Create($"{name}/Secret/{secret.Name}", secret, inside)).ToArray();
        return [.. made, .. kept, .. objects.Except(homes).Select(item => Create(name, item, AddonManifests.Template(item.Object), inside.After(kept)))];
    }

    // The management cluster is not a member: there it is installed by this program, as everything else that is on it.
    private ImmutableArray<Resource> ToHub(string name, FleetAddonArgs args)
    {
        var access = args.Hub ?? throw new ArgumentException($"add-on '{args.Addon.Name}' runs on the management cluster, and there is none", nameof(args));
        var options = new CustomResourceOptions
        {
            Parent = this,
            Provider = access.Connection,
            DependsOn = { args.Needs.ToArray() },
            RetainOnDelete = args.Addon.Removal == AddonRemoval.Retain ? true : null,
        };
        var labels = (args.Addon.PodSecurity is { } level ? FleetManifests.PodSecurityLabels(level) : []).ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (args.Addon.Content is AddonContent.Helm helm)
            return [new ChartRelease(helm.Chart, args.Addon.Namespace, helm.Values) { ReleaseName = args.Addon.Name, NamespaceLabels = labels }.Install($"{name}-hub", options)];
        var home = new Namespace($"{name}-hub-system", new NamespaceArgs { Metadata = ChartRelease.Home(args.Addon.Namespace, labels) }, options);
        return
        [
            .. ((AddonContent.Objects)args.Addon.Content).Items.Select(item =>
                KubernetesObjectResource.Create($"{name}-hub/{item.Kind}/{item.Name}", item, args.Addon.Namespace, options.After(home))),
        ];
    }

    private static Pulumi.CustomResource Create(string name, AddonObject item, KubernetesObject content, CustomResourceOptions options) =>
        KubernetesObjectResource.Create($"{name}/{item.Object.Kind}/{item.Object.Name}", content, item.Namespace, options);

    private static Secret Create(string name, AddonSecret secret, CustomResourceOptions options)
    {
        var content = new InputMap<string>();
        foreach (var (key, value) in secret.Keys)
            content.Add(key, Output.CreateSecret(value.ToOutput()));
        return new Secret(name, new SecretArgs { Metadata = new ObjectMetaArgs { Name = secret.Name, Namespace = secret.Namespace }, StringData = content }, options);
    }

    private static CustomObject Policy(string logicalName, string kind, string policy, ImmutableDictionary<string, object> spec, CustomResourceOptions options) => new(
        logicalName,
        new SpecArgs("policy.karmada.io/v1alpha1", kind) { Metadata = new ObjectMetaArgs { Name = policy }, Spec = spec },
        options);
}
