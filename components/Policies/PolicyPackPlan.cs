using System.Collections.Immutable;

namespace Infra.Components.Policies;

/// <summary>How Kyverno runs on a group of clusters.</summary>
public sealed record PolicyPackPlan
{
    /// <summary>The chart.</summary>
    /// <value><see cref="Versions.Kyverno"/>.</value>
    public Chart Chart { get; init; } = Versions.Kyverno;

    /// <summary>Where images come from.</summary>
    /// <value><see cref="ImageMirrors.None"/>.</value>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;

    /// <summary>How many admission controllers answer the API server. All of them do; where there is one, nothing is admitted while it moves to another node.</summary>
    /// <value>1: for sites and for trying things out. Where requests must be decided while a node is lost it is 3 or more.</value>
    public int Replicas { get; init; } = 1;

    /// <summary>How much memory it may take, and how often it looks at what is there already.</summary>
    /// <value><see cref="PolicyPackSize.Cluster"/>.</value>
    public PolicyPackSize Size { get; init; } = PolicyPackSize.Cluster;

    /// <summary>The namespaces in which policies are silent, beside those of Kubernetes, Kyverno and the delivery: those of the platform's add-ons.</summary>
    /// <value>Empty: none.</value>
    public ImmutableArray<string> PlatformNamespaces { get; init; } = [];

    /// <summary>The kinds that scanned policies are about, which the reports controller has to read: a policy about a kind that it may not read never becomes ready.</summary>
    /// <value>Empty: those that Kubernetes' role <c>view</c> lets anybody see who has it. <see cref="PolicyAccess.Reads"/> knows what policies need.</value>
    public ImmutableArray<KindAccess> Reads { get; init; } = [];

    /// <summary>The kinds that policies generate.</summary>
    /// <value>What the packs generate in a namespace: its quota, its limits and its network policies.</value>
    public ImmutableArray<KindAccess> Generates { get; init; } = [new("", ["limitranges", "resourcequotas"]), new("networking.k8s.io", ["networkpolicies"])];

    /// <summary>Certificates of the authorities that registries of images show, as PEM, for verifying images in a network of one's own.</summary>
    /// <value>Null: those that come with Kyverno's images. What is given stands in place of them.</value>
    public string? Authorities { get; init; }

    /// <summary>The Secrets in Kyverno's namespace with which it reads private registries to verify images.</summary>
    /// <value>Empty: it reads them as the nodes' cloud identity, or as anybody.</value>
    public ImmutableArray<string> PullSecrets { get; init; } = [];

    /// <summary>The Sigstore that keyless signatures are of.</summary>
    /// <value>Null: the public one, of which Kyverno fetches the roots from the internet.</value>
    public PrivateSigstore? Sigstore { get; init; }
}

/// <summary>Kinds that somebody may work with.</summary>
/// <param name="Group">Their group; empty for Kubernetes' core.</param>
/// <param name="Resources">Their names in addresses: <c>resourcequotas</c>.</param>
public sealed record KindAccess(string Group, ImmutableArray<string> Resources);

/// <summary>A Sigstore of one's own, by The Update Framework (the chart's <c>features.tuf</c>).</summary>
/// <param name="Mirror">The address that its metadata is fetched from.</param>
/// <param name="Root">The metadata of its root: an address or a file.</param>
public sealed record PrivateSigstore(string Mirror, string Root);

/// <summary>What Kyverno is given on a cluster.</summary>
/// <remarks>
/// kyverno.io, "Scaling": memory follows the objects that policies match, for the controllers keep those in mind, and less the number of policies. The chart's own bounds
/// are for small clusters: its reports controller is killed where there are some thousand pods.
/// </remarks>
/// <param name="AdmissionMiB">The most memory of an admission controller, in MiB.</param>
/// <param name="BackgroundMiB">The most memory of the controller that generates, and of the one that cleans up, in MiB.</param>
/// <param name="ReportsMiB">The most memory of the controller that makes reports, in MiB.</param>
/// <param name="ScanHours">How many hours at the most pass between two looks at what is there already. What changes is looked at sooner.</param>
/// <param name="ReportsInFlight">How many reports of requests may wait until no more are made: they lie in etcd. 0: none are made, and reports come of scans alone.</param>
public sealed record PolicyPackSize(int AdmissionMiB, int BackgroundMiB, int ReportsMiB, int ScanHours, int ReportsInFlight)
{
    /// <summary>A site of a few nodes, and of a disk that etcd shares with everything else.</summary>
    public static PolicyPackSize Site { get; } = new(256, 128, 192, 4, 0);

    /// <summary>A cluster of up to some thousand pods.</summary>
    public static PolicyPackSize Cluster { get; } = new(512, 256, 512, 1, 1000);

    /// <summary>A cluster of many thousand pods.</summary>
    public static PolicyPackSize Large { get; } = new(1024, 512, 2048, 2, 2000);
}
