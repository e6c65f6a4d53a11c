using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Infra.Components.Mesh;

/// <summary>How clusters of meshes discover one another: one secret of each cluster, written to Karmada, which takes it to the others.</summary>
/// <remarks>Two objects a cluster, however many there are. A cluster that is drained has none, so no other knows of its endpoints, while it goes on to know theirs.</remarks>
public sealed class RemoteSecrets : ComponentResource
{
    private readonly ImmutableDictionary<string, ImmutableArray<Resource>> _ofMeshes;

    /// <summary>Gives out the secrets of all meshes of a stack.</summary>
    public RemoteSecrets(string name, RemoteSecretsArgs args, ComponentResourceOptions? options = null)
        : base("infra:mesh:RemoteSecrets", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var karmada = new CustomResourceOptions { Parent = this, Provider = args.Karmada, DependsOn = { args.Needs.ToArray() } };
        // Stacks share it where they share a Karmada, so it stays when one of them goes. Each declares it: the provider creates by server-side apply, its default,
        // which takes what is there already, and as all of them say the same of it nobody's fields are in dispute.
        var home = KubernetesObjectResource.Create(
            $"{name}/Namespace/{MeshNames.System}", RemoteSecretManifests.Namespace, MeshNames.System, CustomResourceOptions.Merge(karmada, new CustomResourceOptions { RetainOnDelete = true }));
        var inside = karmada.After(home);
        _ofMeshes = args.Meshes.ToImmutableDictionary(
            mesh => mesh.Plan.Name,
            mesh => RemoteSecretManifests.Given(mesh.Plan).Select(Resource (member) => Give(name, mesh.Plan, member.Cluster, mesh.Members[member.Cluster], inside)).Append(home).ToImmutableArray(),
            StringComparer.Ordinal);
        RegisterOutputs(new Dictionary<string, object?> { ["meshes"] = args.Meshes.Select(mesh => mesh.Plan.Name).ToImmutableArray() });
    }

    /// <summary>What the parts of a mesh depend on.</summary>
    public ImmutableArray<Resource> Of(string mesh) => _ofMeshes.GetValueOrDefault(mesh, []);

    // First where to, then the secret: Karmada must never see one that it would not know whom to give.
    private static Secret Give(string name, MeshPlan plan, string cluster, MeshMembership membership, CustomResourceOptions options)
    {
        var (credential, endpoint) = (membership.Reader, membership.ApiEndpoint);
        if (credential is null || endpoint is null)
            throw new ArgumentException($"cluster '{cluster}' is to be discovered, and nobody can look into it", nameof(membership));
        var way = new CustomObject(
            $"{name}/{cluster}",
            new SpecArgs("policy.karmada.io/v1alpha1", "ClusterPropagationPolicy")
            {
                Metadata = new ObjectMetaArgs { Name = RemoteSecretManifests.PolicyName(plan, cluster) },
                Spec = RemoteSecretManifests.Policy(plan, cluster),
            },
            options);
        return new Secret(
            $"{name}/{cluster}",
            new SecretArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Name = MeshNames.RemoteSecret(cluster),
                    Namespace = MeshNames.System,
                    Labels = { [RemoteSecretManifests.Label] = "true" },
                    Annotations = { [RemoteSecretManifests.ClusterAnnotation] = cluster },
                },
                StringData =
                {
                    [cluster] = Output.CreateSecret(Output.Tuple(endpoint, credential).Apply(found => RemoteSecretManifests.Kubeconfig(cluster, found.Item1, found.Item2))),
                },
            },
            options.After(way));
    }
}

/// <summary>What <see cref="RemoteSecrets"/> needs to know.</summary>
public sealed record RemoteSecretsArgs
{
    /// <summary>Talks to Karmada's API.</summary>
    public required Provider Karmada { get; init; }

    /// <summary>The meshes.</summary>
    public required ImmutableArray<JoinedMesh> Meshes { get; init; }

    /// <summary>What must be there first.</summary>
    /// <value>Empty: nothing.</value>
    public ImmutableArray<Resource> Needs { get; init; } = [];
}

/// <summary>A mesh whose clusters are members of it.</summary>
/// <param name="Plan">The mesh.</param>
/// <param name="Members">The memberships, by cluster.</param>
public sealed record JoinedMesh(MeshPlan Plan, ImmutableDictionary<string, MeshMembership> Members);
