using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Components.Policies;
using Infra.Policies;
using Infra.Stacks.Addons;
using Pulumi.Testing;
using Xunit;
using Tree = Infra.Components.Tests.Tree;

namespace Infra.Stacks.Tests.Addons;

/// <summary>What a stack with policies declares, with the packs of the repository.</summary>
[Collection(Deployments.Name)]
public sealed partial class PlatformPoliciesTests : IDisposable
{
    private const string Group = "kubernetes:policies.kyverno.io/v1:";

    private const string Kept = """
        parameters:
              registries: [registry.example.com/]
              verifiedImages: ['registry.example.com/*']
              identities: [{ issuer: 'https://issuer.example.com', subject: '*' }]
        """;

    private readonly TemporaryProject _project = new();

    public PlatformPoliciesTests() => PolicyFolders.CopyTo(_project);

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_policy_is_one_object_whichever_number_of_clusters_have_it()
    {
        var one = Names(await DeclareAsync("strict", clusters: 1));
        Assert.NotEmpty(one);
        Assert.Equal(one, Names(await DeclareAsync("strict", clusters: 3)));
        Assert.Equal(one, Names(await DeclareAsync("strict", clusters: 200)));
    }

    [Theory]
    [InlineData("strict", PolicyProfile.Strict)]
    [InlineData("standard", PolicyProfile.Standard)]
    [InlineData("relaxed", PolicyProfile.Relaxed)]
    public async Task A_fleet_enforces_what_its_profile_says(string word, PolicyProfile profile)
    {
        var declared = await DeclareAsync(word);
        var policies = PolicyFolders.Library.Policies.ToDictionary(policy => FleetPolicy.ObjectName("fleet-a", policy.Id), StringComparer.Ordinal);
        var there = Policies(declared);
        Assert.NotEmpty(there);
        Assert.All(there, resource => Assert.Equal(profile.ActionFor(policies[Name(resource)].Severity) == PolicyAction.Enforce, IsEnforced(resource)));
    }

    [Theory]
    [InlineData("relaxed", "standard")]
    [InlineData("standard", "strict")]
    [InlineData("strict", "relaxed")]
    public async Task Another_profile_changes_the_action_of_the_policies_that_it_changes_and_nothing_else(string from, string to)
    {
        var (before, after) = (Described(await DeclareAsync(from)), Described(await DeclareAsync(to)));

        Assert.Equal(before.Keys, after.Keys);
        var changed = before.Where(resource => after[resource.Key] != resource.Value).Select(resource => resource.Key).ToList();
        var (old, now) = (Profile(from), Profile(to));
        var expected = PolicyFolders.Library.Policies
            .Where(policy => old.ActionFor(policy.Severity) != now.ActionFor(policy.Severity))
            .Select(policy => $"{Group}{policy.Kind} policies-fleet-a/{policy.Kind}/{FleetPolicy.ObjectName("fleet-a", policy.Id)}")
            .Where(before.ContainsKey)
            // Of a namespace that the fleet shares, the pod security level is part of the profile.
            .Append("kubernetes:core/v1:Namespace fleet-a/shop");
        Assert.Equal(expected.Order(StringComparer.Ordinal), changed.Order(StringComparer.Ordinal));
        Assert.All(changed.Where(name => name.StartsWith(Group, StringComparison.Ordinal)), name => Assert.Equal(WithoutAction(before[name]), WithoutAction(after[name])));
    }

    [Fact]
    public async Task What_a_fleet_says_of_a_policy_stands_above_its_profile()
    {
        var declared = await DeclareAsync("strict", $$"""
            overrides: { disallow-host-path: audit, require-cpu-limit: enforce, disallow-host-ports: disable }
                fleets:
                  fleet-a: { overrides: { require-cpu-limit: audit } }
                {{Kept}}
            """);

        Assert.False(IsEnforced(Policy(declared, "disallow-host-path")));
        Assert.False(IsEnforced(Policy(declared, "require-cpu-limit")));
        Assert.DoesNotContain(Policies(declared), resource => Name(resource) == "fleet-a-disallow-host-ports");
    }

    [Fact]
    public async Task New_policies_are_audited_where_a_version_is_said()
    {
        var declared = await DeclareAsync("strict", $"auditSince: 1.0.0\n    {Kept}");

        Assert.All(Policies(declared), resource => Assert.False(IsEnforced(resource)));
    }

    [Fact]
    public async Task A_parameter_that_nobody_says_leaves_out_what_asks_for_it()
    {
        var declared = await DeclareAsync("standard", "packs: [supply-chain]");

        Assert.Equal(["fleet-a-disallow-latest-tag", "fleet-a-require-image-digest"], Policies(declared).Select(Name));
    }

    [Fact]
    public async Task A_profile_goes_in_waves_without_a_change_of_what_other_clusters_have()
    {
        var before = Described(await DeclareAsync("standard"));
        var after = Described(await DeclareAsync("standard", $$"""
            fleets:
                  fleet-a: { rollout: { profile: strict, waves: [{ on: { clusters: [site-000] } }, { percent: 50 }], reached: 1 } }
                {{Kept}}
            """));

        Assert.All(before, resource => Assert.Equal(resource.Value, after.GetValueOrDefault(resource.Key)));
        var added = after.Where(resource => !before.ContainsKey(resource.Key)).ToList();
        var stricter = PolicyFolders.Library.Policies.Where(policy => policy.Severity == PolicySeverity.Medium).Select(policy => FleetPolicy.ObjectName("fleet-a", policy.Id));
        Assert.Equal(
            stricter.Where(name => before.Keys.Any(key => key.EndsWith($"/{name}", StringComparison.Ordinal))).Order(StringComparer.Ordinal),
            added.Select(resource => resource.Key.Split('/')[^1]).Order(StringComparer.Ordinal));
        Assert.All(added, resource => Assert.Contains("ClusterOverridePolicy", resource.Key, StringComparison.Ordinal));
        Assert.All(added, resource => Assert.Contains("site-000", resource.Value, StringComparison.Ordinal));
        Assert.Contains(added, resource => resource.Value.Contains("/spec/validationActions", StringComparison.Ordinal) && resource.Value.Contains("Deny", StringComparison.Ordinal));
        Assert.Contains(added, resource => resource.Value.Contains("/spec/evaluation/admission/enabled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cluster_of_two_fleets_follows_one()
    {
        _project.Write("stacks/Pulumi.edge.yaml", $$"""
            config:
              infra:karmada: { existing: { kubeconfig: { path: karmada.config }, delivery: install } }
              infra:clusters:
                one: { kind: attached, mode: pull, agent: existing, labels: { ring: inner } }
                two: { kind: attached, mode: pull, agent: existing }
              infra:fleets:
                all: { members: { clusters: [one, two] }, policy: standard }
                inner: { members: { matchLabels: { ring: inner } }, policy: standard }
              infra:policies: { packs: [workload] }
            """);
        var declared = await DeclaredStack.OfAsync(_project.Files, "edge");

        var (all, inner) = (Placement("policies-all"), Placement("policies-inner"));
        Assert.DoesNotContain("DoesNotExist", all, StringComparison.Ordinal);
        Assert.Contains("fleet.infra.internal/all", inner, StringComparison.Ordinal);
        Assert.Contains("DoesNotExist", inner, StringComparison.Ordinal);

        string Placement(string name) => Tree.Json(declared.Single(resource => resource.Name == name && resource.Type!.EndsWith("PropagationPolicy", StringComparison.Ordinal)).Inputs);
    }

    [Fact]
    public async Task An_exception_says_what_why_who_and_until_when()
    {
        var declared = await DeclareAsync("strict", $$"""
            exceptions:
                  vendor-agent:
                    policies: [disallow-host-path, disallow-host-ports]
                    namespaces: [shop]
                    workloads: [agent]
                    kinds: [DaemonSet, Pod]
                    who: team-storage
                    why: It reads the disks' counters.
                    until: '2027-06-30'
                {{Kept}}
            """);
        var exception = Assert.Single(declared, resource => resource.Type == $"{Group}PolicyException");
        var text = Tree.Json(exception.Inputs);

        Assert.Equal("policies-fleet-a/PolicyException/fleet-a-vendor-agent", exception.Name);
        Assert.Contains("\"namespace\":\"infra-system\"", text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("2027-07-01T00:00:00Z", text, StringComparison.Ordinal);
        Assert.Contains("fleet-a-disallow-host-path", text, StringComparison.Ordinal);
        Assert.Contains("team-storage", text, StringComparison.Ordinal);
        Assert.Contains("It reads the disks", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kyverno_is_silent_in_the_namespaces_of_the_platform_and_reads_what_policies_are_about()
    {
        var release = Tree.Json((await DeclareAsync("strict")).Single(resource => resource.Name == "kyverno/HelmRelease/edge-kyverno").Inputs);

        Assert.Contains("infra-system", release, StringComparison.Ordinal);
        Assert.Contains("cronjobs", release, StringComparison.Ordinal);
        Assert.Contains("pods/ephemeralcontainers", release, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_namespace_says_whose_it_is()
    {
        var declared = await DeclareAsync("strict");

        Assert.Contains("\"owner\": \"fleet-a\"", Tree.Json(declared.Single(resource => resource.Name == "fleet-a/shop").Inputs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_stack_calls_the_platform_s_comes_on_top_of_what_it_makes()
    {
        var declared = await DeclareAsync("strict", Kept.Replace("parameters:", "parameters:\n      platformNamespaces: [ingress-nginx, 'cattle-*']", StringComparison.Ordinal));

        var policy = Tree.Json(Policy(declared, "require-owner-labels").Inputs);
        var release = Tree.Json(declared.Single(resource => resource.Name == "kyverno/HelmRelease/edge-kyverno").Inputs);
        Assert.All(new[] { "'ingress-nginx'", "'cattle-*'", "'infra-system'", "'karmada-system'" }, name => Assert.Contains(name, policy, StringComparison.Ordinal));
        Assert.Contains("\"ingress-nginx\"", release, StringComparison.Ordinal);
        Assert.DoesNotContain("cattle", release, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_add_ons_do_to_what_Karmada_brought_is_the_platform_s_doing_and_they_reach_every_pod()
    {
        var declared = await DeclareAsync("strict", Kept.Replace("parameters:", "parameters:\n      platformAgents: [argo]\n      ingressNamespaces: [gateways]", StringComparison.Ordinal), addons: """
            infra:addons:
                flagger: { on: {}, chart: { chart: flagger, repository: https://charts.example.com, version: 1.0.0 }, namespace: flagger-system }
                in-a-shared-one: { on: {}, chart: { chart: agent, repository: https://charts.example.com, version: 1.0.0 }, namespace: shop }
            """);

        var agents = Variable(declared, "protect-propagated-objects", "platformAgents");
        var callers = Variable(declared, "add-default-deny-network-policy", "ingressNamespaces");
        Assert.All(new[] { "'flagger-system'", "'cert-manager'", "'argo'" }, name => Assert.Contains(name, agents, StringComparison.Ordinal));
        Assert.All(new[] { "'flagger-system'", "'monitoring'", "'gateways'" }, name => Assert.Contains(name, callers, StringComparison.Ordinal));
        Assert.All(new[] { agents, callers }, names => Assert.DoesNotContain("'shop'", names, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_cluster_of_others_brings_for_its_network_is_no_tenant()
    {
        var declared = await DeclareAsync("strict");

        var release = Tree.Json(declared.Single(resource => resource.Name == "kyverno/HelmRelease/edge-kyverno").Inputs);
        Assert.All(new[] { "calico-system", "tigera-operator", "kube-flannel" }, name => Assert.Contains($"\"{name}\"", release, StringComparison.Ordinal));
        Assert.Contains("'calico-system'", Variable(declared, "protect-platform-namespaces", "platformNamespaces"), StringComparison.Ordinal);
        // The operator makes and labels the others itself.
        Assert.Contains("'tigera-operator'", Variable(declared, "protect-platform-namespaces", "platformAgents"), StringComparison.Ordinal);
        Assert.Contains("'eks:addon-manager'", Variable(declared, "protect-platform-namespaces", "platformUsers"), StringComparison.Ordinal);
    }

    private static string Variable(ImmutableArray<MockResourceArgs> declared, string id, string name)
    {
        var spec = (ImmutableDictionary<string, object>)Policy(declared, id).Inputs["spec"];
        return (string)((ImmutableArray<object>)spec["variables"]).Cast<ImmutableDictionary<string, object>>().Single(variable => (string)variable["name"] == name)["expression"];
    }

    private static PolicyProfile Profile(string word) => Enum.Parse<PolicyProfile>(word, ignoreCase: true);

    private static IEnumerable<MockResourceArgs> Policies(ImmutableArray<MockResourceArgs> declared) =>
        declared.Where(resource => resource.Type!.StartsWith(Group, StringComparison.Ordinal) && resource.Type != $"{Group}PolicyException").OrderBy(resource => resource.Name, StringComparer.Ordinal);

    private static MockResourceArgs Policy(ImmutableArray<MockResourceArgs> declared, string id) => Policies(declared).Single(resource => Name(resource) == FleetPolicy.ObjectName("fleet-a", id));

    private static string Name(MockResourceArgs resource) => resource.Name!.Split('/')[^1];

    private static bool IsEnforced(MockResourceArgs resource)
    {
        var text = Tree.Json(resource.Inputs).Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        return text.Contains("\"validationActions\":[\"Deny\"]", StringComparison.Ordinal) || text.Contains("\"admission\":{\"enabled\":true}", StringComparison.Ordinal);
    }

    // What is audited refuses nothing while Kyverno is away, changes no image, and generates nothing in the background.
    private static string WithoutAction(string text) => Action().Replace(text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), "");

    private static IEnumerable<string> Names(ImmutableArray<MockResourceArgs> declared) => Policies(declared).Select(resource => resource.Name!);

    private static SortedDictionary<string, string> Described(ImmutableArray<MockResourceArgs> declared) =>
        new(declared.ToDictionary(resource => $"{resource.Type} {resource.Name}", resource => Tree.Json(resource.Inputs), StringComparer.Ordinal), StringComparer.Ordinal);

    private async Task<ImmutableArray<MockResourceArgs>> DeclareAsync(string profile, string? policies = null, int clusters = 2, string addons = "")
    {
        var sites = string.Concat(Enumerable.Range(0, clusters).Select(number => string.Create(CultureInfo.InvariantCulture, $"    site-{number:D3}: {{ kind: attached, mode: pull, agent: existing }}\n")));
        _project.Write("stacks/Pulumi.edge.yaml", $$"""
            config:
              infra:karmada: { existing: { kubeconfig: { path: karmada.config }, delivery: install } }
              infra:clusters:
            {{sites}}
              infra:fleets:
                fleet-a: { members: { matchExpressions: [{ key: none, operator: DoesNotExist }] }, policy: {{profile}}, namespaces: { shop: {} } }
              infra:policies:
                {{policies ?? Kept}}
              {{addons}}
            """);
        return await DeclaredStack.OfAsync(_project.Files, "edge");
    }

    [GeneratedRegex("""
        "validationActions":\["(Deny|Audit)"\]|"failurePolicy":"(Fail|Ignore)"|"mutateDigest":(true|false)|"(admission|generateExisting|synchronize)":\{"enabled":(true|false)\}
        """, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Action();
}
