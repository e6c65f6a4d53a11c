using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using CsCheck;
using Infra.Components.Propagation;
using Infra.Documents;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Infra.Stacks.Tests.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Checking;

public sealed class CheckPropertyTests
{
    private static readonly Shape Shape = Shapes.Of<PlatformSpec>();

    [Fact]
    public void Whatever_is_specified_is_checked() => Specimens.Of(Shape).Sample(
        document =>
        {
            var context = Context(Read(document));
            Checks.Run(context);
            BuildableChecks.Run(context);
            Assert.All(context.Findings, finding => Assert.NotEmpty(finding.ToString()));
        },
        iter: 2_000);

    [Fact]
    public void What_stands_as_specified_needs_no_change() => Specimens.Of(Shape).Sample(
        document =>
        {
            var platform = Read(document);
            var context = Context(platform).Against(DeployedPlatform.FromOutput(DeployedPlatform.Of(platform).ToOutput()));
            LifecycleChecks.Run(context);
            Assert.Empty(context.Findings);
        },
        iter: 2_000);

    [Fact]
    public void A_selection_finds_the_same_clusters_whether_by_its_names_or_by_all_facts()
    {
        var names = Gen.Int[0, 9].Select(number => $"c{number}");
        var label = Gen.Bool.Select(isRed => isRed ? "red" : "blue");
        var clusters = Gen.Select(names, label, Gen.Bool.Select(isEast => isEast ? "east" : "west")).Array[0, 10];
        var selections = Gen.Select(names.Array[0, 4], names.Array[0, 3], label, Gen.Bool, Gen.Bool);

        Gen.Select(clusters, selections).Sample((specified, sought) =>
        {
            var platform = Platform(specified.DistinctBy(cluster => cluster.Item1).Select(cluster => (
                cluster.Item1,
                new AttachedClusterSpec { Mode = ClusterMode.Pull, Region = cluster.Item3, Labels = Labels(cluster.Item2) })));
            platform = platform with { Fleets = platform.Fleets.Add("f", new FleetSpec { Members = new SelectionSpec { Regions = ["east"] } }) };
            var selection = new ClusterSelection
            {
                Clusters = [.. sought.Item1],
                Except = [.. sought.Item2],
                Labels = sought.Item4 ? Labels(sought.Item3) : Labels(null),
                Fleet = sought.Item5 ? "f" : null,
            };
            var context = Context(platform);

            Assert.Equal(context.Membership.Matching(selection).Select(cluster => cluster.Name), context.Matching(selection).Select(cluster => cluster.Name));
        });
    }

    [Fact]
    public void Connected_clusters_are_refused_exactly_when_two_of_them_overlap()
    {
        // Few bits, so that ranges meet often.
        var range = Gen.Select(Gen.Int[0, 63], Gen.Int[26, 32]).Select((number, length) => Cidr.Containing(new IPAddress([10, 0, 0, (byte)number]), length));
        Gen.Select(range, range).Array[0, 6].Sample(ranges =>
        {
            var platform = Platform(ranges.Select((pair, index) => (
                $"c{index}",
                new AttachedClusterSpec { Mode = ClusterMode.Pull, Network = new AttachedNetworkSpec { PodCidr = pair.Item1, ServiceCidr = pair.Item2 } })));
            var context = Context(platform with { ClusterNetworks = platform.ClusterNetworks.Add("n", new ConnectionSpec { On = new SelectionSpec() }) });

            ConnectionChecks.Run(context);

            var meet = ranges.Index().Any(one => ranges.Take(one.Index).Any(other => Ends(one.Item).Any(end => Ends(other).Any(end.Overlaps))));
            Assert.Equal(meet, context.Findings.Any(finding => finding.Rule == Rules.OverlapAcross));

            // Of two ranges that meet, the smaller one is told.
            var told = context.Findings.Select(finding => finding.Path).ToHashSet();
            foreach (var (index, pair) in ranges.Index())
            {
                var others = ranges.Where((_, other) => other != index).SelectMany(Ends).ToList();
                var network = CheckContext.Cluster($"c{index}").Key("network");
                Assert.True(told.Contains(network.Key("podCidr")) || !others.Any(other => other != pair.Item1 && other.Contains(pair.Item1)));
                Assert.True(told.Contains(network.Key("serviceCidr")) || !others.Any(other => other != pair.Item2 && other.Contains(pair.Item2)));
            }
        });

        static Cidr[] Ends((Cidr Pods, Cidr Services) pair) => [pair.Pods, pair.Services];
    }

    [Fact]
    public void Ten_thousand_clusters_that_are_all_alike_are_checked_in_seconds()
    {
        var network = new AttachedNetworkSpec { PodCidr = Cidr.Parse("10.42.0.0/16"), ServiceCidr = Cidr.Parse("10.43.0.0/16") };
        var platform = Platform(Enumerable.Range(0, 10_000).Select(number => ($"warehouse-{number}", new AttachedClusterSpec { Mode = ClusterMode.Pull, Network = network, Labels = Labels("edge") })));
        platform = platform with
        {
            Fleets = platform.Fleets.Add("f", new FleetSpec { Members = new SelectionSpec { MatchLabels = Labels("edge") } }),
            Meshes = platform.Meshes.Add("m", new MeshSpec { On = new TargetSpec { Clusters = [.. platform.Clusters.Keys, "wharehouse-1", "depot"] } }),
            ClusterNetworks = platform.ClusterNetworks.Add("n", new ConnectionSpec { On = new SelectionSpec() }),
        };
        var context = Context(platform);
        var watch = Stopwatch.StartNew();

        Checks.Run(context);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"it took {watch.Elapsed}");
        // Two names that are wrong, and every cluster but the first has the ranges of another.
        Assert.Equal(2 + (2 * 9_999), context.Findings.Count);
    }

    private static ImmutableSortedDictionary<string, string> Labels(string? tier) =>
        tier is null ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty.Add("tier", tier);

    private static PlatformSpec Platform(IEnumerable<(string Name, AttachedClusterSpec Cluster)> clusters) => new()
    {
        Karmada = new KarmadaSpec { Existing = new ExistingKarmadaSpec { Kubeconfig = new KubeconfigSpec { Path = "karmada.config" } } },
        Clusters = clusters.ToImmutableSortedDictionary(cluster => cluster.Name, ClusterSpec (cluster) => cluster.Cluster, StringComparer.Ordinal),
    };

    private static PlatformSpec Read(YamlNode document) => (PlatformSpec)Shape.Read(document, SpecPath.Root, new SpecReader())!;

    private static CheckContext Context(PlatformSpec platform) => new() { Platform = platform, Unread = ImmutableHashSet<SpecPath>.Empty, Stack = "case", Stacks = ["case"] };
}
