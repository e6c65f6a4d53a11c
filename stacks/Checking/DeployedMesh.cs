using System.Collections.Immutable;
using Infra.Components.Mesh;
using Infra.Stacks.Addons;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>What stands of a mesh: its trust, and the versions that proxies follow.</summary>
/// <param name="TrustDomain">What all identities begin with.</param>
/// <param name="Roots">The roots that every cluster trusts, by name: who signs for each, or an empty text for a root that is the mesh's own. Empty where somebody else gives clusters their authorities.</param>
/// <param name="Signer">The root that signs the clusters' authorities; an empty text where somebody else does.</param>
/// <param name="Clusters">The clusters, in the order of their names.</param>
public sealed record DeployedMesh(string TrustDomain, ImmutableSortedDictionary<string, string> Roots, string Signer, ImmutableArray<string> Clusters)
{
    /// <summary>The versions of the control plane whose proxies run beside pods, and the namespaces that follow each.</summary>
    /// <value>Empty: not known, or no pod has a proxy of its own.</value>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Followed { get; init; } = Nobody;

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Nobody => ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    /// <summary>Whether the platform makes the clusters' authorities.</summary>
    public bool IsInstalled => Signer.Length > 0;

    /// <summary>The meshes that stand once a specification was carried out.</summary>
    public static ImmutableSortedDictionary<string, DeployedMesh> Of(PlatformSpec platform) =>
        MeshPlans.Of(platform).ToImmutableSortedDictionary(plan => plan.Name, Of, StringComparer.Ordinal);

    internal static DeployedMesh Of(MeshPlan plan) => new(
        plan.TrustDomain,
        plan.Trust.IsInstalled
            ? plan.Trust.Roots.ToImmutableSortedDictionary(root => root.Key, root => IssuerOf(root.Value), StringComparer.Ordinal)
            : ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
        plan.Trust.IsInstalled ? plan.Trust.Signer : "",
        [.. plan.Members.Select(member => member.Cluster)])
    {
        Followed = plan.DataPlane == DataPlane.Sidecar
            ? plan.Namespaces
                .GroupBy(plan.VersionOf, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(version => version.Key, version => version.ToImmutableArray(), StringComparer.Ordinal)
            : Nobody,
    };

    internal ImmutableDictionary<string, object> ToOutput() => ImmutableDictionary<string, object>.Empty
        .Add("trustDomain", TrustDomain)
        .Add("roots", Roots.ToImmutableDictionary(root => root.Key, object (root) => root.Value, StringComparer.Ordinal))
        .Add("signer", Signer)
        .Add("clusters", Clusters.Select(object (cluster) => cluster).ToImmutableArray())
        .Add("followed", Followed.ToImmutableDictionary(version => version.Key, object (version) => version.Value.Select(object (space) => space).ToImmutableArray(), StringComparer.Ordinal));

    internal static DeployedMesh FromOutput(IReadOnlyDictionary<string, object> output) => new(
        output.GetValueOrDefault("trustDomain") as string ?? "",
        output.GetValueOrDefault("roots") is IReadOnlyDictionary<string, object> roots
            ? roots.Where(root => root.Value is string).ToImmutableSortedDictionary(root => root.Key, root => (string)root.Value, StringComparer.Ordinal)
            : ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
        output.GetValueOrDefault("signer") as string ?? "",
        output.GetValueOrDefault("clusters") is IEnumerable<object> clusters ? [.. clusters.OfType<string>()] : [])
    {
        Followed = output.GetValueOrDefault("followed") is IReadOnlyDictionary<string, object> followed
            ? followed.ToImmutableSortedDictionary(version => version.Key, version => version.Value is IEnumerable<object> spaces ? [.. spaces.OfType<string>()] : ImmutableArray<string>.Empty, StringComparer.Ordinal)
            : Nobody,
    };

    private static string IssuerOf(TrustRoot root) => root.Issuer is { } issuer ? $"{issuer.Group}/{issuer.Kind}/{issuer.Name}" : "";
}
