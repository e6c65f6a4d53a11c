using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Monitoring;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Pulumi;

namespace Infra.Stacks.Addons;

/// <summary>The add-ons of <c>infra:monitoring.members</c>: an add-on for each entry.</summary>
internal sealed class MonitoringMembers : IAddonSource
{
    private const string Prefix = "monitoring-";

    public IEnumerable<PlacedAddon> AddonsOf(PlatformSpec platform) => Entries(platform).Select(entry => Placed(platform, entry.Key, entry.Value));

    /// <summary>The entries.</summary>
    public static ImmutableSortedDictionary<string, MonitoringMemberSpec> Entries(PlatformSpec platform) =>
        platform.Monitoring?.Members ?? ImmutableSortedDictionary<string, MonitoringMemberSpec>.Empty;

    /// <summary>Where an entry stands.</summary>
    public static SpecPath PathOf(string entry) => SpecPath.Root.Keys("monitoring", "members", entry);

    /// <summary>What an entry asks for, with what it leaves to us.</summary>
    public static MemberMonitoringPlan Plan(PlatformSpec platform, string name, MonitoringMemberSpec spec)
    {
        var isAgent = spec.Mode == MemberMode.Agent;
        return new MemberMonitoringPlan
        {
            Name = $"{Prefix}{name}",
            Mode = spec.Mode,
            Chart = PlatformCharts.Of(platform, Versions.KubePrometheusStack),
            Mirrors = new ImageMirrors(platform.Mirrors.Registries),
            Replicas = spec.Replicas ?? (!isAgent && platform.Environment.Tier == EnvironmentTier.Production ? 2 : 1),
            ScrapeSeconds = spec.ScrapeSeconds ?? (isAgent ? 60 : 30),
            RetentionDays = spec.RetentionDays ?? 7,
            Volume = new MemberVolume(spec.Storage.SizeGiB ?? (isAgent ? 2 : 50), spec.Storage.Persistent ?? !isAgent, spec.Storage.StorageClass),
            MemoryMiB = spec.MemoryMiB ?? (isAgent ? 400 : 4096),
            ScrapesControlPlane = spec.ControlPlane,
            Rules = AlertPack.Values(AlertPack.Member, platform.Monitoring?.Runbooks ?? AlertPack.Runbooks),
            StoreApi = spec.StoreApi is { } store ? new MemberStoreApi(store.Annotations, [.. store.AllowedSources.Select(range => range.ToString())]) : null,
        };
    }

    private static PlacedAddon Placed(PlatformSpec platform, string name, MonitoringMemberSpec spec)
    {
        var plan = Plan(platform, name, spec);
        return new PlacedAddon
        {
            Addon = MemberMonitoring.Addon(plan),
            On = spec.On.ToSelection(),
            Origin = PathOf(name),
            Rollout = SpecifiedAddons.Rollout(spec.Rollout),
            HasSecrets = true,
            Secrets = context => MemberMonitoring.Secrets(plan, Connection(context, spec.Hub)),
            SecretValues = context => MemberMonitoring.SecretValues(plan, Connection(context, spec.Hub)),
        };
    }

    private static MonitoringConnection Connection(AddonContext context, MonitoringSourceSpec? source) => source switch
    {
        { Stack: { } stack } => Of(context.StackNamed(stack)),
        { Given: { } given } => Of(context, given),
        _ => context.Monitoring ?? throw new ArgumentException("members are monitored, and there is no hub", nameof(context)),
    };

    private static MonitoringConnection Of(OtherStack stack)
    {
        return new MonitoringConnection(
            Part(MonitoringConnection.AuthorityKey),
            Part(MonitoringConnection.ClientCertificateKey),
            Part(MonitoringConnection.ClientKeyKey),
            Part(MonitoringConnection.WriteUrlKey),
            Part(MonitoringConnection.AlertmanagerKey),
            Part(MonitoringConnection.ObjectStoreKey));

        Output<string> Part(string key) => Output.CreateSecret(stack.Text(Platform.MonitoringOutput, key));
    }

    // What the mode has no use for is never asked for.
    private static MonitoringConnection Of(AddonContext context, MonitoringConnectionSpec given) => new(
        context.Secret(given.Authority),
        context.Secret(given.ClientCertificate),
        context.Secret(given.ClientKey),
        Output.Create(given.WriteUrl ?? ""),
        Output.Create($"{given.Alertmanager}"),
        given.ObjectStore is { } store ? context.Secret(store) : Output.Create(""));
}
