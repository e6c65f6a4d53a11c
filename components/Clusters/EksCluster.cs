using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;
using Pulumi.Aws.Iam;
using Pulumi.Aws.Kms;
using Pulumi.Kubernetes.Helm.V3;

namespace Infra.Components.Clusters;

/// <summary>A cluster whose control plane AWS runs, in a VPC of its own or one that exists, with groups of workers that EKS manages.</summary>
/// <remarks>Pods have addresses of the VPC, which EKS' own network plug-in gives them.</remarks>
public sealed class EksCluster : ComponentResource
{
    private const string SystemNamespace = "kube-system";

    private readonly EksClusterArgs _args;
    private readonly AwsTags _tags;
    private readonly Pulumi.Aws.Provider _provider;
    private readonly CustomResourceOptions _aws;
    private readonly ComponentResourceOptions _inside;

    /// <summary>The cluster, for fleets to take in once its nodes are ready.</summary>
    public MemberCluster Member { get; }

    /// <summary>The network that the cluster is in.</summary>
    public AwsNetwork Network { get; }

    /// <summary>Makes the cluster under the given name.</summary>
    public EksCluster(string name, EksClusterArgs args, ComponentResourceOptions? options = null)
        : base("infra:clusters:EksCluster", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        _args = args;
        _tags = new AwsTags(name, args.Tags);
        _inside = new ComponentResourceOptions { Parent = this };
        _provider = new Pulumi.Aws.Provider($"{name}-aws", AwsIdentity.ProviderArgs(args.AwsRegion, args.Role), new CustomResourceOptions { Parent = this });
        _aws = new CustomResourceOptions { Parent = this, Provider = _provider };

        Network = new AwsNetwork(name, new AwsNetworkArgs { Vpc = args.Vpc, Region = args.AwsRegion, Aws = _provider, Tags = _tags }, _inside);
        var controlPlane = Role($"{name}-control", AwsIdentity.ControlPlanes, "The control plane of a cluster", [EksClusterPlan.ControlPlanePolicy]);
        var isScaled = args.Pools.Values.Any(pool => !pool.Count.IsFixed);
        var scaling = isScaled ? ClusterAutoscalerManifests.EksPolicy(name) : null;
        var machines = Role(
            $"{name}-nodes", AwsIdentity.Machines, "The nodes of a cluster", EksClusterPlan.NodePolicies(args.AllowsPodRoles), args.AllowsPodRoles ? null : scaling);
        var cluster = ControlPlane(name, controlPlane);
        LetIn(name, cluster);

        var basics = EksClusterPlan.AddonsBeforeNodes(args.AllowsPodRoles).Select(addon => Install(name, addon, cluster, [])).ToImmutableArray();
        ImmutableArray<Resource> needs = [.. machines.Policies, .. Network.Routes, .. basics];
        var nodes = Pools(name, cluster, machines, needs);
        var rest = EksClusterPlan.AddonsAfterNodes(args.AllowsPodRoles).Select(addon => Install(name, addon, cluster, nodes)).ToImmutableArray();

        var access = Access(name, cluster, [.. nodes, .. rest]);
        Member = args.Member(name, access);
        if (scaling is not null)
            Autoscale(name, cluster, scaling, access.Connection);
        RegisterOutputs(new Dictionary<string, object?> { ["name"] = name, ["apiEndpoint"] = cluster.Endpoint });
    }

    private ServiceRole Role(string name, string service, string description, ImmutableArray<string> policies, string? policy = null) => new(
        name,
        new ServiceRoleArgs { Service = service, Description = description, Policies = policies, Policy = policy, Region = _args.AwsRegion, Aws = _provider, Tags = _tags },
        _inside);

    private Cluster ControlPlane(string name, ServiceRole role)
    {
        var key = new Key(
            $"{name}-secrets",
            new KeyArgs
            {
                Description = $"The secrets of cluster {name}",
                EnableKeyRotation = true,
                DeletionWindowInDays = EksClusterPlan.KeyDeletionDays,
                Tags = _tags.Of($"{name}-secrets"),
            },
            _aws);
        // Before the cluster, which would make it itself: without an end to what is kept, and without tags.
        var logs = new LogGroup(
            $"{name}-logs",
            new LogGroupArgs { Name = $"/aws/eks/{name}/cluster", RetentionInDays = EksClusterPlan.LogRetentionDays, Tags = _tags.Of($"{name}-logs") },
            _aws);
        var network = new ClusterKubernetesNetworkConfigArgs { IpFamily = "ipv4" };
        if (_args.ServiceCidr is { } services)
            network.ServiceIpv4Cidr = services;
        return new Cluster(
            name,
            new ClusterArgs
            {
                Name = name,
                Version = _args.Version,
                RoleArn = role.Arn,
                VpcConfig = Endpoint(),
                KubernetesNetworkConfig = network,
                EncryptionConfig = new ClusterEncryptionConfigArgs { Provider = new ClusterEncryptionConfigProviderArgs { KeyArn = key.Arn }, Resources = { "secrets" } },
                EnabledClusterLogTypes = EksClusterPlan.Logs,
                // Who may enter is said in AWS alone, where it is seen and revoked, and not in an object of the cluster.
                AccessConfig = new ClusterAccessConfigArgs { AuthenticationMode = "API", BootstrapClusterCreatorAdminPermissions = true },
                BootstrapSelfManagedAddons = false,
                Tags = _tags.Of(name),
            },
            CustomResourceOptions.Merge(_aws, new CustomResourceOptions { DependsOn = { role.Policies.Append(logs).ToArray() } }));
    }

    private ClusterVpcConfigArgs Endpoint()
    {
        var endpoint = new ClusterVpcConfigArgs { SubnetIds = Network.PrivateSubnetIds, EndpointPrivateAccess = true, EndpointPublicAccess = _args.HasPublicEndpoint };
        if (_args.HasPublicEndpoint && !_args.PublicAccessFrom.IsEmpty)
            endpoint.PublicAccessCidrs = _args.PublicAccessFrom;
        return endpoint;
    }

    private void LetIn(string name, Cluster cluster)
    {
        foreach (var role in EksClusterPlan.Administrators(_args))
        {
            var who = $"{name}-{AwsIdentity.NameOf(role)}";
            var entry = new AccessEntry(who, new AccessEntryArgs { ClusterName = cluster.Name, PrincipalArn = role, Tags = _tags.Of(who) }, _aws);
            _ = new AccessPolicyAssociation(
                who,
                new AccessPolicyAssociationArgs
                {
                    ClusterName = cluster.Name,
                    PrincipalArn = entry.PrincipalArn,
                    PolicyArn = AwsIdentity.AccessPolicy(_args.AwsRegion, EksClusterPlan.AdministratorPolicy),
                    AccessScope = new AccessPolicyAssociationAccessScopeArgs { Type = "cluster" },
                },
                _aws);
        }

        if (_args.AllowsPodRoles)
        {
            // For what knows tokens of the cluster and not pod identity.
            _ = new OpenIdConnectProvider(
                $"{name}-issuer",
                new OpenIdConnectProviderArgs
                {
                    Url = cluster.Identities.Apply(identities => identities[0].Oidcs[0].Issuer),
                    ClientIdLists = { "sts.amazonaws.com" },
                    Tags = _tags.Of($"{name}-issuer"),
                },
                _aws);
        }
    }

    private Addon Install(string name, EksAddon addon, Cluster cluster, ImmutableArray<Resource> after)
    {
        var needs = new InputList<Resource> { after.ToArray() };
        if (addon.Account is { } account)
        {
            var role = Role($"{name}-{account.RoleSuffix}", AwsIdentity.Pods, $"The add-on {addon.Name} of a cluster", [account.Policy]);
            needs.Add(Give(role, $"{name}-{addon.Name}", account.Name, cluster));
        }

        var wanted = new AddonArgs
        {
            ClusterName = cluster.Name,
            AddonName = addon.Name,
            AddonVersion = VersionOf(addon),
            ResolveConflictsOnCreate = "OVERWRITE",
            // What was configured in the cluster stays when EKS brings another version.
            ResolveConflictsOnUpdate = "PRESERVE",
            Tags = _tags.Of($"{name}-{addon.Name}"),
        };
        if (addon.Configuration is { } configuration)
            wanted.ConfigurationValues = configuration;
        return new Addon($"{name}-{addon.Name}", wanted, CustomResourceOptions.Merge(_aws, new CustomResourceOptions { DependsOn = needs }));
    }

    // Before what runs as the account: a pod that started without a role has none until it is restarted.
    private PodIdentityAssociation Give(ServiceRole role, string name, string account, Cluster cluster) => new(
        name,
        new PodIdentityAssociationArgs { ClusterName = cluster.Name, Namespace = SystemNamespace, ServiceAccount = account, RoleArn = role.Arn, Tags = _tags.Of(name) },
        CustomResourceOptions.Merge(_aws, new CustomResourceOptions { DependsOn = { role.Policies.ToArray() } }));

    private void Autoscale(string name, Cluster cluster, string policy, Pulumi.Kubernetes.Provider connection)
    {
        var needs = new InputList<Resource>();
        if (_args.AllowsPodRoles)
        {
            var role = Role($"{name}-autoscaler", AwsIdentity.Pods, "The autoscaler of a cluster", [], policy);
            needs.Add(Give(role, $"{name}-autoscaler", ClusterAutoscalerManifests.Account, cluster));
        }

        var chart = new ClusterChart(
            _args.Charts(Versions.ClusterAutoscaler), ClusterAutoscalerManifests.Account, SystemNamespace, ClusterAutoscalerManifests.EksValues(name, _args.AwsRegion, _args.Mirrors));
        _ = new Release(
            ClusterAutoscalerManifests.Name(name),
            chart.Args(),
            new CustomResourceOptions { Parent = this, Provider = connection, DependsOn = needs });
    }

    // EKS leaves an add-on as it is when the cluster gets another version, so the one that fits is asked for each time.
    private Output<string> VersionOf(EksAddon addon) => GetAddonVersion.Invoke(
        new GetAddonVersionInvokeArgs { AddonName = addon.Name, KubernetesVersion = _args.Version },
        new InvokeOptions { Parent = this, Provider = _provider }).Apply(found => found.Version);

    // One pool after the other, so that a mistake shows in one of them and the rest stays.
    private ImmutableArray<Resource> Pools(string name, Cluster cluster, ServiceRole machines, ImmutableArray<Resource> needs)
    {
        var all = ImmutableArray.CreateBuilder<Resource>();
        foreach (var (poolName, pool) in _args.Pools)
            all.Add(Pool($"{name}-{poolName}", pool, cluster, machines, all.Count == 0 ? needs : needs.Add(all[^1])));
        return all.ToImmutable();
    }

    private Resource Pool(string name, NodePool pool, Cluster cluster, ServiceRole machines, ImmutableArray<Resource> needs) => new EksNodePool(
        name,
        new EksNodePoolArgs
        {
            Pool = pool,
            ClusterName = cluster.Name,
            Version = _args.Version,
            RoleArn = machines.Arn,
            SubnetIds = Network.PrivateSubnetIds,
            AllowsPodRoles = _args.AllowsPodRoles,
            Needs = needs,
            Aws = _provider,
            Tags = _tags,
        },
        _inside).Ready;

    // Through nodes and add-ons, so that what is in the cluster comes after them and leaves before them.
    private ClusterAccess Access(string name, Cluster cluster, ImmutableArray<Resource> needs)
    {
        var kubeconfig = KubeconfigSource.FromContent(Output.Tuple(cluster.Endpoint, cluster.CertificateAuthority).Apply(found =>
            EksClusterPlan.Kubeconfig(name, found.Item1, found.Item2.Data, _args.AwsRegion, _args.Role)));
        return new ClusterAccess(
            kubeconfig.Kubeconfig,
            cluster.Endpoint,
            new Pulumi.Kubernetes.Provider(name, kubeconfig.ProviderFor(name), new CustomResourceOptions { Parent = this, DependsOn = { needs.ToArray() } }));
    }
}
