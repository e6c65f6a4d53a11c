using Infra.Components.Clusters;
using Xunit;

namespace Infra.Components.Tests.Clusters;

public sealed class EksNodePoolPlanTests
{
    private static readonly NodePool Pool = new() { Count = NodeCount.Exactly(3), InstanceType = "m7i.large" };

    [Theory]
    [InlineData("m7i.xlarge", "AL2023_x86_64_STANDARD")]
    [InlineData("c7i-flex.large", "AL2023_x86_64_STANDARD")]
    [InlineData("m7a.large", "AL2023_x86_64_STANDARD")]
    [InlineData("u-6tb1.metal", "AL2023_x86_64_STANDARD")]
    [InlineData("m7g.large", "AL2023_ARM_64_STANDARD")]
    [InlineData("c7gn.large", "AL2023_ARM_64_STANDARD")]
    [InlineData("is4gen.large", "AL2023_ARM_64_STANDARD")]
    [InlineData("t4g.small", "AL2023_ARM_64_STANDARD")]
    [InlineData("a1.large", "AL2023_ARM_64_STANDARD")]
    [InlineData("g5.xlarge", "AL2023_x86_64_NVIDIA")]
    [InlineData("g4dn.xlarge", "AL2023_x86_64_NVIDIA")]
    [InlineData("gr6.4xlarge", "AL2023_x86_64_NVIDIA")]
    [InlineData("p5en.48xlarge", "AL2023_x86_64_NVIDIA")]
    [InlineData("g5g.xlarge", "AL2023_ARM_64_NVIDIA")]
    [InlineData("g4ad.xlarge", "AL2023_x86_64_STANDARD")]
    public void An_image_fits_the_processor_and_the_GPU_of_its_instances(string instanceType, string image) =>
        Assert.Equal(image, EksNodePoolPlan.ImageType(instanceType));

    [Theory]
    [InlineData(1, 0, 1, "DEFAULT")]
    [InlineData(3, 0, 3, "DEFAULT")]
    [InlineData(1, 2, 2, "DEFAULT")]
    [InlineData(0, 2, 2, "MINIMAL")]
    [InlineData(0, 0, 1, "MINIMAL")]
    public void New_nodes_come_first_unless_no_surge_is_allowed(int surge, int unavailable, int atOnce, string strategy) =>
        Assert.Equal((atOnce, strategy), EksNodePoolPlan.Update(Pool with { MaximumSurge = surge, MaximumUnavailable = unavailable }));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(5, 5, 5)]
    [InlineData(0, 10, 1)]
    [InlineData(3, 10, 3)]
    public void A_scaled_pool_begins_with_a_node(int minimum, int maximum, int initial) =>
        Assert.Equal(initial, EksNodePoolPlan.InitialSize(new NodeCount(minimum, maximum)));

    [Fact]
    public void Every_disk_has_a_device_of_its_own() => Assert.Equal(
        ["/dev/xvda 50", "/dev/xvdb 100", "/dev/xvdc 200"],
        EksNodePoolPlan.Disks(Pool with { Volumes = [new NodeVolume(100), new NodeVolume(200)] }).Select(disk => $"{disk.Device} {disk.Volume.SizeGiB}"));

    [Theory]
    [InlineData("gp3", 100, null)]
    [InlineData("io1", 100, 3000)]
    [InlineData("io2", 8, 400)]
    public void Operations_are_paid_for_where_a_type_asks_for_it_and_no_more_than_its_size_allows(string type, int sizeGiB, int? expected) =>
        Assert.Equal(expected, EksNodePoolPlan.Iops(new NodeVolume(sizeGiB, type)));

    [Theory]
    [InlineData(NodeTaintEffect.NoSchedule, "NO_SCHEDULE")]
    [InlineData(NodeTaintEffect.PreferNoSchedule, "PREFER_NO_SCHEDULE")]
    [InlineData(NodeTaintEffect.NoExecute, "NO_EXECUTE")]
    public void Effects_of_taints_are_in_the_words_of_EKS(NodeTaintEffect effect, string expected) => Assert.Equal(expected, EksNodePoolPlan.Effect(effect));
}
