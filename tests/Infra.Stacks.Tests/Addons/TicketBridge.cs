using Infra.Components;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Tests.Addons;

/// <summary>The warehouses' thermometers report to the ticket system.</summary>
public sealed class TicketBridge : IAddonSource
{
    public IEnumerable<PlacedAddon> AddonsOf(PlatformSpec platform)
    {
        // Where there are warehouses, they have it.
        if (!platform.Fleets.ContainsKey("fleet-edge"))
            yield break;
        yield return new PlacedAddon
        {
            Origin = SpecPath.Root.Keys("fleets", "fleet-edge"),
            On = ClusterSelection.InFleet("fleet-edge"),
            Addon = new Addon
            {
                Name = "ticket-bridge",
                Namespace = "ticket-bridge",
                Content = new AddonContent.Helm(
                    new Chart("ticket-bridge", "oci://registry.example.com/charts", "2.3.1"),
                    Fields.Of(("sites", platform.Clusters.Count))),
                ClusterValues = [new ClusterValue("site.name", ClusterFact.Name)],
                Healthy = [new AddonWorkload("Deployment", "ticket-bridge")],
            },
        };
    }
}
