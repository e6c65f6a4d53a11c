using System.Text.Json;
using Xunit;

namespace Infra.Tests.Runs;

public sealed class PoliciesTests : IDisposable
{
    // A pack of the test's own, so that it says what it says whatever policies come.
    private const string Pack = """
        title: House rules
        description: What this house asks for.
        version: 1.1.0
        parameters:
          houses:
            type: texts
            description: The houses.
            required: true
          rooms:
            type: integer
            description: How many rooms.
        """;

    private const string Policies = """
          infra:policies:
            packs: [house]
            parameters: { rooms: 3 }
            overrides: { no-cellar: enforce }
            auditSince: 1.1.0
            fleets:
              fleet-edge:
                overrides: { no-attic: disable }
                rollout:
                  overrides: { no-door: audit }
                  waves: [{ on: { regions: [beijing] } }, { on: { regions: [shanghai] } }]
                  reached: 1
            exceptions:
              old-house:
                policies: [no-door]
                namespaces: [cold-chain]
                workloads: [edge-agent]
                kinds: [Deployment]
                who: team-warehouse
                why: the door is walled up in spring
                until: '2027-06-30'

          infra:fleets:
        """;

    private readonly Project _project = new();

    public PoliciesTests()
    {
        _project.RemoveAddons("edge");
        _project.Edit("edge", "  infra:fleets:", Policies);
        _project.Edit("edge", "policy: strict", "policy: standard");
        Write("policies/house/pack.yaml", Pack);
        WritePolicy("no-attic", "medium");
        WritePolicy("no-cellar", "low");
        WritePolicy("no-door", "high", "rooms: '1'");
        WritePolicy("no-garden", "high", "houses: '[]'");
        WritePolicy("no-tower", "high", since: "1.1.0");
        Write("policies/house/add-lamp/policy.yaml", Policy("add-lamp", "low").Replace("ValidatingPolicy", "MutatingPolicy", StringComparison.Ordinal).Replace("failurePolicy: Fail", "failurePolicy: Ignore", StringComparison.Ordinal)
            .Replace("  validationActions: [Deny]", "  evaluation: { admission: { enabled: true } }", StringComparison.Ordinal)
            .Replace("  validations: [{ expression: 'true', message: No. }]", "  mutations: [{ patchType: ApplyConfiguration, applyConfiguration: { expression: 'Object{}' } }]", StringComparison.Ordinal));
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_fleet_is_told_what_is_done_and_because_of_what() => Assert.Equal(
        """
        fleet fleet-edge of stack edge, 24 clusters: standard.
        2 enforced, 2 audited, 1 disabled, 1 left out.

          POLICY        SEVERITY   ACTION         BECAUSE OF
          house 1.1.0
            no-door     high       enforce        profile standard; audit in 1 of 2 waves
            no-garden   high       left out       nobody says houses
            no-tower    high       audit          auditSince 1.1.0 of the stack
            no-attic    medium     disabled       overrides of the fleet
            add-lamp    low        audit (idle)   profile standard
            no-cellar   low        enforce        overrides of the stack

          1 change on its way: 1 of 2 waves reached.
            wave 1    8 clusters        reached
            wave 2    8 more clusters   waits
            no wave   8 clusters        stays as it is

          Parameters that are not as the packs have them:
            rooms   3   the stack

          Exceptions:
            old-house   until 2027-06-30   team-warehouse: the door is walled up in spring
              from no-door
              for workloads edge-agent; kinds Deployment; namespaces cold-chain

        How it really is, with a cluster's kubeconfig:
          # each policy as the cluster has it, and whether Kyverno holds it
          kubectl get vpol,ivpol,mpol,gpol -l infra.internal/policy
          # what breaks them, in each namespace
          kubectl get policyreports -A

        """,
        await OutAsync("policies", "-s", "edge"));

    [Theory]
    [InlineData("beijing-01", "no-door     high       audit          wave 1 of the rollout")]
    [InlineData("shanghai-07", "no-door     high       enforce        profile standard; audit with wave 2 of 2")]
    [InlineData("guangzhou-01", "no-door     high       enforce        profile standard; no wave has the cluster")]
    public async Task A_cluster_is_told_what_its_wave_has(string cluster, string expected)
    {
        var told = await OutAsync("policies", "-s", "edge", cluster);

        Assert.StartsWith($"{cluster}, in fleet-edge of stack edge: standard.", told, StringComparison.Ordinal);
        Assert.Contains(expected, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_reached_wave_has_is_counted_as_it_is_there() =>
        Assert.Contains("1 enforced, 3 audited", await OutAsync("policies", "-s", "edge", "beijing-01"), StringComparison.Ordinal);

    [Fact]
    public async Task The_management_cluster_has_its_own()
    {
        _project.RemoveAddons("mgmt");
        _project.Edit("mgmt", "  infra:environment:", "  infra:policies: { packs: [house], management: { profile: relaxed, overrides: { no-door: enforce } } }\n\n  infra:environment:");

        var told = await OutAsync("policies", "-s", "mgmt");

        Assert.StartsWith("kurator-mgmt, the management cluster of stack mgmt: relaxed.", told, StringComparison.Ordinal);
        Assert.Contains("enforce        overrides of management", told, StringComparison.Ordinal);
        Assert.Equal(told, await OutAsync("policies", "-s", "mgmt", "--fleet", "management"));
        Assert.Equal(told, await OutAsync("policies", "-s", "mgmt", "kurator-mgmt"));
    }

    [Fact]
    public async Task Whoever_says_a_parameter_for_the_fleet_is_told_as_such()
    {
        _project.Edit("edge", "overrides: { no-attic: disable }", "overrides: { no-attic: disable }\n        parameters: { houses: ['a', 'b'] }");

        var told = await OutAsync("policies", "-s", "edge");

        Assert.Contains("houses   ['a', 'b']   the fleet\n", told, StringComparison.Ordinal);
        Assert.Contains("no-garden   high       enforce        profile standard\n", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_get_everything()
    {
        using var document = JsonDocument.Parse(await OutAsync("policies", "-s", "edge", "--json"));
        var fleet = document.RootElement.GetProperty("fleets")[0];
        var policies = fleet.GetProperty("policies").EnumerateArray().ToDictionary(policy => policy.GetProperty("id").GetString()!);

        Assert.Equal("standard", fleet.GetProperty("profile").GetString());
        Assert.Equal(24, fleet.GetProperty("clusters").GetArrayLength());
        Assert.Equal(2, fleet.GetProperty("clusters").EnumerateArray().Single(cluster => cluster.GetProperty("name").GetString() == "shanghai-07").GetProperty("wave").GetInt32());
        Assert.Equal("audit", fleet.GetProperty("rollout").GetProperty("changes").GetProperty("no-door").GetString());
        Assert.Equal(3, fleet.GetProperty("parameters")[0].GetProperty("value").GetInt32());
        Assert.Equal("2027-06-30", fleet.GetProperty("exceptions")[0].GetProperty("until").GetString());
        Assert.Equal(("enforce", "profile", "fleet-edge-no-door", true), Of(policies["no-door"]));
        Assert.Equal(("disable", "fleetOverride", "fleet-edge-no-attic", false), Of(policies["no-attic"]));
        Assert.Equal(("houses", false), (policies["no-garden"].GetProperty("unsaid")[0].GetString(), policies["no-garden"].GetProperty("present").GetBoolean()));

        static (string?, string?, string?, bool) Of(JsonElement policy) =>
            (policy.GetProperty("action").GetString(), policy.GetProperty("because").GetString(), policy.GetProperty("object").GetString(), policy.GetProperty("present").GetBoolean());
    }

    [Theory]
    [InlineData("stack 'edge' has no fleet 'fleet-egde'; did you mean 'fleet-edge'?", "--fleet", "fleet-egde")]
    [InlineData("stack 'edge' has no cluster 'shangai-07'; did you mean 'shanghai-07'?", "shangai-07")]
    public async Task A_misspelt_name_is_told_with_the_one_that_was_meant(string expected, params string[] arguments)
    {
        var answer = await _project.RunAsync(["policies", "-s", "edge", .. arguments]);

        Assert.Equal(ExitCodes.Error, answer.ExitCode);
        Assert.Contains(expected, answer.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_told_in_words()
    {
        _project.RemoveMeshes("prod");
        _project.RemoveAddons("prod");

        Assert.Equal("Stack prod has no policies. They are infra:policies; docs/policies.md tells what there is to choose from.\n", await OutAsync("policies", "-s", "prod"));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("edge")]
    [InlineData("mgmt")]
    [InlineData("pre")]
    [InlineData("prod")]
    public async Task Every_line_about_the_repositorys_own_stacks_fits_a_terminal(string stack)
    {
        using var shipped = new Project();

        var answer = await shipped.RunAsync("policies", "-s", stack);

        Assert.Equal(("", ExitCodes.Success), (answer.Messages, answer.ExitCode));
        Assert.All(answer.Out.Split('\n'), line => Assert.True(line.Length <= 120, line));
    }

    private static string Policy(string id, string severity, string? variable = null, string since = "1.0.0") => $$"""
        apiVersion: policies.kyverno.io/v1
        kind: ValidatingPolicy
        metadata:
          name: {{id}}
          annotations:
            policies.kyverno.io/title: Of the house
            policies.kyverno.io/category: House
            policies.kyverno.io/severity: {{severity}}
            policies.kyverno.io/description: So it is here.
            infra.internal/remediation: Do as the others do.
            infra.internal/controls: House 1
            infra.internal/since: {{since}}
        spec:
          validationActions: [Deny]
          failurePolicy: Fail
          matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }] }
          variables: [{{(variable is null ? "" : $"{{ name: {variable.Split(": ")[0]}, expression: {variable.Split(": ")[1]} }}")}}]
          validations: [{ expression: 'true', message: No. }]
        """;

    private void WritePolicy(string id, string severity, string? variable = null, string since = "1.0.0") => Write($"policies/house/{id}/policy.yaml", Policy(id, severity, variable, since));

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_project.InFolder(file))!);
        File.WriteAllText(_project.InFolder(file), text);
    }

    private async Task<string> OutAsync(params string[] arguments)
    {
        var answer = await _project.RunAsync(arguments);
        Assert.True(answer.ExitCode == ExitCodes.Success, $"{answer.Messages}{(await _project.RunAsync("validate")).Out}");
        return answer.Out;
    }
}
