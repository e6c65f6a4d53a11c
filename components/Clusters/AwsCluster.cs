using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Aws.Iam;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Infra.Components.Clusters;

/// <summary>A cluster on EC2 instances that runs its own control plane. Cluster API on the management cluster makes it, upgrades it and keeps it whole.</summary>
/// <remarks>The network, and what machines and pods may do in AWS, is made here; machines, their firewalls and the load balancer of the API by Cluster API's provider for AWS.</remarks>
public sealed class AwsCluster : ComponentResource
{
    private readonly string _name;
    private readonly AwsClusterArgs _args;
    private readonly AwsTags _tags;
    private readonly Pulumi.Aws.Provider _provider;
    private readonly CustomResourceOptions _aws;
    private readonly ComponentResourceOptions _inside;
    private readonly ClusterApiSpace _space;

    /// <summary>The cluster, for fleets to take in once its nodes are ready.</summary>
    public MemberCluster Member { get; }

    /// <summary>The network that the cluster is in.</summary>
    public AwsNetwork Network { get; }

    /// <summary>The issuer of the tokens by which pods take roles of IAM, as AWS knows it.</summary>
    /// <value>Null where pods take no roles.</value>
    public Output<string>? IssuerArn { get; }

    /// <summary>Makes the cluster under the given name.</summary>
    public AwsCluster(string name, AwsClusterArgs args, ComponentResourceOptions? options = null)
        : base("infra:clusters:AwsCluster", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        (_name, _args) = (name, args);
        _tags = new AwsTags(name, args.Tags);
        _inside = new ComponentResourceOptions { Parent = this };
        _provider = new Pulumi.Aws.Provider($"{name}-aws", AwsIdentity.ProviderArgs(args.AwsRegion, args.Role), new CustomResourceOptions { Parent = this });
        _aws = new CustomResourceOptions { Parent = this, Provider = _provider };

        // In AWS: where the cluster is, and what its machines and pods may do.
        Network = new AwsNetwork(name, new AwsNetworkArgs { Vpc = args.Vpc, Region = args.AwsRegion, Aws = _provider, Tags = _tags }, _inside);
        var roles = Roles();
        var issuer = args.AllowsPodRoles ? new ServiceAccountIssuer($"{name}-issuer", new ServiceAccountIssuerArgs(_provider, _tags), _inside) : null;

        // On the management cluster: what Cluster API makes of it.
        _space = new ClusterApiSpace(name, new CustomResourceOptions { Parent = this, Provider = args.Management.Connection }, args.ClusterApi);
        var cluster = Cluster(roles);
        var controlPlane = ControlPlane(cluster, issuer);
        var nodes = Pools(cluster, controlPlane);

        // Inside, as soon as the API answers.
        var trusted = issuer?.Publish(PublicKeys(controlPlane));
        IssuerArn = trusted?.Arn;
        var charts = Charts(cluster, issuer, trusted);
        var extras = args.BootstrapObjects.IsEmpty ? [] : Bootstrap(cluster);
        var autoscaler = args.Pools.Values.Any(pool => !pool.Count.IsFixed) ? Autoscaler(controlPlane) : [];

        var access = Access(controlPlane, [.. nodes, .. charts, .. extras, .. autoscaler]);
        Member = args.Member(name, access);
        RegisterOutputs(new Dictionary<string, object?> { ["name"] = name, ["apiEndpoint"] = access.ApiEndpoint, ["issuerArn"] = IssuerArn });
    }

    private ImmutableArray<Resource> Roles()
    {
        // Where pods take no roles, the driver of disks has what the control plane may do, on which it runs.
        ImmutableArray<string> disks = _args.AllowsPodRoles ? [] : [AwsClusterPolicies.Disks];
        return
        [
            .. Role("control-plane", AwsClusterPlan.ControlPlaneRole(_name), AwsClusterPolicies.ControlPlane(_name, _args.AwsRegion), disks).Ready,
            .. Role("nodes", AwsClusterPlan.WorkerRole(_name), AwsClusterPolicies.Worker(_name, _args.AwsRegion), []).Ready,
        ];
    }

    private AwsMachineRole Role(string what, string roleName, string policy, ImmutableArray<string> more) => new(
        $"{_name}-{what}",
        new AwsMachineRoleArgs
        {
            RoleName = roleName,
            Description = what == "nodes" ? "The nodes of a cluster" : "The control plane of a cluster",
            Policy = policy,
            Policies = [AwsClusterPolicies.FetchImages, .. more],
            Region = _args.AwsRegion,
            Aws = _provider,
            Tags = _tags,
        },
        _inside);

    // The cluster depends on everything that its machines use until they are gone.
    private CustomObject Cluster(ImmutableArray<Resource> roles)
    {
        var needs = ImmutableArray.CreateBuilder<Resource>();
        if (_args.Role is { } role)
        {
            needs.Add(_space.Put(ClusterApiObject.Of(ClusterApiKind.AwsRoleIdentity, _name, AwsClusterManifests.RoleIdentity(_name, role)) with
            {
                IsClusterScoped = true,
                LeavesByItself = true,
                MayLeaveAlone = true,
            }));
        }

        var place = Output.Tuple(Network.VpcId, Network.PublicSubnetIds, Network.PrivateSubnetIds)
            .Apply(found => AwsClusterManifests.Infrastructure(_name, _args, found.Item1, Reached(found.Item2, found.Item1).Union(found.Item3, StringComparer.Ordinal)));
        needs.Add(_space.Put(new ClusterApiObject(ClusterApiKind.AwsCluster, _name, _name, place) { Needs = needs.ToImmutable() }));
        return _space.Put(ClusterApiObject.Of(ClusterApiKind.Cluster, _name, AwsClusterManifests.Cluster(_name, _args)) with
        {
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add(AwsClusterManifests.ClusterLabel, _name),
            Needs = [.. needs, .. roles, .. Network.Routes],
            LeavesByItself = true,
        });
    }

    // The load balancer of an API that the internet reaches is in subnets that it reaches; another has room where machines are.
    private ImmutableArray<string> Reached(ImmutableArray<string> subnets, string vpc) => !subnets.IsDefaultOrEmpty || !_args.HasPublicEndpoint
        ? subnets
        : throw new RunException($"{vpc} has no subnet with the tag {AwsTags.SubnetRole(isPublic: true)}; tag those that the API of cluster '{_name}' is to be in");

    private CustomObject ControlPlane(Resource cluster, ServiceAccountIssuer? issuer)
    {
        var name = KubeadmManifests.ControlPlaneName(_name);
        var machine = AwsClusterManifests.ControlPlaneMachine(_name, _args);
        var machineName = AwsClusterPlan.NameByContent(name, machine);
        var template = Template(ClusterApiKind.AwsMachineTemplate, name, machineName, machine);
        HealthCheck(name, AwsPoolManifests.MachinesOfControlPlane(_name), 1, cluster);
        var spec = issuer is null
            ? Output.Create(KubeadmManifests.ControlPlane(_args, machineName, null))
            : issuer.Url.Apply(url => KubeadmManifests.ControlPlane(_args, machineName, url));
        return _space.Put(new ClusterApiObject(ClusterApiKind.KubeadmControlPlane, name, name, spec)
        {
            Needs = [cluster, template],
            // All of it, so that no worker is ever newer.
            WaitsFor = ["condition=Available", AwsClusterPlan.RolledOut, $"jsonpath={{.status.version}}=v{_args.Version}"],
            Patience = AwsClusterPlan.Patience(_args.ControlPlane.Replicas, 1),
        });
    }

    // One pool after the other, so that a mistake shows in one of them and the rest stays.
    private ImmutableArray<Resource> Pools(Resource cluster, CustomObject controlPlane)
    {
        var all = ImmutableArray.CreateBuilder<Resource>();
        ImmutableArray<Resource> before = [];
        foreach (var (name, pool) in _args.Pools)
        {
            before = Pool(name, pool, cluster, [controlPlane, .. before]);
            all.AddRange(before);
        }

        return all.ToImmutable();
    }

    private ImmutableArray<Resource> Pool(string poolName, NodePool pool, Resource cluster, ImmutableArray<Resource> before)
    {
        var name = $"{_name}-{poolName}";
        var machine = AwsClusterManifests.Worker(_name, _args, pool);
        var machineName = AwsClusterPlan.NameByContent(name, machine);
        var join = KubeadmManifests.Worker(pool);
        var joinName = AwsClusterPlan.NameByContent(name, join);
        ImmutableArray<Resource> needs =
        [
            cluster,
            .. before,
            Template(ClusterApiKind.AwsMachineTemplate, name, machineName, machine),
            Template(ClusterApiKind.KubeadmConfigTemplate, name, joinName, join),
        ];
        HealthCheck(name, AwsPoolManifests.MachinesOf(_name, poolName), AwsClusterPlan.MostIll(pool.Count), cluster);
        var zones = Zones();
        var counts = AwsClusterPlan.Spread(pool.Count, Math.Max(1, zones.Length));
        return
        [
            .. counts.Select((count, zone) =>
            {
                var group = new AwsPoolGroup($"{name}-{zone}", _name, poolName, pool, count, pool.Version ?? _args.Version, machineName, joinName);
                var place = zones.IsEmpty ? Output.Create((string?)null) : zones[zone].Apply(string? (where) => where);
                return _space.Put(new ClusterApiObject(ClusterApiKind.MachineDeployment, group.Name, group.Name, place.Apply(where => AwsPoolManifests.Group(group, where)))
                {
                    Annotations = place.Apply(where => AwsPoolManifests.Annotations(pool, count, where)),
                    Needs = needs,
                    WaitsFor = AwsClusterPlan.PoolIsReady(count),
                    Patience = AwsClusterPlan.Patience(count.Maximum, pool.MaximumSurge + pool.MaximumUnavailable),
                    MayLeaveAlone = true,
                });
            }),
        ];
    }

    // A VPC that exists says nothing of its zones here, but whoever describes the cluster may.
    private ImmutableArray<Output<string>> Zones() => Network.Zones.IsEmpty ? [.. _args.Zones.Select(Output.Create)] : Network.Zones;

    private CustomObject Template(ClusterApiKind kind, string logicalName, string name, ImmutableDictionary<string, object> content) =>
        _space.Put(new ClusterApiObject(kind, logicalName, name, Output.Create(content)) { MayLeaveAlone = true });

    private void HealthCheck(string name, ImmutableDictionary<string, object> machines, object most, Resource cluster) =>
        _space.Put(ClusterApiObject.Of(ClusterApiKind.MachineHealthCheck, name, AwsClusterManifests.HealthCheck(_name, machines, most)) with { Needs = [cluster], MayLeaveAlone = true });

    // Through the control plane's id: Cluster API makes the secrets of a cluster with it, and a plan reads none that is not there.
    private Output<ImmutableDictionary<string, string>> SecretOf(CustomObject controlPlane, string suffix) =>
        ReadSecret.Data($"{_name}-{suffix}", controlPlane.Id.Apply(_ => $"{_name}/{_name}-{suffix}"), _space.Options);

    // The public half of the key is no secret.
    private Output<string> PublicKeys(CustomObject controlPlane) =>
        Output.Unsecret(SecretOf(controlPlane, "sa").Apply(data => ServiceAccountKeys.Keys(data["tls.crt"])));

    private ImmutableArray<Resource> Charts(Resource cluster, ServiceAccountIssuer? issuer, OpenIdConnectProvider? trusted)
    {
        var role = issuer is null ? Output.Create((string?)null) : DisksRole(issuer, trusted!).Apply(string? (arn) => arn);
        return
        [
            // What the charts are does not depend on the role; only the values of one do.
            .. AwsClusterCharts.Of(_name, _args, null).Select((chart, position) => _space.Put(new ClusterApiObject(
                ClusterApiKind.HelmChartProxy,
                $"{_name}-{chart.Release}",
                chart.Release,
                chart.Chart.Name == Versions.AwsDisks.Name
                    ? role.Apply(arn => AwsClusterCharts.Installed(_name, AwsClusterCharts.Of(_name, _args, arn)[position]))
                    : Output.Create(AwsClusterCharts.Installed(_name, chart)))
            {
                Needs = [cluster],
                WaitsFor = ["condition=HelmReleaseProxiesReady"],
                MayLeaveAlone = true,
            })),
        ];
    }

    private Output<string> DisksRole(ServiceAccountIssuer issuer, OpenIdConnectProvider trusted)
    {
        var name = $"{_name}-disks";
        var trust = Output.Tuple(trusted.Arn, issuer.Url).Apply(found =>
            ServiceAccountIssuer.Trust(found.Item1, found.Item2, AwsClusterCharts.DisksNamespace, AwsClusterCharts.DisksAccount));
        var role = new Role(name, new RoleArgs { AssumeRolePolicy = trust, Description = "The driver of disks of a cluster", Tags = _tags.Of(name) }, _aws);
        var policy = new RolePolicyAttachment(
            name, new RolePolicyAttachmentArgs { Role = role.Name, PolicyArn = AwsIdentity.ManagedPolicy(_args.AwsRegion, AwsClusterPolicies.Disks) }, _aws);
        return Output.Tuple(role.Arn, policy.Id).Apply(found => found.Item1);
    }

    private ImmutableArray<Resource> Bootstrap(Resource cluster)
    {
        var name = $"{_name}-bootstrap";
        var texts = Output.All(_args.BootstrapObjects.Select(target => (Input<string>)Output.All(target.Data.Values.Select(value => (Input<string>)value))
            .Apply(values => BootstrapManifests.Text(target, target.Data.Keys.Zip(values, KeyValuePair.Create)))));
        var content = new Secret(
            name,
            new SecretArgs
            {
                Metadata = new ObjectMetaArgs { Name = name, Namespace = _name },
                Type = BootstrapManifests.SecretType,
                StringData = Output.CreateSecret(texts.Apply(all => all
                    .Select((text, position) => KeyValuePair.Create($"{position:D3}.yaml", text))
                    .ToImmutableDictionary())),
            },
            CustomResourceOptions.Merge(_space.Options, new CustomResourceOptions { DependsOn = { _space.Home }, DeletedWith = _space.Home, Protect = false }));
        return
        [
            _space.Put(ClusterApiObject.Of(ClusterApiKind.ClusterResourceSet, name, BootstrapManifests.Set(_name, name)) with
            {
                Needs = [cluster, content],
                WaitsFor = ["condition=ResourcesApplied"],
                MayLeaveAlone = true,
            }),
        ];
    }

    private ImmutableArray<Resource> Autoscaler(CustomObject controlPlane)
    {
        var name = ClusterAutoscalerManifests.Name(_name);
        return
        [
            new Release(
                name,
                new ClusterChart(_args.Charts(Versions.ClusterAutoscaler), name, _name, ClusterAutoscalerManifests.Values(_name, _args.Mirrors)).Args(),
                CustomResourceOptions.Merge(_space.Options, new CustomResourceOptions { DependsOn = { controlPlane, _space.Home }, Protect = false })),
        ];
    }

    // Through nodes and charts, so that what is in the cluster comes after them and leaves before them.
    private ClusterAccess Access(CustomObject controlPlane, ImmutableArray<Resource> needs)
    {
        var kubeconfig = KubeconfigSource.FromContent(SecretOf(controlPlane, "kubeconfig").Apply(data => ClusterKubeconfig.Text(data[ClusterKubeconfig.SecretKey])));
        return new ClusterAccess(
            kubeconfig.Kubeconfig,
            Output.Unsecret(kubeconfig.Kubeconfig.Apply(text => KubeconfigAddress.Of(text, "the kubeconfig that Cluster API wrote"))),
            new Pulumi.Kubernetes.Provider(_name, kubeconfig.ProviderFor(_name), new CustomResourceOptions { Parent = this, DependsOn = { needs.ToArray() } }));
    }
}
