namespace Infra.Interop.Tests.Monitoring;

/// <summary>All stories.</summary>
internal static class Stories
{
    public static IReadOnlyList<AlertCase> All { get; } =
    [
        .. CasesOfNodes.All, .. CasesOfControlPlanes.All, .. CasesOfWorkloads.All, .. CasesOfMonitoring.All, .. CasesOfDelivery.All, .. CasesOfMesh.All, .. CasesOfPolicies.All, .. CasesOfHub.All,
    ];
}
