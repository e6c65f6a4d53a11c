using System.Collections.Immutable;

namespace Infra.Components.Machines;

/// <summary>What is done, on which machine, to make a cluster of machines, keep it and take it apart: pure functions from typed values to bash.</summary>
/// <remarks>
/// <para>
/// The life of a machine, in this order; what is said to run on the steward runs on a control plane which is (or, for the founder alone, has just become) part of the
/// cluster, with its administrator's credentials:
/// </para>
/// <list type="number">
/// <item><see cref="Check"/>, on the machine: nothing is changed.</item>
/// <item><see cref="Admit"/>, on the steward: what the machine needs in order to join. The founder, which is the first control plane, is not admitted.</item>
/// <item><see cref="Join"/>, on the machine: makes it a node. Undone: it is none any more.</item>
/// <item><see cref="Drain"/>, on the steward: empties a node whose version is about to change.</item>
/// <item><see cref="Maintain"/>, on the machine: brings it to the cluster's version and certificates.</item>
/// <item><see cref="Ready"/>, on the steward: waits until the node is ready and lets pods on it. Undone: empties it and takes it off the cluster.</item>
/// </list>
/// </remarks>
public static class KubeadmScripts
{
    /// <summary>Looks at a machine before anything is changed on it, and reports all that is wrong at once. Fails when anything has to be mended first.</summary>
    /// <remarks>On standard output: <c>product_uuid=…</c>, which no two machines of a cluster may share and no machine can compare alone; then the warnings.</remarks>
    /// <param name="cluster">The cluster.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="machines">All machines of the cluster; those that this one does not reach on the ports which Kubernetes needs are reported.</param>
    public static MachineScript Check(KubeadmCluster cluster, KubeadmMachine machine, IEnumerable<KubeadmMachine> machines)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(machine);
        var others = machines.Where(other => other.Name != machine.Name).ToImmutableArray();
        return OnTheMachine(machine, "check", [.. ScriptValues.Check(cluster, machine, others)], "machine.sh", "check-system.sh", "check-network.sh", "check.sh");
    }

    /// <summary>Makes a machine a node: as a control plane or a worker of the cluster that admitted it, or as the first machine of a new one.</summary>
    /// <remarks>Undone, it resets the machine: kubeadm's files, the network of pods, the API's address.</remarks>
    /// <param name="cluster">The cluster.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="admission">What <see cref="Admit"/> wrote; a secret. Null for the founder.</param>
    /// <param name="machines">All machines of the cluster; where another control plane answers already, no second cluster is founded.</param>
    public static MachineScript Join(KubeadmCluster cluster, KubeadmMachine machine, string? admission, IEnumerable<KubeadmMachine>? machines = null)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(machine);
        return OnTheMachine(
            machine, "join", [.. ScriptValues.Join(cluster, machine, admission, [.. (machines ?? []).Where(other => other.Name != machine.Name)])],
            "machine.sh", "software.sh", "etcd.sh", "control-plane.sh", "prepare.sh", "reset.sh", "join.sh");
    }

    /// <summary>Lets a machine join, on the steward. Standard output is the admission, a secret, which stays good until <see cref="Ready"/> has seen the machine join.</summary>
    /// <remarks>For a machine that is a ready node already the admission is empty of secrets. Undone, nothing is left that would let it join.</remarks>
    /// <param name="cluster">The cluster.</param>
    /// <param name="machine">The machine to admit.</param>
    public static MachineScript Admit(KubeadmCluster cluster, KubeadmMachine machine)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(machine);
        return OnTheSteward("admit", [.. ScriptValues.Admit(cluster, machine)], "steward.sh", "admission.sh", "admit.sh");
    }

    /// <summary>Empties a node whose version is not the cluster's, on the steward, after it has seen that the cluster is well. Nothing for any other node.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="machine">The machine whose node it is.</param>
    public static MachineScript Drain(KubeadmCluster cluster, KubeadmMachine machine)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(machine);
        return OnTheSteward("drain", [.. ScriptValues.Drain(cluster, machine)], "steward.sh", "etcd.sh", "drain.sh");
    }

    /// <summary>Brings a machine to the cluster's version of Kubernetes and generation of certificates. Nothing where both are there.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="isFirst">Whether it is the first of the cluster to be upgraded, which upgrades what the cluster has once.</param>
    public static MachineScript Maintain(KubeadmCluster cluster, KubeadmMachine machine, bool isFirst)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(machine);
        return OnTheMachine(
            machine, "maintain", [.. ScriptValues.Maintain(cluster, machine, isFirst)],
            "machine.sh", "software.sh", "etcd.sh", "control-plane.sh", "prepare.sh", "maintain.sh");
    }

    /// <summary>Waits, on the steward, until a machine is a ready node of the right version, gives it its labels and taints, and lets pods on it.</summary>
    /// <remarks>
    /// What let the machine join is deleted then. Undone, the node is emptied and deleted, with its member of etcd; refused where etcd would lose its quorum.
    /// </remarks>
    /// <param name="cluster">The cluster.</param>
    /// <param name="machine">The machine whose node it is.</param>
    public static MachineScript Ready(KubeadmCluster cluster, KubeadmMachine machine)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(machine);
        return OnTheSteward("ready", [.. ScriptValues.Ready(cluster, machine)], "steward.sh", "register.sh", "admission.sh", "etcd.sh", "certificates.sh", "labels.sh", "leave.sh", "ready.sh");
    }

    /// <summary>Prints, on the steward, the kubeconfig of the cluster's administrator, a secret, and nothing else.</summary>
    /// <remarks>Its text follows the version and the generation of certificates, so that what an upgrade or a renewal has renewed is read again.</remarks>
    public static MachineScript Kubeconfig(KubeadmCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return OnTheSteward("kubeconfig", [.. ScriptValues.Kubeconfig(cluster)], "kubeconfig.sh");
    }

    private static MachineScript OnTheMachine(KubeadmMachine machine, string step, ImmutableArray<ScriptValue> values, params ImmutableArray<string> bodies) =>
        machine.IsLost ? new(step, ScriptText.Nothing(step)) : new(step, ScriptText.Compose(step, values, bodies));

    private static MachineScript OnTheSteward(string step, ImmutableArray<ScriptValue> values, params ImmutableArray<string> bodies) =>
        new(step, ScriptText.Compose(step, values, bodies));
}
