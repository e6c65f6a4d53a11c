using System.Text.RegularExpressions;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Infra.Stacks.Tests.Reading;
using Xunit;

namespace Infra.Stacks.Tests;

/// <summary>The pages about kinds of clusters: the first block of each is a cluster, and the others are valid changes of it.</summary>
public sealed partial class ClusterPagesTests
{
    private static readonly Page Aws = new(
        "aws-clusters.md",
        "prod-cloud",
        """
          infra:karmada: { install: { apiEndpoint: https://karmada.example.com:5443 } }
          infra:managementCluster: mgmt
          infra:management: { clusterApi: { aws: {} } }
          infra:clusters:
            mgmt: { kind: attached, kubeconfig: { path: k }, apiEndpoint: https://mgmt.example.com }

        """);

    private static readonly Page OnPrem = new(
        "on-prem-clusters.md",
        "on-prem",
        """
          infra:karmada: { existing: { kubeconfig: { path: k } } }
          infra:clusters:

        """);

    public static TheoryData<string, int> Changes => [.. new[] { Aws, OnPrem }.SelectMany(page => Enumerable.Range(1, page.Blocks.Length - 1).Select(block => (page.File, block)))];

    [Fact]
    public void Each_page_shows_a_cluster_and_its_changes() => Assert.Equal((5, 8), (Aws.Blocks.Length, OnPrem.Blocks.Length));

    [Fact]
    public void The_clusters_follow_all_rules()
    {
        Assert.Equal(5, ((AwsClusterSpec)Aws.Read("").Clusters[Aws.Cluster]).Pools["web"].Replicas);
        Assert.Equal(5, ((OnPremClusterSpec)OnPrem.Read("").Clusters[OnPrem.Cluster]).Machines.Count);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_follows_all_rules_and_changes_something(string file, int block)
    {
        var page = file == Aws.File ? Aws : OnPrem;
        Assert.StartsWith(page.Head, page.Blocks[block], StringComparison.Ordinal);

        Assert.NotEqual(Shown.Of(page.Read("")), Shown.Of(page.Read(page.Blocks[block][page.Head.Length..])));
    }

    [GeneratedRegex(@"^```yaml\n(?<yaml>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    /// <summary>A page about a kind of cluster.</summary>
    /// <param name="File">Its file.</param>
    /// <param name="Cluster">The cluster that it shows.</param>
    /// <param name="Stack">What else the cluster's stack says.</param>
    private sealed record Page(string File, string Cluster, string Stack)
    {
        public string Head => $"infra:clusters:\n  {Cluster}:\n";

        public string[] Blocks { get; } = [.. Block().Matches(System.IO.File.ReadAllText(Path.Combine(StackFiles.Root(), "docs", File))).Select(match => match.Groups["yaml"].Value)];

        // The first block is the class that the cluster starts from, so that a change says no more than it does on the page.
        public PlatformSpec Read(string change)
        {
            using var project = new TemporaryProject();
            project.Write("stacks/classes/page.yaml", string.Concat(Blocks[0][Head.Length..].Split('\n').Select(line => line.Length > 4 ? $"{line[4..]}\n" : "")));
            project.Write("stacks/Pulumi.case.yaml", $"config:\n{Stack}    {Cluster}:\n      class: page\n{string.Concat(change.Split('\n').Select(line => $"  {line}\n"))}");
            var reading = new SpecificationLoader(project.Files) { RequireBuildable = true }.FromFiles("case");
            Assert.Empty(reading.Findings.Select(finding => finding.ToString()));
            return reading.Platform!;
        }
    }
}
