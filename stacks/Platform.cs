using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Infra.Components.Management;
using Infra.Components.Mesh;
using Infra.Components.Monitoring;
using Infra.Components.Propagation;
using Infra.Stacks.Addons;
using Infra.Stacks.Checking;
using Infra.Stacks.Specification;
using Pulumi;

namespace Infra.Stacks;

/// <summary>Puts the components together as a specification says. The order of the statements is the order of creation.</summary>
public sealed record Platform
{
    /// <summary>The output by which a stack that installs Karmada hands it on.</summary>
    public const string KarmadaKubeconfigOutput = "karmadaKubeconfig";

    /// <summary>The output that holds the agents of clusters that pull, for whoever is there to install them.</summary>
    public const string AgentsOutput = "agents";

    /// <summary>The output by which a stack that has the management cluster hands its kubeconfig on, to stacks whose clusters are made from there.</summary>
    public const string ManagementKubeconfigOutput = "managementKubeconfig";

    /// <summary>The output by which it says which context of that kubeconfig to use, if not the current one.</summary>
    public const string ManagementContextOutput = "managementContext";

    /// <summary>The output by which a stack that has the hub of monitoring hands on what members need to reach it: a map, by the keys of <see cref="Components.Monitoring.MonitoringConnection"/>.</summary>
    public const string MonitoringOutput = "monitoring";

    private Platform()
    {
    }

    /// <summary>The Karmada that orchestrates the clusters.</summary>
    public required KarmadaControlPlane Karmada { get; init; }

    /// <summary>The way into the management cluster; null when another stack has it.</summary>
    public ClusterAccess? Management { get; init; }

    /// <summary>The clusters' memberships.</summary>
    public required ImmutableArray<FleetMembership> Members { get; init; }

    /// <summary>The fleets.</summary>
    public required ImmutableArray<Fleet> Fleets { get; init; }

    /// <summary>Where the metrics of all clusters come together; null when it is in another stack, or nowhere.</summary>
    public GlobalMonitoring? Monitoring { get; init; }

    /// <summary>The add-ons.</summary>
    public required ImmutableArray<FleetAddon> Addons { get; init; }

    /// <summary>The applications' names.</summary>
    public required ImmutableArray<string> Applications { get; init; }

    /// <summary>Builds the platform.</summary>
    /// <param name="platform">What it consists of, free of errors.</param>
    /// <param name="deployed">What stands of it.</param>
    public static Platform Build(PlatformSpec platform, DeployedPlatform deployed)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(deployed);
        var membership = Membership.Of(platform);
        var others = new OtherStacks();
        var karmadaStack = platform.Karmada.Stack is { } stack ? others.Named(stack) : null;
        var management = ManagementOf(platform, deployed, karmadaStack);
        var karmada = new KarmadaControlPlane("karmada", new KarmadaControlPlaneArgs(Source(platform, management?.Access, karmadaStack)), KarmadaProtection(platform));
        var monitoring = platform is { Monitoring.Hub: { } hub, ManagementCluster: not null } && management is not null
            // It watches Karmada too, where that is.
            ? MonitoringHubParts.Install(
                platform,
                hub,
                management.Access,
                Deployment.Instance.StackName,
                platform.Karmada.Install is null ? management.Certificates : [.. management.Certificates, karmada],
                secret => Secret(platform, secret))
            : null;
        var meshes = MeshPlans.Of(platform, Deployment.Instance.StackName);
        var members = membership.Clusters.Select(cluster => Join(platform, deployed, membership, meshes, cluster, karmada, management)).ToImmutableArray();
        var fleets = platform.Fleets.Select(fleet => Form(fleet.Key, fleet.Value, membership, meshes, members, karmada)).ToImmutableArray();
        var managed = platform.ManagementCluster is null ? null : management?.Access;
        var delivery = DeliveryOf(platform, karmada);
        var joined = MeshParts.Join(meshes, members, karmada, management);
        var addons = AddonDeployment.Deploy(
            new AddonContext(platform, Deployment.Instance.StackName, secret => Secret(platform, secret), others.Named) { Monitoring = monitoring?.Connection, Meshes = joined },
            karmada,
            managed,
            [.. fleets.SelectMany(fleet => fleet.Formed), .. delivery?.Ready ?? []]);
        foreach (var (name, application) in platform.Applications)
            Run(platform, name, application, fleets, addons, karmada);

        return new Platform { Karmada = karmada, Management = managed, Members = members, Fleets = fleets, Addons = addons, Applications = [.. platform.Applications.Keys], Monitoring = monitoring };
    }

    // That of this stack, with what is installed on it; or that of the stack that has it, where something is made from there.
    private static ManagementParts? ManagementOf(PlatformSpec platform, DeployedPlatform deployed, OtherStack? other)
    {
        if (platform.ManagementCluster is not { } name)
            return other is not null && IsMadeFromManagement(platform) ? ManagementParts.Of(other) : null;
        if (Cluster(platform, deployed, name, null).Access is not { } access)
            return null;
        var installed = new ManagementCluster(name, Installed(platform, access), Protection(platform, name));
        return new ManagementParts(access, installed.ClusterApi) { Certificates = installed.Certificates };
    }

    private static bool IsMadeFromManagement(PlatformSpec platform) =>
        platform.Clusters.Values.Any(cluster => cluster is AwsClusterSpec { State: ClusterState.Present }) || MeshParts.MakesAuthorities(platform);

    private static ManagementClusterArgs Installed(PlatformSpec platform, ClusterAccess access)
    {
        var management = platform.Management ?? new ManagementSpec();
        return new ManagementClusterArgs
        {
            Access = access,
            IsHighlyAvailable = platform.Environment.Tier == EnvironmentTier.Production,
            InstallsCertManager = management.CertManager == Provision.Install,
            InstallsFlux = management.Flux == Provision.Install,
            ClusterApi = management.ClusterApi is { } clusterApi
                ? new ClusterApiArgs(clusterApi.Aws is { } aws ? new AwsProviderArgs(aws.Credentials is { } credentials ? Secret(platform, credentials) : null) : null)
                : null,
            Charts = chart => PlatformCharts.Of(platform, chart),
            Mirrors = new ImageMirrors(platform.Mirrors.Registries),
        };
    }

    private static KarmadaSource Source(PlatformSpec platform, ClusterAccess? management, OtherStack? other) => platform.Karmada switch
    {
        { Existing: { } existing } => new KarmadaSource.Existing(Kubeconfig(platform, existing.Kubeconfig), existing.ApiEndpoint),
        { Stack: not null } => new KarmadaSource.Existing(KubeconfigSource.FromContent(other!.Text(KarmadaKubeconfigOutput))),
        { Install: { } install } => new KarmadaSource.Installed(
            management ?? throw new ArgumentException("Karmada is to be installed, but there is no management cluster that can be reached", nameof(platform)),
            Installation(platform, install)),
        _ => throw new ArgumentException("Karmada comes from nowhere", nameof(platform)),
    };

    // Once for each Karmada: by the stack that installs it, or that says so of one that it found.
    private static GitOpsDelivery? DeliveryOf(PlatformSpec platform, KarmadaControlPlane karmada) =>
        (platform.Karmada.Install?.Delivery ?? platform.Karmada.Existing?.Delivery) == Provision.Install
            ? new GitOpsDelivery("delivery", new GitOpsDeliveryArgs
            {
                Karmada = karmada.Connection,
                Chart = PlatformCharts.Of(platform, Versions.Flux),
                Kinds = [.. PlatformKinds.Named(platform.Karmada)],
                Mirrors = new ImageMirrors(platform.Mirrors.Registries),
            },
            KarmadaProtection(platform))
            : null;

    private static KarmadaInstallation Installation(PlatformSpec platform, KarmadaInstallationSpec install) => new()
    {
        ApiEndpoint = install.ApiEndpoint,
        Replicas = install.Replicas,
        StorageClass = install.StorageClass,
        StorageGiB = install.StorageGiB,
        Backup = new KarmadaBackupSchedule
        {
            Cron = install.Backup.Schedule,
            Kept = install.Backup.Keep,
            StorageGiB = install.Backup.StorageGiB,
            StorageClass = install.Backup.StorageClass,
        },
        Chart = PlatformCharts.Of(platform, Versions.Karmada),
        Mirrors = new ImageMirrors(platform.Mirrors.Registries),
    };

    private static MemberCluster Cluster(PlatformSpec platform, DeployedPlatform deployed, string name, ManagementParts? management) => platform.Clusters[name] switch
    {
        AttachedClusterSpec attached => new AttachedCluster(name, new AttachedClusterArgs
        {
            Access = attached is { Mode: ClusterMode.Push, Kubeconfig: { } kubeconfig, ApiEndpoint: { } endpoint }
                ? new AttachedClusterAccess(Kubeconfig(platform, kubeconfig), endpoint)
                : null,
            Region = attached.Region,
            Provider = attached.Provider,
            Zones = attached.Zones,
            Labels = attached.Labels,
        },
        // A member that is attached is kept by its membership.
        name == platform.ManagementCluster ? Protection(platform, name) : null).Member,
        AwsClusterSpec aws => new AwsCluster(
            name,
            AwsClusterParts.Args(
                aws,
                platform,
                management ?? throw new ArgumentException($"cluster '{name}' is made from a management cluster, and there is none", nameof(platform)),
                Deployment.Instance.StackName,
                secret => Secret(platform, secret)) with
            {
                IsInMesh = MeshPlans.IsMember(platform, name),
            },
            Protection(platform, name)).Member,
        EksClusterSpec eks => new EksCluster(name, EksClusterParts.Args(eks, platform, Deployment.Instance.StackName), Protection(platform, name)).Member,
        OnPremClusterSpec onPrem => new OnPremCluster(
            name,
            OnPremClusterParts.Args(name, onPrem, platform, deployed.Clusters.GetValueOrDefault(name)?.Standing, secret => Secret(platform, secret)),
            Protection(platform, name)).Member,
        var other => throw new ArgumentException($"clusters of kind {other.GetType().Name} are not built by this version", nameof(platform)),
    };

    // On, or not said; never off, which would lift what a parent asks for.
    private static ComponentResourceOptions Protection(PlatformSpec platform, string name) => new() { Protect = platform.IsProtected(name) ? true : null };

    // A Karmada that this stack installed stands and falls with the cluster that it runs on; of another one there is only a connection to lose.
    private static ComponentResourceOptions? KarmadaProtection(PlatformSpec platform) =>
        platform is { Karmada.Install: not null, ManagementCluster: { } cluster } ? Protection(platform, cluster) : null;

    private static KubeconfigSource Kubeconfig(PlatformSpec platform, KubeconfigSpec kubeconfig) => kubeconfig switch
    {
        { Path: { } path } => KubeconfigSource.FromFile(path, kubeconfig.Context),
        { Content: { } content } => KubeconfigSource.FromContent(Secret(platform, content), kubeconfig.Context),
        _ => throw new ArgumentException("a kubeconfig is nowhere", nameof(kubeconfig)),
    };

    private static Output<string> Secret(PlatformSpec platform, SecretValue secret)
    {
        var kept = secret.Name is { } name ? platform.Secrets[name] : secret;
        return Output.CreateSecret(kept.Reveal() ?? throw new RunException("a secret of the configuration was not decrypted"));
    }

    private static FleetMembership Join(
        PlatformSpec platform, DeployedPlatform deployed, Membership membership, ImmutableArray<MeshPlan> meshes, string name, KarmadaControlPlane karmada, ManagementParts? management)
    {
        var (mesh, place) = meshes.SelectMany(mesh => mesh.Members.Select(member => (mesh.Name, member))).FirstOrDefault(pair => pair.member.Cluster == name);
        return new FleetMembership(name, new FleetMembershipArgs
        {
            Cluster = Cluster(platform, deployed, name, management),
            Karmada = karmada.Connection,
            Fleets = membership.FactsOf(name)?.Fleets ?? [],
            Stack = Deployment.Instance.StackName,
            Agent = platform.Clusters[name] is AttachedClusterSpec { Agent: not AgentOrigin.Existing } pulled ? Agent(platform, name, pulled, karmada) : null,
            Network = place?.Network,
            Mesh = mesh,
        },
        Protection(platform, name));
    }

    private static PullAgentArgs Agent(PlatformSpec platform, string name, AttachedClusterSpec cluster, KarmadaControlPlane karmada) => new()
    {
        Cluster = name,
        Karmada = karmada.Connection,
        KarmadaEndpoint = karmada.ApiEndpoint ?? throw new ArgumentException("the address of Karmada's API is unknown", nameof(platform)),
        Image = new ImageMirrors(platform.Mirrors.Registries).Apply(PullAgentHandover.ImageOf(PlatformCharts.Of(platform, Versions.Karmada).Version)),
        Machine = cluster.Ssh is { } ssh
            ? new AgentMachine
            {
                Connection = new MachineConnection
                {
                    Host = ssh.Address,
                    Port = ssh.Port,
                    User = ssh.User,
                    PrivateKey = ssh.Key is { } key ? Secret(platform, key) : null,
                    HostKey = ssh.HostKey,
                },
                Kubeconfig = ssh.Kubeconfig,
            }
            : null,
    };

    private static Fleet Form(string name, FleetSpec fleet, Membership membership, ImmutableArray<MeshPlan> meshes, ImmutableArray<FleetMembership> members, KarmadaControlPlane karmada)
    {
        var names = membership.MembersOf(name).ToHashSet(StringComparer.Ordinal);
        return new Fleet(name, new FleetArgs
        {
            Karmada = karmada.Connection,
            Members = [.. members.Where(member => names.Contains(member.ClusterName))],
            Namespaces = [.. fleet.Namespaces.Select(shared => new SharedNamespace(shared.Key, fleet.PodSecurityOf(shared.Value)) { Labels = MeshNamespaceLabels.Of(meshes, shared.Key, shared.Value.LabelsIn(name)) })],
        });
    }

    private static void Run(PlatformSpec platform, string name, ApplicationSpec application, ImmutableArray<Fleet> fleets, ImmutableArray<FleetAddon> addons, KarmadaControlPlane karmada)
    {
        // A pod that is made before its mesh's tags would be without a proxy.
        var tags = platform.Meshes.Where(mesh => mesh.Value.Namespaces.Contains(application.Namespace, StringComparer.Ordinal)).Select(mesh => MeshNames.Addon(mesh.Key, IstioMesh.Tags)).ToHashSet(StringComparer.Ordinal);
        var home = platform.Fleets.Single(fleet => fleet.Value.Namespaces.ContainsKey(application.Namespace)).Key;
        _ = new Application(name, new ApplicationArgs
        {
            Namespace = application.Namespace,
            Content = ApplicationParts.Content(application, platform.Mirrors, PlatformKinds.Of(platform)),
            Placement = ApplicationParts.Placement(application.Placement, Deployment.Instance.StackName),
            Overrides = [.. application.Overrides.Select(ApplicationParts.Override)],
            Karmada = karmada.Connection,
            Needs = [.. fleets.Single(fleet => fleet.FleetName == home).Shared, .. addons.Where(addon => tags.Contains(addon.AddonName)).SelectMany(addon => addon.Ready)],
        });
    }
}
