namespace Infra.Stacks.Checking;

/// <summary>The rules that reach across a specification. Each file beside this one holds those of one subject.</summary>
/// <remarks>Nothing here looks at every pair of clusters: ten thousand of them are checked in the time it takes to read their names.</remarks>
internal static class Checks
{
    /// <summary>Checks everything that is asked of every specification.</summary>
    public static void Run(CheckContext context)
    {
        PlatformChecks.Run(context);
        NameChecks.Run(context);
        LabelChecks.Run(context);
        ClusterChecks.Run(context);
        RegionChecks.Run(context);
        MachineChecks.Run(context);
        NetworkChecks.Run(context);
        LoadBalancerChecks.Run(context);
        MeshGatewayChecks.Run(context);
        AllocationChecks.Run(context);
        FleetChecks.Run(context);
        ApplicationChecks.Run(context);
        MonitoringMemberChecks.Run(context);
        PolicyChecks.Run(context);
        PolicyExceptionChecks.Run(context);
        AddonChecks.Run(context);
        KindChecks.Run(context);
        ManifestChecks.Run(context);
        ConnectionChecks.Run(context);
        MeshChecks.Run(context);
        ServiceChecks.Run(context);
        MonitoringHubChecks.Run(context);
    }
}
