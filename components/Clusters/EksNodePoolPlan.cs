using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Components.Clusters;

/// <summary>What decides about a node group of EKS.</summary>
internal static partial class EksNodePoolPlan
{
    private const int FreeIops = 3000;
    private const int MostIopsPerGiB = 50;
    private const string RootDevice = "/dev/xvda";

    /// <summary>The image that fits a type of instance, always Amazon Linux 2023.</summary>
    /// <remarks>
    /// The letters of a family tell: a first <c>g</c> or <c>p</c> is a GPU, a <c>g</c> behind the generation is AWS' own processor. See docs.aws.amazon.com/ec2,
    /// "Instance type naming conventions".
    /// </remarks>
    public static string ImageType(string instanceType)
    {
        var family = Family().Match(instanceType);
        var options = family.Groups["options"].Value;
        // An 'a' behind the generation is AMD, whose GPUs the image of NVIDIA's does not drive.
        var hasGpu = family.Groups["family"].Value is "g" or "gr" or "p" && !options.Contains('a', StringComparison.Ordinal);
        var isArm = options.Contains('g', StringComparison.Ordinal) || instanceType.StartsWith("a1.", StringComparison.Ordinal);
        return $"AL2023_{(isArm ? "ARM_64" : "x86_64")}_{(hasGpu ? "NVIDIA" : "STANDARD")}";
    }

    /// <summary>How many nodes there are at first. One at least where an autoscaler decides, for CoreDNS has to be somewhere before there is one.</summary>
    public static int InitialSize(NodeCount count) => count.IsFixed ? count.Minimum : Math.Max(1, count.Minimum);

    /// <summary>How many nodes are replaced at once, and whether the new ones come first.</summary>
    /// <remarks>
    /// EKS knows one number and two orders: new ones first (<c>DEFAULT</c>), or old ones away first (<c>MINIMAL</c>). Only who allows no surge gets the latter.
    /// </remarks>
    public static (int AtOnce, string Strategy) Update(NodePool pool) => pool.MaximumSurge > 0
        ? (Math.Max(pool.MaximumSurge, pool.MaximumUnavailable), "DEFAULT")
        : (Math.Max(1, pool.MaximumUnavailable), "MINIMAL");

    /// <summary>A taint's effect in EKS' words.</summary>
    public static string Effect(NodeTaintEffect effect) => effect switch
    {
        NodeTaintEffect.NoSchedule => "NO_SCHEDULE",
        NodeTaintEffect.PreferNoSchedule => "PREFER_NO_SCHEDULE",
        NodeTaintEffect.NoExecute => "NO_EXECUTE",
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "no effect of a taint"),
    };

    /// <summary>The disks, by device.</summary>
    public static ImmutableArray<(string Device, NodeVolume Volume)> Disks(NodePool pool) =>
        [(RootDevice, pool.RootVolume), .. pool.Volumes.Select((volume, index) => ($"/dev/xvd{(char)('b' + index)}", volume))];

    /// <summary>How many operations a second are paid for; null where none need to be. What gp3 has for nothing, as far as the size allows.</summary>
    public static int? Iops(NodeVolume volume) => volume.Type is "io1" or "io2" ? Math.Min(FreeIops, MostIopsPerGiB * volume.SizeGiB) : null;

    /// <summary>How many hops an answer about a machine's role may go. One does not reach into pods, which are to have roles of their own.</summary>
    public static int MetadataHops(bool allowsPodRoles) => allowsPodRoles ? 1 : 2;

    /// <summary>A launch template's version, as node groups refer to it.</summary>
    public static string TemplateVersion(int version) => version.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<family>[a-z]+)(-[0-9a-z]+)?[0-9]+(?<options>[a-z-]*)\.", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Family();
}
