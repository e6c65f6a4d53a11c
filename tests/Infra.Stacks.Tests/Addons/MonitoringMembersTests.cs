using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Monitoring;
using Infra.Stacks.Addons;
using Infra.Stacks.Specification;
using Pulumi.Testing;
using Xunit;
using Tree = Infra.Components.Tests.Tree;

namespace Infra.Stacks.Tests.Addons;

[Collection(Deployments.Name)]
public sealed class MonitoringMembersTests
{
    private const string HelmRelease = "kubernetes:helm.toolkit.fluxcd.io/v2:HelmRelease";

    private const string Secret = "kubernetes:core/v1:Secret";

    private static readonly ImmutableDictionary<string, object> Handed = ImmutableDictionary<string, object>.Empty.Add("karmadaKubeconfig", "{}").Add("monitoring", ImmutableDictionary<string, object>.Empty
        .Add(MonitoringConnection.AuthorityKey, "the authority")
        .Add(MonitoringConnection.ClientCertificateKey, "the certificate")
        .Add(MonitoringConnection.ClientKeyKey, "the key")
        .Add(MonitoringConnection.WriteUrlKey, "https://receive.example.com/handed")
        .Add(MonitoringConnection.AlertmanagerKey, "alerts.example.com:9443")
        .Add(MonitoringConnection.ObjectStoreKey, "the bucket"));

    [Fact]
    public async Task Monitoring_costs_the_same_for_one_cluster_and_for_a_thousand()
    {
        var one = BesideMemberships(await DeclareAsync(1));

        Assert.Contains(one, name => name.StartsWith(HelmRelease, StringComparison.Ordinal));
        Assert.Equal(one, BesideMemberships(await DeclareAsync(10)));
        Assert.Equal(one, BesideMemberships(await DeclareAsync(1000)));
    }

    [Fact]
    public async Task Another_site_changes_nothing_of_its_monitoring()
    {
        var before = Described(await DeclareAsync(20));
        var after = Described(await DeclareAsync(21));

        Assert.Empty(before.Except(after, StringComparer.Ordinal));
        Assert.All(after.Except(before, StringComparer.Ordinal), line => Assert.Contains(" site-020", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_members_need_comes_from_the_stack_that_has_the_hub()
    {
        var declared = await DeclareAsync(1);

        Assert.Equal("the key", Kept(declared, "monitoring-sites/Secret/hub", "tls.key"));
        Assert.Equal("the authority", Kept(declared, "monitoring-sites/Secret/hub", "ca.crt"));
        Assert.Contains("\"url\": \"https://receive.example.com/handed\"", Kept(declared, "monitoring-sites/Secret/edge-monitoring-sites-values", "values.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("the bucket", string.Concat(Described(declared)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_gets_the_bucket_too_and_the_address_for_alerts()
    {
        var declared = await DeclareAsync(1, "server");

        Assert.Equal("the bucket", Kept(declared, "monitoring-sites/Secret/object-store", "objstore.yml"));
        Assert.Contains("alerts.example.com:9443", Kept(declared, "monitoring-sites/Secret/edge-monitoring-sites-values", "values.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("server")]
    public async Task What_is_secret_is_in_Secrets_alone(string mode)
    {
        var declared = await DeclareAsync(1, mode);

        Assert.All(
            declared.Where(resource => resource.Type is not (Secret or "pulumi:pulumi:StackReference")),
            resource => Assert.All(new[] { "the key", "the certificate", "the bucket" }, secret => Assert.DoesNotContain(secret, Tree.Json(resource.Inputs), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_plan_goes_on_without_a_hub_that_was_only_planned() =>
        Assert.Contains(await DeclareAsync(1, outputs: Handed.Remove("monitoring")), resource => resource.Type == HelmRelease);

    [Fact]
    public async Task An_update_without_that_hub_says_what_to_do()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => DeclareAsync(1, outputs: Handed.Remove("monitoring"), isPreview: false));

        Assert.Matches("stack 'mgmt' has no output 'monitoring' with '[a-zA-Z]+'; bring it up first", error.ToString());
    }

    [Theory]
    [InlineData(MemberMode.Server, EnvironmentTier.Production, 2, 30, 50, true)]
    [InlineData(MemberMode.Server, EnvironmentTier.PreProduction, 1, 30, 50, true)]
    [InlineData(MemberMode.Agent, EnvironmentTier.Production, 1, 60, 2, false)]
    public void What_an_entry_leaves_to_us_depends_on_mode_and_tier(MemberMode mode, EnvironmentTier tier, int replicas, int scrapeSeconds, int sizeGiB, bool isPersistent)
    {
        var plan = MonitoringMembers.Plan(
            new PlatformSpec { Karmada = new KarmadaSpec(), Environment = new EnvironmentSpec { Tier = tier } },
            "sites",
            new MonitoringMemberSpec { On = new TargetSpec(), Mode = mode });

        Assert.Equal((replicas, scrapeSeconds), (plan.Replicas, plan.ScrapeSeconds));
        Assert.Equal(new MemberVolume(sizeGiB, isPersistent, null), plan.Volume);
    }

    private static async Task<ImmutableArray<MockResourceArgs>> DeclareAsync(int clusters, string mode = "agent", ImmutableDictionary<string, object>? outputs = null, bool isPreview = true)
    {
        using var project = new TemporaryProject();
        project.Write("stacks/Pulumi.mgmt.yaml", "config:\n  infra:karmada: { install: { apiEndpoint: https://karmada.example.com:5443 } }\n  infra:monitoring: { hub: { expose: { receive: { host: r.example.com }, alertmanager: { host: a.example.com } } } }\n");
        project.Write("stacks/Pulumi.edge.yaml", $$"""
            config:
              infra:karmada: { stack: mgmt }
              infra:clusters:
            {{string.Join('\n', Enumerable.Range(0, clusters).Select(index => string.Create(CultureInfo.InvariantCulture, $"    site-{index:D3}: {{ kind: attached, mode: pull }}")))}}
              infra:monitoring: { members: { sites: { on: {}, mode: {{mode}}, hub: { stack: mgmt } } } }
            """);
        return await DeclaredStack.OfAsync(project.Files, "edge", outputs ?? Handed, isPreview);
    }

    private static List<string> BesideMemberships(IEnumerable<MockResourceArgs> declared) =>
        [.. declared.Where(resource => !resource.Name!.StartsWith("site-", StringComparison.Ordinal)).Select(resource => $"{resource.Type} {resource.Name}").Order(StringComparer.Ordinal)];

    private static List<string> Described(IEnumerable<MockResourceArgs> declared) => [.. declared.Where(resource => resource.Type != "pulumi:pulumi:StackReference").Select(resource => $"{resource.Type} {resource.Name} {Tree.Json(resource.Inputs)}")];

    private static string Kept(ImmutableArray<MockResourceArgs> declared, string name, string key) =>
        (string)((IDictionary)Assert.Single(declared, resource => resource.Type == Secret && resource.Name == name).Inputs["stringData"])[key]!;
}
