using Infra.Documents;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Tests.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Sites;

/// <summary>What a site is depends on its own file and its layers; no other site changes it.</summary>
public sealed class SiteIndependenceTests : IDisposable
{
    private readonly StacksFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Taking_any_site_away_changes_no_other()
    {
        var all = Sites();
        foreach (var site in all.Keys)
        {
            var file = ProjectFiles.SiteFile("cold-chain", site);
            var text = File.ReadAllText(_folder.PathOf(file));
            File.Delete(_folder.PathOf(file));

            var rest = Sites();
            _folder.Write(file, text);

            Assert.Equal(all.Where(other => other.Key != site), rest);
        }
    }

    [Theory]
    [InlineData("aachen-01", "class: warehouse\nregion: beijing\nnetwork:\n  nodeCidr: 10.64.200.0/24\n")]
    [InlineData("zhuhai-01", "class: warehouse\nregion: nowhere\nlabels:\n  tier: other\nnetwork:\n  nodeCidr: 10.64.200.0/24\n")]
    [InlineData("middle-01", "kind: attached\nmode: pull\n")]
    public void Another_site_changes_no_other(string site, string text)
    {
        var before = Sites();

        _folder.Write(ProjectFiles.SiteFile("cold-chain", site), text);

        Assert.Equal(before, Sites().Where(other => other.Key != site));
    }

    [Fact]
    public void The_order_of_clusters_and_fleets_in_the_file_changes_nothing()
    {
        const string Clusters = "  infra:clusters:\n    b: {kind: attached, mode: pull, labels: {tier: edge}}\n    a: {kind: attached, mode: pull, region: x}\n";
        const string Fleets = "  infra:fleets:\n    g: {members: {regions: [x]}, policy: strict}\n    f: {members: {matchLabels: {tier: edge}}, policy: strict}\n";
        var one = Read($"config:\n  infra:karmada: {{stack: mgmt}}\n{Clusters}{Fleets}");
        var other = Read($"config:\n{string.Concat(Fleets.Split('\n').Take(1).Concat(Fleets.Split('\n')[1..3].Reverse()).Select(line => line + "\n"))}"
            + $"{string.Concat(Clusters.Split('\n').Take(1).Concat(Clusters.Split('\n')[1..3].Reverse()).Select(line => line + "\n"))}  infra:karmada: {{stack: mgmt}}\n");

        Assert.Equal(Shown.Of(one.Platform), Shown.Of(other.Platform));
        Assert.Equal(["b"], Membership.Of(other.Platform!).MembersOf("f"));
    }

    [Fact]
    public void A_site_that_cannot_be_read_is_told_and_the_others_are_still_checked()
    {
        _folder.Write(ProjectFiles.SiteFile("cold-chain", "beijing-01"), "class: [\n");
        _folder.Write(ProjectFiles.SiteFile("cold-chain", "beijing-02"), "class: warehouse\nregoin: beijing\nnetwork: {nodeCidr: 10.67.0.0/24}\n");

        var reading = _folder.Read("edge");

        Assert.Null(reading.Platform);
        Assert.Equal(["stacks/sites/cold-chain/beijing-01.yaml", "stacks/sites/cold-chain/beijing-02.yaml"], reading.Findings.Select(finding => finding.Place!.Value.File));
    }

    [Fact]
    public void Links_in_a_circle_and_folders_are_one_located_message_each()
    {
        Directory.CreateDirectory(_folder.PathOf("stacks/sites/cold-chain/folder"));
        File.CreateSymbolicLink(_folder.PathOf("stacks/sites/cold-chain/one.yaml"), "two.yaml");
        File.CreateSymbolicLink(_folder.PathOf("stacks/sites/cold-chain/two.yaml"), "one.yaml");
        File.CreateSymbolicLink(_folder.PathOf("stacks/sites/cold-chain/up.yaml"), "..");

        var findings = _folder.Read("edge").Findings;

        Assert.Equal(
            ["INF010 stacks/sites/cold-chain/one.yaml:1:1", "INF010 stacks/sites/cold-chain/two.yaml:1:1", "INF081 stacks/sites/cold-chain/folder:1:1", "INF081 stacks/sites/cold-chain/up.yaml:1:1"],
            findings.Select(finding => $"{finding.Rule.Id} {finding.Place}").Order(StringComparer.Ordinal));
    }

    private SpecificationReading Read(string text)
    {
        _folder.Write(ProjectFiles.StackFile("dev"), text);
        return _folder.Read("dev");
    }

    private Dictionary<string, string> Sites()
    {
        var reading = _folder.Read("edge");
        Assert.Empty(reading.Findings);
        return reading.Platform!.Clusters.ToDictionary(cluster => cluster.Key, cluster => Shown.Of(cluster.Value), StringComparer.Ordinal);
    }
}
