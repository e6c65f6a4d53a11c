using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>By whom the clusters of a mesh know one another: the roots that all of them trust, and the one that signs.</summary>
/// <remarks>
/// Each cluster has a certificate authority of its own, which the signer certified. A mesh changes its root in steps: a second root is trusted, then it signs, then the first one
/// goes; each step once the one before has been carried out. docs/meshes.md tells what is watched meanwhile.
/// </remarks>
public sealed record TrustPlan
{
    /// <summary>The root of a mesh that says nothing of roots.</summary>
    public const string FirstRoot = "first";

    /// <summary>Whether the platform makes the clusters' authorities, and gives them out.</summary>
    /// <value>True. False: somebody else writes <see cref="MeshNames.Authority"/> in each cluster.</value>
    public bool IsInstalled { get; init; } = true;

    /// <summary>The roots that every cluster trusts, by name. The names are the mesh's own.</summary>
    /// <value>One that is made for the mesh, <see cref="FirstRoot"/>.</value>
    public ImmutableSortedDictionary<string, TrustRoot> Roots { get; init; } =
        ImmutableSortedDictionary.Create<string, TrustRoot>(StringComparer.Ordinal).Add(FirstRoot, TrustRoot.Own);

    /// <summary>The root that certifies the clusters' authorities.</summary>
    /// <value><see cref="FirstRoot"/>.</value>
    public string Signer { get; init; } = FirstRoot;
}

/// <summary>A root of trust.</summary>
/// <param name="Issuer">Who signs for it; null where the root is made for the mesh, and its key stays in the management cluster.</param>
public sealed record TrustRoot(CertificateIssuer? Issuer)
{
    /// <summary>A root that is made for the mesh.</summary>
    public static TrustRoot Own { get; } = new((CertificateIssuer?)null);
}

/// <summary>Somebody whom cert-manager on the management cluster asks for certificates; for all namespaces, as a ClusterIssuer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind, for example <c>AWSPCAClusterIssuer</c>.</param>
/// <param name="Group">The group of its kind, for example <c>awspca.cert-manager.io</c>.</param>
public sealed record CertificateIssuer(string Name, string Kind = "ClusterIssuer", string Group = "cert-manager.io");
