using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Mesh;

/// <summary>The roots of a mesh and an authority of each of its clusters, made by cert-manager on the management cluster.</summary>
/// <remarks>
/// The key of a root never leaves there: nothing but cert-manager reads it, and it is in nobody's state. What this reads are the clusters' authorities, each with its key, and of
/// each root only the certificate, by way of something that it signed. See <see cref="TrustPlan"/> for how a root is replaced.
/// </remarks>
public sealed class MeshRoot : ComponentResource
{
    private readonly string _name;
    private readonly string _space;
    private readonly CustomResourceOptions _management;
    private readonly Namespace _home;
    private readonly ImmutableDictionary<string, ClusterAuthority> _authorities;
    private readonly ImmutableArray<Resource> _witnesses;

    /// <summary>The certificates of all roots, PEM, in the order of their names: what every cluster trusts.</summary>
    public Output<string> Roots { get; }

    /// <summary>Makes the roots, and the authority of each cluster that signs by itself.</summary>
    public MeshRoot(string name, MeshRootArgs args, ComponentResourceOptions? options = null)
        : base("infra:mesh:MeshRoot", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var plan = args.Plan;
        (_name, _space) = (name, MeshRootManifests.Namespace(plan));
        _management = new CustomResourceOptions { Parent = this, Provider = args.Management.Connection };
        _home = new Namespace($"{name}-authorities", new NamespaceArgs { Metadata = new ObjectMetaArgs { Name = _space } }, _management.After(args.Needs));

        // First whoever signs; one that somebody else runs is there already.
        var signers = plan.Trust.Roots.Where(root => root.Value.Issuer is null).ToImmutableDictionary(
            root => root.Key,
            root => MeshRootManifests.Root(plan, root.Key).Aggregate(ImmutableArray<Resource>.Empty, (before, target) => [.. before, Put(target, before)]),
            StringComparer.Ordinal);

        var witnessed = plan.Trust.Roots.Keys.Select(root => Witnessed(plan, root, signers.GetValueOrDefault(root, []))).ToImmutableArray();
        _witnesses = [.. witnessed.Select(root => root.Witness)];
        Roots = Output.All(witnessed.Select(root => (Input<string>)root.Certificate)).Apply(certificates => MeshRootManifests.Bundle(certificates));
        _authorities = plan.Members.Where(SignsByItself).ToImmutableDictionary(
            member => member.Cluster, member => AuthorityOf(plan, member.Cluster, signers.GetValueOrDefault(plan.Trust.Signer, [])), StringComparer.Ordinal);
        RegisterOutputs(new Dictionary<string, object?> { ["namespace"] = _space });
    }

    /// <summary>Whether a cluster has an authority: one that follows another's control plane has its certificates from there.</summary>
    internal static bool SignsByItself(MeshMember member) => member.Role != MeshRole.Remote;

    /// <summary>The authority of a cluster.</summary>
    /// <returns>Null for a cluster that has none.</returns>
    public ClusterAuthority? AuthorityOf(string cluster) => _authorities.GetValueOrDefault(cluster);

    /// <summary>What a cluster has its authority from. Whatever is read of it is no resource of ours, so who relies on it says so: a root is there for as long as somebody trusts it.</summary>
    public ImmutableArray<Resource> MadeFor(string cluster) => [.. _witnesses, .. AuthorityOf(cluster) is { } authority ? [authority.Made] : Array.Empty<Resource>()];

    private (Resource Witness, Output<string> Certificate) Witnessed(MeshPlan plan, string root, ImmutableArray<Resource> needs)
    {
        var witness = MeshRootManifests.Witness(plan, root);
        var made = Put(witness, needs);
        var secret = Read(made, witness.Name);
        // Whom to trust is no secret; what stands beside it is.
        return (made, Output.Unsecret(secret.Apply(data => MeshRootManifests.Part(data, "ca.crt", witness.Name))));
    }

    private ClusterAuthority AuthorityOf(MeshPlan plan, string cluster, ImmutableArray<Resource> needs)
    {
        var certificate = MeshRootManifests.Authority(plan, cluster);
        var made = Put(certificate, needs);
        var secret = Read(made, certificate.Name);
        var chain = Output.Unsecret(secret.Apply(data => MeshRootManifests.Part(data, "tls.crt", certificate.Name)));
        return new ClusterAuthority(
            made, chain.Apply(MeshRootManifests.First), chain, Output.CreateSecret(secret.Apply(data => MeshRootManifests.Part(data, "tls.key", certificate.Name))));
    }

    // Through the certificate's id: cert-manager makes the secret with it, and a plan reads none that is not there.
    private Output<ImmutableDictionary<string, string>> Read(CustomResource certificate, string secret) =>
        ReadSecret.Data($"{_name}-{secret}", certificate.Id.Apply(_ => $"{_space}/{secret}"), _management);

    private CustomResource Put(KubernetesObject target, ImmutableArray<Resource> needs) =>
        KubernetesObjectResource.Create($"{_name}-{target.Kind}-{target.Name}", target, _space, _management.After([_home, .. needs]));
}
