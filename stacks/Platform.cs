using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Infra.Components.Management;
using Infra.Components.Propagation;
using Infra.Stacks.Configuration;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Stacks;

/// <summary>Puts the components together as a configuration says. The order of the statements is the order of creation.</summary>
public sealed record Platform
{
    /// <summary>The output by which a stack that installs Karmada hands it on.</summary>
    public const string KarmadaKubeconfigOutput = "karmadaKubeconfig";

    private Platform()
    {
    }

    /// <summary>The Karmada that orchestrates the clusters.</summary>
    public required KarmadaControlPlane Karmada { get; init; }

    /// <summary>The clusters' memberships.</summary>
    public required ImmutableArray<FleetMembership> Members { get; init; }

    /// <summary>The fleets.</summary>
    public required ImmutableArray<Fleet> Fleets { get; init; }

    /// <summary>The applications' names.</summary>
    public required ImmutableArray<string> Applications { get; init; }

    /// <summary>Builds the platform.</summary>
    /// <param name="configuration">What it consists of.</param>
    /// <param name="protectMembers">Whether clusters that do not say themselves are kept from leaving.</param>
    public static Platform Build(PlatformConfiguration configuration, bool protectMembers = false)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var karmada = new KarmadaControlPlane("karmada", new KarmadaControlPlaneArgs(Source(configuration.Karmada)));
        var members = configuration.Clusters.Select(cluster => Join(configuration, cluster, karmada, protectMembers)).ToImmutableArray();
        var fleets = configuration.Fleets.Select(fleet => Form(configuration, fleet, members, karmada)).ToImmutableArray();
        foreach (var application in configuration.Applications)
            Run(configuration, application, fleets, karmada);

        return new Platform
        {
            Karmada = karmada,
            Members = members,
            Fleets = fleets,
            Applications = [.. configuration.Applications.Select(application => application.Name)],
        };
    }

    private static KarmadaSource Source(KarmadaConfiguration karmada) => karmada switch
    {
        KarmadaConfiguration.Existing existing => new KarmadaSource.Existing(Kubeconfig(existing.Kubeconfig)),
        KarmadaConfiguration.FromStack other => new KarmadaSource.Existing(KubeconfigSource.FromContent(KubeconfigOf(other.Stack))),
        KarmadaConfiguration.Install install => new KarmadaSource.Installed(Attach(install.ManagementCluster), install.Installation),
        _ => throw new ArgumentException($"Karmada configuration of kind {karmada.GetType().Name} is unknown", nameof(karmada)),
    };

    private static Output<string> KubeconfigOf(string stack)
    {
        // The whole name: short ones do not work with every Pulumi backend.
        var deployment = Deployment.Instance;
        var reference = new StackReference(stack, new StackReferenceArgs { Name = $"{deployment.OrganizationName}/{deployment.ProjectName}/{stack}" });
        var mayBeUnknown = deployment.IsDryRun;
        return reference.GetOutput(KarmadaKubeconfigOutput).Apply(kubeconfig => kubeconfig switch
        {
            string known => Output.Create(known),
            // A plan goes on without it: what was only planned so far has no credential yet.
            _ when mayBeUnknown => OutputUtilities.CreateUnknown(""),
            _ => throw new RunException($"stack '{stack}' has no output '{KarmadaKubeconfigOutput}'; bring it up first: pulumi up -s {stack}"),
        });
    }

    private static MemberCluster Attach(ClusterConfiguration cluster) => new AttachedCluster(
        cluster.Name,
        new AttachedClusterArgs
        {
            Kubeconfig = Kubeconfig(cluster.Kubeconfig),
            ApiEndpoint = cluster.ApiEndpoint,
            Region = cluster.Region,
            Provider = cluster.Provider,
            Zones = cluster.Zones,
            Labels = cluster.Labels,
        }).Member;

    private static KubeconfigSource Kubeconfig(KubeconfigConfiguration kubeconfig) => kubeconfig switch
    {
        KubeconfigConfiguration.File file => KubeconfigSource.FromFile(file.Path, file.Context),
        KubeconfigConfiguration.Secret secret => KubeconfigSource.FromContent(StackConfiguration.Secret(secret.Key), secret.Context),
        _ => throw new ArgumentException($"kubeconfig of kind {kubeconfig.GetType().Name} is unknown", nameof(kubeconfig)),
    };

    private static FleetMembership Join(PlatformConfiguration configuration, ClusterConfiguration cluster, KarmadaControlPlane karmada, bool protect) => new(
        cluster.Name,
        new FleetMembershipArgs
        {
            Cluster = Attach(cluster),
            Karmada = karmada.Connection,
            Fleets = configuration.FactsOf(cluster).Fleets,
        },
        new ComponentResourceOptions { Protect = cluster.Protection(protect) });

    private static Fleet Form(
        PlatformConfiguration configuration, FleetConfiguration fleet, ImmutableArray<FleetMembership> members, KarmadaControlPlane karmada)
    {
        var names = configuration.MembersOf(fleet).ToHashSet(StringComparer.Ordinal);
        return new Fleet(fleet.Name, new FleetArgs
        {
            Karmada = karmada.Connection,
            Members = [.. members.Where(member => names.Contains(member.ClusterName))],
            Namespaces = fleet.Namespaces,
        });
    }

    private static void Run(
        PlatformConfiguration configuration, ApplicationConfiguration application, ImmutableArray<Fleet> fleets, KarmadaControlPlane karmada)
    {
        var home = configuration.Fleets.Single(fleet => fleet.Namespaces.Any(shared => shared.Name == application.Namespace)).Name;
        _ = new Application(application.Name, new ApplicationArgs
        {
            Namespace = application.Namespace,
            Content = application.Content,
            Placement = application.Placement,
            Overrides = application.Overrides,
            Karmada = karmada.Connection,
            Needs = fleets.Single(fleet => fleet.FleetName == home).Shared,
        });
    }
}
