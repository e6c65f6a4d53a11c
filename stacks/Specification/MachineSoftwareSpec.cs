using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>Where machines get containerd and Kubernetes.</summary>
public sealed record MachineSoftwareSpec
{
    /// <summary>A mirror of the packages of Kubernetes: the folder with one repository for each minor version, as <c>https://pkgs.k8s.io/core:/stable:</c> is, which is used if not said.</summary>
    [Form(Form.HttpsUrl), Example("https://packages.example.com/kubernetes")]
    public string? KubernetesPackages { get; init; }

    /// <summary>A mirror of the packages of containerd: the folder with one repository for each distribution, as <c>https://download.docker.com/linux</c> is, which is used if not said.</summary>
    [Form(Form.HttpsUrl), Example("https://packages.example.com/docker")]
    public string? ContainerdPackages { get; init; }

    /// <summary>One archive of packages and images instead, for machines that reach nothing else.</summary>
    public MachineBundleSpec? Bundle { get; init; }
}

/// <summary>An archive of packages and images.</summary>
[ExactlyOneOf("url", "file")]
public sealed record MachineBundleSpec
{
    /// <summary>From where the machines fetch it.</summary>
    [Form(Form.HttpsUrl), Example("https://files.example.com/kubernetes-1.35.2.tar.gz")]
    public string? Url { get; init; }

    /// <summary>A file on the machine that runs the plan, which copies it to each machine.</summary>
    [Form(Form.NotEmpty), Example("bundles/kubernetes-1.35.2.tar.gz")]
    public string? File { get; init; }

    /// <summary>The archive's SHA-256; what differs from it is not installed.</summary>
    [Form(Form.Sha256)]
    public required string Sha256 { get; init; }
}

/// <summary>The regular saving of etcd's content on each control plane; it is also saved before each upgrade.</summary>
public sealed record SnapshotsSpec
{
    /// <summary>When, as systemd writes it; see <c>systemd-analyze calendar</c>.</summary>
    [Form(Form.Calendar), Example("*-*-* 02:30:00")]
    public string Schedule { get; init; } = "*-*-* 00/6:00:00";

    /// <summary>How many are kept; the oldest go.</summary>
    [Range(1, 1000)]
    public int Keep { get; init; } = 12;
}

/// <summary>How routers are told by BGP who serves the API.</summary>
public sealed record BgpSpec
{
    /// <summary>The autonomous system of the control planes.</summary>
    [Range(1, int.MaxValue)]
    public required int LocalAs { get; init; }

    /// <summary>The routers.</summary>
    public ImmutableArray<BgpPeerSpec> Peers { get; init; } = [];
}

/// <summary>A router.</summary>
public sealed record BgpPeerSpec
{
    /// <summary>Its address.</summary>
    [Example("10.20.0.1")]
    public required IpAddress Address { get; init; }

    /// <summary>Its autonomous system.</summary>
    [Range(1, int.MaxValue)]
    public required int As { get; init; }

    /// <summary>Whether it is more than one hop away.</summary>
    public bool Multihop { get; init; }
}
