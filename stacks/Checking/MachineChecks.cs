using System.Globalization;
using System.Net;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Machines and instances: that each is in one cluster, and large enough for what runs on it.</summary>
internal static class MachineChecks
{
    // An instance takes 28 attachments; the network and the system's disk are among them.
    private const int MostVolumes = 25;

    private static readonly string[] TooSmall = ["nano", "micro", "small"];

    public static void Run(CheckContext context)
    {
        var taken = new Dictionary<(IPAddress, int), SpecPath>();
        foreach (var (name, cluster) in context.Platform.Clusters)
        {
            var path = CheckContext.Cluster(name);
            switch (cluster)
            {
                case OnPremClusterSpec or EdgeClusterSpec when !context.IsRead(path.Key("machines")) || !context.IsRead(path.Key("ssh")):
                    break; // Which ports there are is not known.
                case OnPremClusterSpec onPrem:
                    foreach (var (machine, spec) in onPrem.Machines)
                        Unique(context, taken, spec.Address, spec.Port ?? onPrem.Ssh.Port, path.Keys("machines", machine));
                    break;
                case EdgeClusterSpec edge:
                    foreach (var (machine, spec) in edge.Machines)
                        Unique(context, taken, spec.Address, spec.Port ?? edge.Ssh.Port, path.Keys("machines", machine));
                    break;
                case AwsHostedClusterSpec aws:
                    Instances(context, path, aws);
                    break;
            }
        }
    }

    // A machine is found by its address and the port of SSH, for several may stand behind one router.
    private static void Unique(CheckContext context, Dictionary<(IPAddress, int), SpecPath> taken, IpAddress address, int port, SpecPath path)
    {
        if (!taken.TryAdd((address.Value, port), path))
        {
            context.Report(
                Rules.UniqueMachine,
                path.Key("address"),
                string.Create(CultureInfo.InvariantCulture, $"{address}, port {port}, is already {taken[(address.Value, port)]}"));
        }
    }

    private static void Instances(CheckContext context, SpecPath path, AwsHostedClusterSpec cluster)
    {
        if (cluster is AwsClusterSpec { ControlPlane: var controlPlane, BootstrapObjects: var objects })
        {
            Instance(context, path.Key("controlPlane"), controlPlane.InstanceType, controlPlane.Volumes.Length);
            Bootstrap(context, path.Key("bootstrapObjects"), objects);
        }

        foreach (var (name, pool) in cluster.Pools)
            Instance(context, path.Keys("pools", name), pool.InstanceType, pool.Volumes.Length);
    }

    private static void Instance(CheckContext context, SpecPath path, string type, int volumes)
    {
        if (TooSmall.Contains(type.Split('.')[^1], StringComparer.Ordinal))
            context.Report(Rules.InstanceSize, path.Key("instanceType"), $"'{type}' has too little memory for a node; allowed: medium or larger");
        if (volumes > MostVolumes)
            context.Report(Rules.InstanceSize, path.Key("volumes"), $"found {volumes} disks; allowed: at most {MostVolumes} beside the system's");
    }

    private static void Bootstrap(CheckContext context, SpecPath path, IReadOnlyList<BootstrapObjectSpec> objects)
    {
        var taken = new Dictionary<(BootstrapKind, string, string), int>();
        foreach (var (index, given) in objects.Index())
        {
            var at = path.Item(index);
            if (!taken.TryAdd((given.Kind, given.Namespace, given.Name), index))
            {
                context.Report(
                    Rules.Unique,
                    at,
                    $"{given.Kind} '{given.Name}' in namespace '{given.Namespace}' is already {path.Item(taken[(given.Kind, given.Namespace, given.Name)])}");
            }
            var (right, wrong, hasRight, hasWrong) = given.Kind == BootstrapKind.Secret
                ? ("secretData", "data", !given.SecretData.IsEmpty, !given.Data.IsEmpty)
                : ("data", "secretData", !given.Data.IsEmpty, !given.SecretData.IsEmpty);
            if (!hasRight && context.IsRead(at))
                context.Report(Rules.Consistent, at, $"a {given.Kind} needs '{right}'");
            if (hasWrong)
                context.Report(Rules.Consistent, at.Key(wrong), $"a {given.Kind} takes no '{wrong}'; allowed: {right}");
        }
    }
}
