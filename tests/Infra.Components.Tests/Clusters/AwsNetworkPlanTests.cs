using System.Net;
using CsCheck;
using Infra.Components.Clusters;
using Xunit;

namespace Infra.Components.Tests.Clusters;

public sealed class AwsNetworkPlanTests
{
    private static readonly Gen<IPNetwork> Vpcs = Gen.Select(Gen.UInt, Gen.Int[16, AwsNetworkPlan.LongestPrefix], (address, length) =>
    {
        var first = address & (uint.MaxValue << (32 - length));
        return new IPNetwork(new IPAddress([(byte)(first >> 24), (byte)(first >> 16), (byte)(first >> 8), (byte)first]), length);
    });

    [Fact]
    public void Subnets_never_overlap() => Vpcs.Sample(vpc =>
    {
        var subnets = All(vpc);
        return !subnets.SelectMany((one, index) => subnets.Skip(index + 1).Select(other => (One: one, Other: other)))
            .Any(pair => pair.One.Contains(pair.Other.BaseAddress) || pair.Other.Contains(pair.One.BaseAddress));
    });

    [Fact]
    public void Subnets_are_inside_the_VPC() => Vpcs.Sample(vpc => All(vpc).All(subnet => vpc.Contains(subnet.BaseAddress) && subnet.PrefixLength > vpc.PrefixLength));

    [Fact]
    public void No_subnet_is_smaller_than_AWS_makes() => Vpcs.Sample(vpc => All(vpc).All(subnet => subnet.PrefixLength <= 28));

    [Fact]
    public void A_VPC_of_65536_addresses_gives_each_zone_8192_for_pods_and_1024_for_load_balancers() => Assert.Equal(
        ["10.0.224.0/22 10.0.0.0/19", "10.0.228.0/22 10.0.32.0/19", "10.0.232.0/22 10.0.64.0/19"],
        Enumerable.Range(0, 3).Select(zone => AwsNetworkPlan.Subnets(AwsNetworkPlan.DefaultVpc, zone)).Select(subnets => $"{subnets.Public} {subnets.Private}"));

    [Fact]
    public void There_is_no_room_for_an_eighth_zone() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AwsNetworkPlan.Subnets(AwsNetworkPlan.DefaultVpc, AwsNetworkPlan.MostZones));

    [Fact]
    public void A_range_that_is_too_small_to_divide_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AwsNetworkPlan.Subnets(IPNetwork.Parse("10.0.0.0/23"), 0));

    [Fact]
    public void A_range_of_IPv6_is_refused() => Assert.Throws<ArgumentException>(() => AwsNetworkPlan.Subnets(IPNetwork.Parse("fd00::/20"), 0));

    private static IPNetwork[] All(IPNetwork vpc) =>
        [.. Enumerable.Range(0, AwsNetworkPlan.MostZones).Select(zone => AwsNetworkPlan.Subnets(vpc, zone)).SelectMany(subnets => new[] { subnets.Public, subnets.Private })];
}
