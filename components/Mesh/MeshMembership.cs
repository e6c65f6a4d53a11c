using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Infra.Components.Mesh;

/// <summary>Makes a cluster a member of a mesh: Istio's namespace with the cluster's authority in it, an account by which others read what it has, and, last, the word that it is so.</summary>
/// <remarks>Nothing of Istio is installed here. Its control plane waits for <see cref="MeshNames.Standing"/>, so it never starts without the authority, and makes one up.</remarks>
public sealed class MeshMembership : ComponentResource
{
    /// <summary>What the parts of the mesh depend on.</summary>
    public ImmutableArray<Resource> Ready { get; }

    /// <summary>The credential by which other clusters read what this one has: a Secret of an account, with its <c>token</c> and <c>ca.crt</c>.</summary>
    /// <value>Null: nobody looks into it.</value>
    public Output<ImmutableDictionary<string, string>>? Reader { get; private set; }

    /// <summary>The address of the cluster's API.</summary>
    /// <value>Null: nobody looks into it.</value>
    public Output<string>? ApiEndpoint { get; private set; }

    /// <summary>Makes the cluster a member.</summary>
    /// <exception cref="ArgumentException">Others are to look into a cluster that cannot be reached.</exception>
    public MeshMembership(string name, MeshMembershipArgs args, ComponentResourceOptions? options = null)
        : base("infra:mesh:MeshMembership", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var isLeaf = args.Member.Role == MeshRole.Leaf;
        if (args.Access is null && !isLeaf)
            throw new ArgumentException($"cluster '{args.Member.Cluster}' cannot be reached, so in a mesh it can only be a leaf", nameof(args));
        Ready = args.Access is { } access ? Reached(name, args, access, isLeaf) : [Pulled(name, args)];
        RegisterOutputs(new Dictionary<string, object?> { ["cluster"] = args.Member.Cluster });
    }

    private ImmutableArray<Resource> Reached(string name, MeshMembershipArgs args, ClusterAccess access, bool isLeaf)
    {
        var member = new CustomResourceOptions { Parent = this, Provider = access.Connection, DependsOn = { NeedsOf(args) } };
        var system = Put(name, MeshMembershipManifests.Namespace(args.Member), member);
        var inside = member.After(system);
        Resource[] authority = AuthorityOf(args) is { } content
            ? [new Secret(
                $"{name}/Secret/{MeshNames.Authority}",
                new SecretArgs
                {
                    Metadata = new ObjectMetaArgs { Name = MeshNames.Authority, Namespace = MeshNames.System },
                    StringData = content.Apply(texts => texts.ToImmutableDictionary(StringComparer.Ordinal)),
                },
                inside)]
            : [];
        if (!isLeaf)
            Reader = Readable(name, args, access, inside);

        var standing = new ConfigMap(
            $"{name}/ConfigMap/{MeshNames.Standing(args.Plan.Name)}",
            new ConfigMapArgs
            {
                Metadata = new ObjectMetaArgs { Name = MeshNames.Standing(args.Plan.Name), Namespace = MembershipNames.SystemNamespace },
                Data = RootsOf(args).Apply(roots => MeshMembershipManifests.Standing(args.Plan, args.Member, roots).ToImmutableDictionary(StringComparer.Ordinal)),
            },
            member.After([system, .. authority]));
        return [standing];
    }

    private Output<ImmutableDictionary<string, string>> Readable(string name, MeshMembershipArgs args, ClusterAccess access, CustomResourceOptions inside)
    {
        var rights = MeshMembershipManifests.ReaderObjects(args.Plan, args.Member)
            .Aggregate(ImmutableArray<Resource>.Empty, (before, target) => [.. before, Put(name, target, inside.After([.. before]))]);
        ApiEndpoint = access.ApiEndpoint;
        // Each generation has a name of its own, so the new credential is given out before the old one goes.
        var token = MeshMembershipManifests.ReaderToken(args.Plan);
        return new Secret(
            $"{name}/Secret/{token}",
            new SecretArgs
            {
                Type = "kubernetes.io/service-account-token",
                Metadata = new ObjectMetaArgs
                {
                    Name = token,
                    Namespace = MeshNames.System,
                    Annotations = { ["kubernetes.io/service-account.name"] = MeshMembershipManifests.Reader(args.Plan) },
                },
            },
            inside.After([.. rights])).Data;
    }

    // The same, as work that the cluster's agent fetches: one piece, applied in its order.
    private CustomObject Pulled(string name, MeshMembershipArgs args)
    {
        var content = AuthorityOf(args) is { } authority
            ? Output.CreateSecret(Output.Tuple(authority, RootsOf(args)).Apply(found => MeshMembershipManifests.Work(args.Plan, args.Member, found.Item1, found.Item2)))
            : Output.Create(MeshMembershipManifests.Work(args.Plan, args.Member, null, null));
        return new CustomObject(
            $"{name}/Work",
            new SpecArgs("work.karmada.io/v1alpha1", "Work")
            {
                Metadata = new ObjectMetaArgs { Name = MeshNames.Standing(args.Plan.Name), Namespace = MembershipNames.Works(args.Member.Cluster) },
                Spec = content,
            },
            new CustomResourceOptions { Parent = this, Provider = args.Karmada, DependsOn = { NeedsOf(args) } });
    }

    private static Resource[] NeedsOf(MeshMembershipArgs args) => [.. args.Needs, .. args.Root?.MadeFor(args.Member.Cluster) ?? []];

    private static Output<string?> RootsOf(MeshMembershipArgs args) => args.Root?.Roots.Apply<string?>(roots => roots) ?? Output.Create((string?)null);

    private static Output<ImmutableSortedDictionary<string, string>>? AuthorityOf(MeshMembershipArgs args) =>
        args.Root is { } root && root.AuthorityOf(args.Member.Cluster) is { } authority
            ? Output.CreateSecret(Output.Tuple(authority.Certificate, authority.Chain, authority.Key, root.Roots)
                .Apply(found => MeshMembershipManifests.Authority(found.Item1, found.Item2, found.Item3, found.Item4)))
            : null;

    private static Pulumi.CustomResource Put(string name, KubernetesObject target, CustomResourceOptions options) =>
        KubernetesObjectResource.Create($"{name}/{target.Kind}/{target.Name}", target, MeshNames.System, options);
}
