using Infra.Components.Fleets;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

public sealed class LoadBalancersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    public void However_many_clusters_have_addresses_there_are_two_add_ons(int clusters)
    {
        var placed = Placed(clusters);

        Assert.Equal(["metallb", "metallb-addresses"], placed.Select(addon => addon.Addon.Name));
        Assert.All(placed, addon => Assert.Equal(clusters, addon.On!.Clusters.Length));
        Assert.Equal(clusters, placed[1].Overrides.Length);
    }

    [Fact]
    public void Clusters_without_addresses_get_nothing() => Assert.Empty(Placed(0));

    [Fact]
    public void Its_namespace_is_made_once_with_what_its_pods_need()
    {
        var placed = Placed(3);

        Assert.False(placed[0].MakesNamespace);
        Assert.True(placed[1].MakesNamespace);
        Assert.Equal(PodSecurityLevel.Privileged, placed[1].Addon.PodSecurity);
    }

    private static IReadOnlyList<PlacedAddon> Placed(int clusters)
    {
        using var project = new TemporaryProject();
        project.Write(ProjectFiles.StackFile("sites"), $$"""
            config:
              infra:karmada: { existing: { kubeconfig: { path: karmada.config } } }
              infra:clusters:
                plain: {{Cluster(200, "")}}
                {{string.Join("\n    ", Enumerable.Range(0, clusters).Select(number => $"site-{number}: {Cluster(number, $"loadBalancer: {{ addresses: [10.20.{number}.64-10.20.{number}.79] }}")}"))}}
            """);
        var read = new SpecificationLoader(project.Files) { RequireBuildable = true }.FromFiles("sites");
        Assert.Empty(read.Findings.Select(finding => finding.ToString()));
        return [.. AddonSources.Of(read.Platform!)];
    }

    private static string Cluster(int number, string network) =>
        $"{{ kind: onprem, version: 1.35.2, workloadsOnControlPlanes: true, api: {{ address: 10.20.{number}.10 }}, network: {{ nodeCidr: 10.20.{number}.0/24, {network} }}, " +
        $"machines: {{ a{number}: {{ address: 10.20.{number}.11, role: controlPlane, hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl }} }} }}";
}
