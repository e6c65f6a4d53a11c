using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Components.Mesh;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>A service of a mesh, and what is meant to happen to requests for it.</summary>
public sealed record ServiceSpec
{
    /// <summary>The mesh; the only one if not said.</summary>
    [Form(Form.Name)]
    public string? Mesh { get; init; }

    /// <summary>Its namespace, one of the mesh.</summary>
    [Form(Form.Namespace), Example("shop")]
    public required string Namespace { get; init; }

    /// <summary>The name of the Kubernetes Service; that of this entry if not said.</summary>
    [Form(Form.Name), Example("recommender")]
    public string? Service { get; init; }

    /// <summary>The application that it is a part of, by which it is known where it runs; that of the entry's name if not said.</summary>
    [Form(Form.Name), Example("recommender")]
    public string? Application { get; init; }

    /// <summary>The port that callers use; the Service's only one if not said, where the application's objects are known here.</summary>
    [Range(1, 65_535)]
    public int? Port { get; init; }

    /// <summary>What is spoken on it.</summary>
    public ServiceProtocol Protocol { get; init; } = ServiceProtocol.Http;

    /// <summary>The account that its pods run as, which is its identity when it calls others.</summary>
    [Form(Form.ObjectName), Example("recommender")]
    public string Account { get; init; } = "default";

    /// <summary>Labels by which its pods are found; those that its Service selects if not said, where the application's objects are known here.</summary>
    [KeyForm(Form.LabelKey), Form(Form.LabelValue)]
    public ImmutableSortedDictionary<string, string> PodLabels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The port on which its pods tell their own metrics, which it opens to plain requests: Prometheus has no identity of the mesh. None if not said, or where pods tell them through their proxies.</summary>
    [Range(1, 65_535)]
    public int? MetricsPort { get; init; }

    /// <summary>Whether callers reach it in every cluster of the mesh, or each only in its own.</summary>
    public ExposureScope Exposure { get; init; } = ExposureScope.EveryCluster;

    /// <summary>The clusters whose callers reach it in every cluster; all others reach it only in their own. As <c>exposure</c> says if not said.</summary>
    [Form(Form.ClusterName), Example("prod-cloud")]
    public ImmutableArray<string> ExportedTo { get; init; } = [];

    /// <summary>Which clusters answer first, and which when those cannot; each caller's own first if not said.</summary>
    public FailoverSpec? Failover { get; init; }

    /// <summary>How callers treat it: how long they wait, how often they try, how much they send.</summary>
    public ServiceTrafficSpec? Traffic { get; init; }

    /// <summary>Which requests go to which version; all to whatever answers if not said.</summary>
    public ServiceRoutingSpec? Routing { get; init; }

    /// <summary>Who may call it; whoever is in the mesh if not said.</summary>
    public ServiceAccessSpec? Access { get; init; }

    /// <summary>What is told of its traffic, where that is not as for the whole mesh.</summary>
    public ServiceTelemetrySpec? Telemetry { get; init; }

    /// <summary>How it is reached from outside of the mesh; not at all if not said.</summary>
    public EntranceSpec? Entrance { get; init; }
}

/// <summary>Where callers reach a service.</summary>
public enum ExposureScope
{
    /// <summary>In every cluster of the mesh.</summary>
    EveryCluster,

    /// <summary>Each in its own cluster only.</summary>
    OwnCluster,
}

/// <summary>Which clusters answer first, and which when those cannot.</summary>
[ExactlyOneOf("activeActive", "primaryStandby", "sameRegion")]
public sealed record FailoverSpec
{
    /// <summary>All clusters answer.</summary>
    public ActiveActiveSpec? ActiveActive { get; init; }

    /// <summary>One cluster, or the clusters of one region, answer for all; the others stand by.</summary>
    public PrimaryStandbySpec? PrimaryStandby { get; init; }

    /// <summary>The clusters of a caller's region share its requests; others answer only when the whole region cannot.</summary>
    public SameRegionSpec? SameRegion { get; init; }

    /// <summary>When an endpoint counts as failed.</summary>
    public OutlierDetectionSpec Detection { get; init; } = new();
}

/// <summary>All clusters answer.</summary>
public sealed record ActiveActiveSpec
{
    /// <summary>Whether a caller's own cluster answers as long as it can, then others of its region, then any. Otherwise all clusters share all requests.</summary>
    public bool PreferOwnCluster { get; init; } = true;
}

/// <summary>One cluster, or the clusters of one region, answer for all. With both the cluster is first, then the rest of the region, then any.</summary>
public sealed record PrimaryStandbySpec
{
    /// <summary>The cluster.</summary>
    [Form(Form.ClusterName), Example("prod-cloud")]
    public string? Cluster { get; init; }

    /// <summary>The region.</summary>
    [Form(Form.LabelValue), Example("shanghai")]
    public string? Region { get; init; }
}

/// <summary>The clusters of a caller's region share its requests. It has nothing to set.</summary>
public sealed record SameRegionSpec;

/// <summary>When an endpoint counts as failed, and is left out for a while.</summary>
public sealed record OutlierDetectionSpec
{
    /// <summary>After so many errors of 500 and above in a row, or connections that could not be made.</summary>
    [Range(1, 1000)]
    public int ConsecutiveErrors { get; init; } = 5;

    /// <summary>How often that is looked at, in seconds.</summary>
    [Range(1, 600)]
    public int IntervalSeconds { get; init; } = 10;

    /// <summary>How long it is left out the first time, in seconds; each time again as long.</summary>
    [Range(1, 3600)]
    public int EjectionSeconds { get; init; } = 30;

    /// <summary>How many of the endpoints may be left out at once, in percent. Only where all of a cluster may be, it fails over.</summary>
    [Range(1, 100)]
    public int MaximumEjectedPercent { get; init; } = 100;
}

/// <summary>What is told of a service's traffic.</summary>
public sealed record ServiceTelemetrySpec
{
    /// <summary>Which requests are written down by proxies; as the mesh says if not said.</summary>
    public AccessLogs? AccessLogs { get; init; }

    /// <summary>How many requests are traced, in percent; as the mesh says if not said. The mesh must say where traces go.</summary>
    [Range(0.0, 100.0)]
    public decimal? TracedPercent { get; init; }
}

/// <summary>How a service is reached from outside of the mesh: by one name, in whichever clusters it runs.</summary>
public sealed record EntranceSpec
{
    /// <summary>The name.</summary>
    [Form(Form.DnsName), Example("recommender.example.com")]
    public required string Host { get; init; }

    /// <summary>The paths of that name that are the service's, with all below them.</summary>
    [Form(Form.HttpPath), Example("/")]
    public ImmutableArray<string> Paths { get; init; } = ["/"];

    /// <summary>The ClusterIssuer of cert-manager that certifies the name, in each cluster.</summary>
    [Form(Form.ObjectName), Example("letsencrypt")]
    public required string Issuer { get; init; }

    /// <summary>The DNS record that external-dns writes in each cluster; somebody else sees to it if not said.</summary>
    public EntranceDnsSpec? Dns { get; init; }
}

/// <summary>The DNS record of an entrance.</summary>
public sealed record EntranceDnsSpec
{
    /// <summary>How long others keep it, in seconds: so long callers may still come after a cluster is drained.</summary>
    [Range(1, 86_400)]
    public int TtlSeconds { get; init; } = 60;

    /// <summary>Whether each cluster has a record of its own, of equal weight, as Route 53 has them. Otherwise the provider of DNS must keep several writers apart itself.</summary>
    public bool Weighted { get; init; } = true;
}
