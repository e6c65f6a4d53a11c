using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>Machines at the edge that are nodes of KubeEdge: a hub cluster runs their control plane.</summary>
public sealed record EdgeClusterSpec : ClusterSpec
{
    /// <summary>The cluster that CloudCore runs on.</summary>
    [Form(Form.ClusterName), Fixed("retire the site and make it anew under the other hub")]
    public required string Hub { get; init; }

    /// <summary>The machines by name.</summary>
    [KeyForm(Form.HostName)]
    public required ImmutableSortedDictionary<string, EdgeMachineSpec> Machines { get; init; }

    /// <summary>How the machines are reached, once, to join them.</summary>
    public SshSpec Ssh { get; init; } = new();

    /// <summary>The addresses of the site, as far as they matter to others.</summary>
    public AttachedNetworkSpec Network { get; init; } = new();

    /// <inheritdoc/>
    public override IClusterAddresses Addresses => Network;
}

/// <summary>A machine at the edge.</summary>
public sealed record EdgeMachineSpec
{
    /// <summary>The address at which it is reached to be joined.</summary>
    public required IpAddress Address { get; init; }

    /// <summary>The port of SSH; the site's if not said.</summary>
    [Range(1, 65_535)]
    public int? Port { get; init; }

    /// <summary>The machine's public host key, as <c>ssh-keyscan</c> prints it without the host. A machine that shows another is refused.</summary>
    [Form(Form.HostKey)]
    public required string HostKey { get; init; }

    /// <summary>The node's labels.</summary>
    [KeyForm(Form.LabelKey), Form(Form.LabelValue)]
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
