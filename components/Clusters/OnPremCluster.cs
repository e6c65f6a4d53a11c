using System.Collections.Immutable;
using Infra.Components.Machines;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Kubernetes.Helm.V3;

namespace Infra.Components.Clusters;

/// <summary>A cluster of machines that are there already, which kubeadm makes and the platform reaches over SSH.</summary>
/// <remarks>
/// <para>
/// The order is that of the dependencies alone: every machine is looked at before any is changed; control planes join one after the other, for etcd takes one member at a time;
/// then workers join together, and are upgraded in batches. Undone, it goes the same way back: each node leaves before its machine is reset, workers before control planes, and
/// the founder last.
/// </para>
/// <para>What connects pods stays when the cluster goes: it goes with it, and nodes could not be emptied without it.</para>
/// </remarks>
public sealed class OnPremCluster : ComponentResource
{
    private readonly string _name;
    private readonly OnPremClusterArgs _args;
    private readonly MachineConnection _steward;

    /// <summary>The cluster, for fleets to take in once its nodes are ready.</summary>
    public MemberCluster Member { get; }

    /// <summary>Makes the cluster under the given name.</summary>
    public OnPremCluster(string name, OnPremClusterArgs args, ComponentResourceOptions? options = null)
        : base("infra:clusters:OnPremCluster", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var all = args.Machines.Values.Select(machine => machine.Machine).ToImmutableArray();
        var steward = OnPremClusterPlan.Steward(all.Where(machine => machine is { IsControlPlane: true, IsLost: false }).Select(machine => machine.Name), args.Standing);
        (_name, _args, _steward) = (name, args, args.Machines[steward].Connection);

        var machines = args.Machines.ToImmutableDictionary(
            machine => machine.Key,
            machine => new OnPremMachine($"{name}/{machine.Key}", machine.Value, args, _steward, new ComponentResourceOptions { Parent = this }),
            StringComparer.Ordinal);
        var mayBegin = MayBegin(machines.Values);
        ImmutableArray<Resource> before = [.. machines.OrderBy(machine => machine.Key, StringComparer.Ordinal).Select(machine => machine.Value.Checked)];

        KubeconfigSource? kubeconfig = null;
        ImmutableArray<Resource> network = [];
        foreach (var controlPlane in OnPremClusterPlan.ControlPlanes(all, steward).Select(machine => machines[machine.Name]))
        {
            if (controlPlane.Machine.Name == (args.Standing is null ? steward : args.Standing.Founder))
                controlPlane.Found(mayBegin, before);
            else
                controlPlane.Join(mayBegin, before);
            controlPlane.Maintain(isFirst: controlPlane.Machine.Name == steward, before);
            if (kubeconfig is null)
            {
                kubeconfig = Kubeconfig(controlPlane.Maintained!);
                network = Connect(kubeconfig);
            }

            controlPlane.LetPodsOn(network);
            before = [controlPlane.Ready!];
        }

        var batches = OnPremClusterPlan.Batches(all, args.UpgradeBatch).Select(batch => batch.Select(machine => machines[machine.Name]).ToImmutableArray()).ToImmutableArray();
        foreach (var worker in batches.SelectMany(batch => batch))
            worker.Join(mayBegin, before);
        foreach (var batch in batches)
        {
            foreach (var worker in batch)
                worker.Maintain(isFirst: false, before);
            foreach (var worker in batch)
                worker.LetPodsOn(network);
            before = [.. batch.Select(worker => worker.Ready!)];
        }

        var access = Access(kubeconfig!, [.. machines.OrderBy(machine => machine.Key, StringComparer.Ordinal).Select(machine => machine.Value.Ready!)]);
        Member = args.Member(name, access);
        RegisterOutputs(new Dictionary<string, object?> { ["name"] = name, ["apiEndpoint"] = Endpoint });
    }

    private string Endpoint => $"https://{_args.Cluster.Api.Endpoint}";

    // No machine can see of itself that another one has its identity.
    private static Output<bool> MayBegin(IEnumerable<OnPremMachine> machines)
    {
        var alive = machines.Where(machine => !machine.Machine.IsLost).ToImmutableArray();
        return Output.All(alive.Select(machine => machine.Checked.Stdout)).Apply(reports =>
            OnPremClusterPlan.Twins(alive.Zip(reports, (machine, report) => KeyValuePair.Create(machine.Machine.Name, report))) is { } twins
                ? throw new RunException(twins)
                : true);
    }

    // After the steward's certificates were renewed, so that it is the renewed one that is read.
    private KubeconfigSource Kubeconfig(Resource after)
    {
        var command = new Command(
            $"{_name}/kubeconfig",
            new CommandArgs
            {
                Connection = _steward.Args(),
                Create = MachineScript.UpCommand(_steward.User),
                Stdin = KubeadmScripts.Kubeconfig(_args.Cluster).Text,
                Logging = Logging.Stderr,
                AddPreviousOutputInEnv = false,
            },
            new CustomResourceOptions { Parent = this, DependsOn = { after }, AdditionalSecretOutputs = { "stdout" } });
        return KubeconfigSource.FromContent(command.Stdout);
    }

    // Without waiting: nodes are ready once it works, and for that they are waited for.
    private ImmutableArray<Resource> Connect(KubeconfigSource kubeconfig)
    {
        var connection = new Pulumi.Kubernetes.Provider($"{_name}/network", kubeconfig.ProviderFor(_name), new CustomResourceOptions { Parent = this });
        ImmutableArray<Resource> releases = [];
        foreach (var chart in _args.Network)
        {
            var args = chart.Args();
            args.CreateNamespace = true;
            args.SkipAwait = true;
            releases =
            [
                .. releases,
                new Release(
                    $"{_name}/{chart.Release}",
                    args,
                    new CustomResourceOptions { Parent = this, Provider = connection, RetainOnDelete = true, DependsOn = { releases.ToArray() } }),
            ];
        }

        return releases;
    }

    // Through the nodes, so that what is in the cluster comes after them and leaves before them.
    private ClusterAccess Access(KubeconfigSource kubeconfig, ImmutableArray<Resource> needs) => new(
        kubeconfig.Kubeconfig,
        Output.Create(Endpoint),
        new Pulumi.Kubernetes.Provider(_name, kubeconfig.ProviderFor(_name), new CustomResourceOptions { Parent = this, DependsOn = { needs.ToArray() } }));
}
