using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Stacks.Addons;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Infra.Stacks.Upgrades;
using Pulumi;

namespace Infra.Stacks;

/// <summary>The program of every stack: an environment is what its files say, and needs no code of its own.</summary>
public static class PlatformProgram
{
    /// <summary>Registers the running stack's resources with the engine that the environment names.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync() => Deployment.RunAsync(DeployAsync);

    /// <summary>Registers the resources; the result is the stack's outputs.</summary>
    /// <exception cref="RunException">The configuration has errors; the message is all of them, and nothing was registered.</exception>
    internal static async Task<IDictionary<string, object?>> DeployAsync()
    {
        var reading = await StackConfiguration.ReadAsync();
        foreach (var warning in reading.Findings)
            Log.Warn(warning.ToString());

        var specification = reading.Platform ?? throw new RunException("the configuration cannot be used");
        foreach (var upgrade in UpgradePlan.Of(reading.Deployed, specification))
            Log.Info(upgrade.ToString());
        foreach (var change in StewardChange.Of(reading.Deployed, specification))
            Log.Info(change);
        foreach (var change in TrustChange.Of(reading.Deployed, specification))
            Log.Info(change);
        return Outputs(specification, reading.Deployed, Platform.Build(specification, reading.Deployed));
    }

    private static Dictionary<string, object?> Outputs(PlatformSpec specification, DeployedPlatform deployed, Platform platform)
    {
        var outputs = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["clusters"] = platform.Members.Select(member => member.ClusterName).ToImmutableArray(),
            ["fleets"] = platform.Fleets.Select(fleet => fleet.FleetName).ToImmutableArray(),
            ["applications"] = platform.Applications,
            ["addons"] = AddonSources.Of(specification).ToImmutableSortedDictionary(placed => placed.Addon.Name, Expected, StringComparer.Ordinal),
            // What the next run compares with; see the rules of upgrades and removals.
            [DeployedPlatform.OutputName] = DeployedPlatform.Of(specification, deployed).ToOutput(),
        };
        // The other stacks take Karmada's kubeconfig from the one that installs it.
        if (specification.Karmada.Install is not null)
            outputs[Platform.KarmadaKubeconfigOutput] = platform.Karmada.Kubeconfig;
        // By cluster, for whoever is at the site: pulumi stack output agents --show-secrets --json.
        var handedOver = platform.Members
            .Where(member => member.Agent is not null && specification.Clusters[member.ClusterName] is AttachedClusterSpec { Agent: AgentOrigin.Manifest })
            .ToImmutableArray();
        if (!handedOver.IsEmpty)
        {
            outputs[Platform.AgentsOutput] = Output.CreateSecret(Output.All(handedOver.Select(member => (Input<string>)member.Agent!.Manifest)).Apply(manifests =>
                handedOver.Zip(manifests).ToImmutableDictionary(agent => agent.First.ClusterName, agent => agent.Second, StringComparer.Ordinal)));
        }

        // So do those whose clusters are made from the management cluster. A secret, unless it is only where the kubeconfig is.
        if (platform.Management is { } management)
        {
            outputs[Platform.ManagementKubeconfigOutput] = management.Kubeconfig;
            if (specification.Clusters[specification.ManagementCluster!] is AttachedClusterSpec { Kubeconfig.Context: { } context })
                outputs[Platform.ManagementContextOutput] = context;
        }

        if (platform.Monitoring is { } monitoring)
            outputs[Platform.MonitoringOutput] = MonitoringHubParts.Output(monitoring.Connection);
        return outputs;
    }

    // What is expected of an add-on. By cluster it is told by `infra status`, and not kept: that would be a line for each of thousands.
    private static ImmutableDictionary<string, object?> Expected(PlacedAddon placed) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["namespace"] = placed.Addon.Namespace,
        ["runsOn"] = $"{placed.Addon.RunsOn}".ToLowerInvariant(),
        ["version"] = AddonManifests.VersionOf(placed.Addon),
        ["healthy"] = placed.Addon.Healthy.Select(workload => $"{workload}").ToImmutableArray(),
        ["rollout"] = placed.Rollout is { } rollout
            ? new Dictionary<string, object?>(StringComparer.Ordinal) { ["version"] = rollout.Version, ["reached"] = rollout.Reached, ["waves"] = rollout.Waves.Length }.ToImmutableDictionary(StringComparer.Ordinal)
            : null,
    }.Where(entry => entry.Value is not null).ToImmutableDictionary(StringComparer.Ordinal);
}
