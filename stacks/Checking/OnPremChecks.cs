using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>What has to hold in a cluster of machines.</summary>
internal static class OnPremChecks
{
    public static void Run(CheckContext context, SpecPath path, OnPremClusterSpec cluster)
    {
        Machines(context, path, cluster);
        Routers(context, path.Key("api"), cluster.Api);
        Software(context, path.Key("software"), cluster.Software);
    }

    private static void Machines(CheckContext context, SpecPath path, OnPremClusterSpec cluster)
    {
        if (!context.IsRead(path.Key("machines")))
            return;
        var controlPlanes = cluster.Machines.Values.Count(machine => machine.Role == MachineRole.ControlPlane);
        var alive = cluster.Machines.Values.Count(machine => machine is { Role: MachineRole.ControlPlane, Lost: false });
        // One that is lost is there until the cluster forgot it, and its successor may have joined before.
        if (!ControlPlaneSize.IsAllowed(controlPlanes) && !ControlPlaneSize.IsAllowed(alive))
            context.Report(Rules.ControlPlanes, path.Key("machines"), ControlPlaneSize.Refusal(controlPlanes, "machines with role: controlPlane"));
        else if (alive == 0)
            context.Report(Rules.ControlPlanes, path.Key("machines"), "every control plane is lost, and the cluster with them; make it anew, and restore a snapshot of etcd");
        if (controlPlanes == cluster.Machines.Count && !cluster.WorkloadsOnControlPlanes && context.IsRead(path.Key("workloadsOnControlPlanes")))
            context.Report(Rules.Workers, path.Key("machines"), "no machine is a worker; add one, or set workloadsOnControlPlanes: true");
    }

    private static void Routers(CheckContext context, SpecPath path, ApiAddressSpec api)
    {
        if (!context.IsRead(path))
            return;
        if (api.Mode == VirtualAddressMode.Bgp && api.Bgp is null)
            context.Report(Rules.Consistent, path.Key("mode"), "mode 'bgp' needs 'bgp', the routers that are told; add it, or let the machines' network find the address: mode: arp");
        if (api.Mode != VirtualAddressMode.Bgp && api.Bgp is not null)
            context.Report(Rules.Consistent, path.Key("bgp"), "'bgp' would have no effect with mode 'arp'; remove it, or set mode: bgp");
        if (api.Bgp is { Peers.IsEmpty: true })
            context.Report(Rules.Consistent, path.Keys("bgp", "peers"), "no router is told; add one");
    }

    // What is said has an effect, or is refused.
    private static void Software(CheckContext context, SpecPath path, MachineSoftwareSpec software)
    {
        (string Key, string? Value)[] mirrors = [("kubernetesPackages", software.KubernetesPackages), ("containerdPackages", software.ContainerdPackages)];
        foreach (var (key, _) in mirrors.Where(mirror => software.Bundle is not null && mirror.Value is not null))
            context.Report(Rules.Consistent, path.Key(key), $"'{key}' would have no effect beside 'bundle', which brings all packages; remove one of them");
    }
}
