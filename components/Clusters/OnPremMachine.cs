using System.Collections.Immutable;
using Infra.Components.Machines;
using Pulumi;
using Pulumi.Command.Remote;

namespace Infra.Components.Clusters;

/// <summary>A machine of a cluster of machines: what is done to it over SSH, step by step.</summary>
/// <remarks>
/// <para>
/// Steps that are done once (a look at the machine, its admission, its joining) keep the script with which they were done, so that neither another version nor another machine
/// runs them again; it is also the script that undoes them. The others follow what is specified. All of them may run again at any time, as they do where the way to the
/// machine changes: what is done already is not repeated.
/// </para>
/// <para>Machines come and go while their cluster stays, so the protection of a cluster is not theirs.</para>
/// </remarks>
public sealed class OnPremMachine : ComponentResource
{
    private const string Script = "stdin";

    // Of a machine that is lost nothing is asked any more, not even that it be left.
    private static readonly ImmutableArray<string> Everything = ["addPreviousOutputInEnv", "connection", "create", "delete", "logging", Script];

    private readonly string _name;
    private readonly KubeadmCluster _cluster;
    private readonly OnPremMachineArgs _args;
    private readonly MachineConnection _steward;
    private readonly ImmutableArray<KubeadmMachine> _others;

    /// <summary>Looks at a machine, before anything is changed on any.</summary>
    /// <param name="name">Its logical name.</param>
    /// <param name="args">The machine.</param>
    /// <param name="cluster">The cluster that it belongs to.</param>
    /// <param name="steward">The way to the control plane that is asked for everything which concerns the whole cluster.</param>
    /// <param name="options">Its options.</param>
    internal OnPremMachine(string name, OnPremMachineArgs args, OnPremClusterArgs cluster, MachineConnection steward, ComponentResourceOptions options)
        : base("infra:clusters:OnPremMachine", name, ComponentResourceOptions.Merge(options, new ComponentResourceOptions { Protect = false }))
    {
        (_name, _args, _cluster, _steward) = (name, args, cluster.Cluster, steward);
        ImmutableArray<Resource> bundle = cluster.Bundle is { } archive ? [Copy(archive)] : [];
        _others = [.. cluster.Machines.Values.Select(other => other.Machine).Where(other => !other.IsLost)];
        Checked = Run(KubeadmScripts.Check(_cluster, Machine, _others), args.Connection, bundle, isOnce: true);
    }

    /// <summary>The machine.</summary>
    public KubeadmMachine Machine => _args.Machine;

    /// <summary>Nothing was found that keeps it from joining.</summary>
    public Command Checked { get; }

    /// <summary>It joined the cluster.</summary>
    public Command? Joined { get; private set; }

    /// <summary>It has the cluster's version and certificates.</summary>
    public Command? Maintained { get; private set; }

    /// <summary>It is a node that takes pods.</summary>
    public Command? Ready { get; private set; }

    /// <summary>Makes the cluster on it.</summary>
    /// <param name="mayBegin">Known once nothing is in the way.</param>
    /// <param name="after">What has to be done before.</param>
    internal void Found(Output<bool> mayBegin, ImmutableArray<Resource> after)
    {
        var script = KubeadmScripts.Join(_cluster, Machine, admission: null, _others);
        Joined = Run(script.Step, mayBegin.Apply(_ => script.Text), _args.Connection, after, isOnce: true, isUndone: true);
    }

    /// <summary>Lets it join the cluster.</summary>
    /// <param name="mayBegin">Known once nothing is in the way.</param>
    /// <param name="after">What has to be done before.</param>
    internal void Join(Output<bool> mayBegin, ImmutableArray<Resource> after)
    {
        var admit = KubeadmScripts.Admit(_cluster, Machine);
        var admitted = Run(admit.Step, mayBegin.Apply(_ => admit.Text), _steward, after, isOnce: true, isUndone: true, isSecret: true);
        var (cluster, machine) = (_cluster, Machine);
        var join = Output.CreateSecret(admitted.Stdout).Apply(admission => KubeadmScripts.Join(cluster, machine, admission).Text);
        Joined = Run("join", join, _args.Connection, [admitted], isOnce: true, isUndone: true);
    }

    /// <summary>Brings it to the cluster's version and certificates, emptied before where that has to be.</summary>
    /// <param name="isFirst">Whether it is the first of the cluster.</param>
    /// <param name="after">What has to be well before.</param>
    internal void Maintain(bool isFirst, ImmutableArray<Resource> after)
    {
        var drained = Run(KubeadmScripts.Drain(_cluster, Machine), _steward, [Joined!, .. after]);
        Maintained = Run(KubeadmScripts.Maintain(_cluster, Machine, isFirst), _args.Connection, [drained]);
    }

    /// <summary>Waits until it is a ready node, and lets pods on it. Undone, its node leaves the cluster: that is asked of the steward, so it can be done for a dead one.</summary>
    /// <param name="after">What has to be there before.</param>
    internal void LetPodsOn(ImmutableArray<Resource> after)
    {
        var script = KubeadmScripts.Ready(_cluster, Machine);
        Ready = Run(script.Step, Output.Create(script.Text), _steward, [Maintained!, .. after], isUndone: true, isAskedOfLost: true);
        RegisterOutputs(new Dictionary<string, object?> { ["node"] = Machine.Name, ["controlPlane"] = Machine.IsControlPlane });
    }

    private CopyToRemote Copy(MachineBundle bundle) => new CopyToRemote(
        $"{_name}/bundle",
        new CopyToRemoteArgs { Connection = _args.Connection.Args(), Source = new FileAsset(bundle.File), RemotePath = bundle.RemotePath },
        Options([], Machine.IsLost ? ["connection", "remotePath", "source"] : [], Machine.IsLost));

    private Command Run(MachineScript script, MachineConnection at, ImmutableArray<Resource> after, bool isOnce = false) =>
        Run(script.Step, Output.Create(script.Text), at, after, isOnce);

    private Command Run(
        string step, Output<string> script, MachineConnection at, ImmutableArray<Resource> after, bool isOnce = false, bool isUndone = false, bool isSecret = false, bool isAskedOfLost = false)
    {
        var isLeft = Machine.IsLost && !isAskedOfLost;
        var args = new CommandArgs
        {
            Connection = at.Args(),
            Stdin = script,
            AddPreviousOutputInEnv = false,
        };
        // Nobody waits for a machine that is lost; all that is left to do is undone.
        if (!Machine.IsLost)
            args.Create = MachineScript.UpCommand(at.User);
        if (isSecret)
            args.Logging = Logging.Stderr;
        if (isUndone)
            args.Delete = MachineScript.DownCommand(at.User);
        var options = Options(after, isLeft ? Everything : isOnce ? [Script] : [], isLeft);
        if (isSecret)
            options.AdditionalSecretOutputs.Add("stdout");
        return new Command($"{_name}/{step}", args, options);
    }

    private CustomResourceOptions Options(ImmutableArray<Resource> after, ImmutableArray<string> ignored, bool isLeft) => new()
    {
        Parent = this,
        DependsOn = { after.ToArray() },
        IgnoreChanges = [.. ignored],
        RetainOnDelete = isLeft,
        // Done again from its beginning, a step is undone first: afterwards, that would undo what was just done on the same machine.
        DeleteBeforeReplace = true,
    };
}
