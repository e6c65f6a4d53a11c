using System.Collections.Immutable;
using Infra.Components.Management;
using Infra.Stacks.Configuration;
using Pulumi;

namespace Infra.Stacks.Environments;

/// <summary>One environment of the platform, as its stack file describes it.</summary>
public abstract class PlatformStack : Stack
{
    /// <summary>Builds the environment.</summary>
    /// <param name="protectMembers">Whether clusters that do not say themselves are kept from leaving.</param>
    /// <exception cref="RunException">The configuration has errors; the message is all of them, and nothing was registered.</exception>
    protected PlatformStack(bool protectMembers = false)
    {
        var platform = Platform.Build(StackConfiguration.Read(), protectMembers);
        Karmada = platform.Karmada;
        Clusters = Output.Create(platform.Members.Select(member => member.ClusterName).ToImmutableArray());
        Fleets = Output.Create(platform.Fleets.Select(fleet => fleet.FleetName).ToImmutableArray());
        Applications = Output.Create(platform.Applications);
    }

    /// <summary>The clusters that joined.</summary>
    [Output("clusters")]
    public Output<ImmutableArray<string>> Clusters { get; private set; }

    /// <summary>The fleets that they form.</summary>
    [Output("fleets")]
    public Output<ImmutableArray<string>> Fleets { get; private set; }

    /// <summary>The applications that run on them.</summary>
    [Output("applications")]
    public Output<ImmutableArray<string>> Applications { get; private set; }

    /// <summary>The Karmada that the environment uses.</summary>
    private protected KarmadaControlPlane Karmada { get; }
}
