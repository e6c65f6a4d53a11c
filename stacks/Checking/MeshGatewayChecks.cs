using Infra.Components.Mesh;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>The gateways of meshes: that those of clusters of machines are given an address, without which they are never ready.</summary>
internal static class MeshGatewayChecks
{
    public static void Run(CheckContext context)
    {
        foreach (var plan in context.Meshes)
        {
            var isCrossed = EastWestGateway.IsCrossed(plan);
            foreach (var member in plan.Members.Where(member => context.Platform.Clusters[member.Cluster] is OnPremClusterSpec { Network.LoadBalancer: null } && context.IsRead(CheckContext.Cluster(member.Cluster).Key("network"))))
            {
                if (isCrossed && member.Role != MeshRole.Leaf && !IsGivenElsewhere(context, plan.EastWest, member))
                    Report(context, plan, member, "the gateway by which other clusters call it", "eastWest");
                else if (plan.Services.Any(service => service.Entrance is not null && service.Clusters.Contains(member.Cluster, StringComparer.Ordinal)) && !IsGivenElsewhere(context, plan.Ingress, member))
                    Report(context, plan, member, "its entrance", "ingress");
            }
        }
    }

    // Somebody else's load balancer is told by its class or by annotations what to do.
    private static bool IsGivenElsewhere(CheckContext context, IEnumerable<GatewayExposure> exposures, MeshMember member) =>
        context.Membership.FactsOf(member.Cluster) is not { } facts || exposures.FirstOrDefault(exposure => exposure.On.Matches(facts)) is { } said && (said.LoadBalancerClass is not null || !said.Annotations.IsEmpty);

    private static void Report(CheckContext context, MeshPlan plan, MeshMember member, string what, string key) => context.Report(
        Rules.LoadBalancerAddresses,
        CheckContext.Cluster(member.Cluster),
        $"nothing gives {what} in mesh '{plan.Name}' an address; say 'network: {{ loadBalancer: {{ addresses: … }} }}', or, where another load balancer does, its 'loadBalancerClass' under 'infra:meshes.{plan.Name}.gateways.{key}'");
}
