using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Infra.Interop.Tests.Schemas;
using Pulumi;
using Pulumi.Kubernetes;
using Xunit;

namespace Infra.Components.Tests.Fleets;

[Collection(Deployments.Name)]
public sealed class PullAgentTests
{
    private const string Cluster = "kubernetes:cluster.karmada.io/v1alpha1:Cluster shanghai-01-cluster";
    private const string Command = "command:remote:Command";

    private static readonly PullAgentCredential Credential = new()
    {
        Cluster = "shanghai-01",
        Server = "https://karmada.example.com:5443",
        EncodedToken = Convert.ToBase64String("the-token"u8),
        EncodedAuthority = Convert.ToBase64String("the authority"u8),
    };

    // As Karmada's token controller completes it.
    private static readonly Answers Answers = Answers.None with
    {
        Outputs = Answers.None.Outputs.Add("kubernetes:core/v1:Secret", ImmutableDictionary<string, object>.Empty.Add(
            "data", ImmutableDictionary<string, object>.Empty.Add("token", Credential.EncodedToken).Add("ca.crt", Credential.EncodedAuthority))),
    };

    private static readonly AgentMachine Machine = new() { Connection = new MachineConnection { Host = "10.64.7.2", HostKey = "ssh-ed25519 AAAA" }, Kubeconfig = "/etc/rancher/k3s/k3s.yaml" };

    [Fact]
    public void What_is_handed_over_is_accepted_by_the_schemas_of_Kubernetes()
    {
        var validator = new SchemaValidator(KindCatalog.Open(Shared.Find(".")));

        Assert.All(
            JsonNode.Parse(PullAgentHandover.Manifest(Credential, PullAgentHandover.ImageOf("v1.18.1")))!["items"]!.AsArray(),
            item => Assert.Empty(validator.Validate(item)));
    }

    [Fact]
    public void What_is_handed_over_is_the_agent_with_its_own_credential()
    {
        var items = JsonNode.Parse(PullAgentHandover.Manifest(Credential, "registry.example.com/agent:1"))!["items"]!.AsArray();

        Assert.Equal(
            ["Namespace", "ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Secret", "Deployment"], items.Select(item => item!["kind"]!.GetValue<string>()));
        Assert.Equal(
            """{"apiVersion":"v1","clusters":[{"cluster":{"certificate-authority-data":"dGhlIGF1dGhvcml0eQ==","server":"https://karmada.example.com:5443"},"name":"karmada"}],"contexts":[{"context":{"cluster":"karmada","user":"shanghai-01"},"name":"karmada"}],"current-context":"karmada","kind":"Config","users":[{"name":"shanghai-01","user":{"token":"the-token"}}]}""",
            items[4]!["stringData"]!["kubeconfig"]!.GetValue<string>());
        var container = items[5]!["spec"]!["template"]!["spec"]!["containers"]![0]!;
        Assert.Equal("registry.example.com/agent:1", container["image"]!.GetValue<string>());
        Assert.Contains("--cluster-name=shanghai-01", container["command"]!.AsArray().Select(word => word!.GetValue<string>()));
        Assert.Contains("--report-secrets=None", container["command"]!.AsArray().Select(word => word!.GetValue<string>()));
    }

    [Fact]
    public void Another_credential_starts_the_agent_again_and_nothing_else_does()
    {
        static string? Pod(PullAgentCredential credential) =>
            JsonNode.Parse(PullAgentHandover.Manifest(credential, "registry.example.com/agent:1"))!["items"]![5]!["spec"]!["template"]!["metadata"]!["annotations"]!["infra.internal/kubeconfig-sha256"]!.GetValue<string>();

        Assert.Matches("^[0-9a-f]{64}$", Pod(Credential));
        Assert.Equal(Pod(Credential), Pod(Credential with { }));
        Assert.NotEqual(Pod(Credential), Pod(Credential with { EncodedToken = Convert.ToBase64String("another"u8) }));
        Assert.NotEqual(Pod(Credential), Pod(Credential with { Server = "https://other.example.com:5443" }));
    }

    [Fact]
    public async Task Its_account_may_work_for_its_own_cluster_alone()
    {
        var declared = await DeclareAsync(machine: null);

        var rules = (ImmutableArray<object>)declared.Single("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole").Inputs["rules"];
        var changes = rules.Where(rule => Texts(rule, "apiGroups").Contains("cluster.karmada.io") && Texts(rule, "verbs").Intersect(["update", "patch", "delete", "create"]).Any());
        Assert.All(changes, rule => Assert.Equal(["shanghai-01"], Texts(rule, "resourceNames")));
        Assert.DoesNotContain(rules, rule => Texts(rule, "resources").Contains("secrets") || Texts(rule, "resources").Contains("*"));
        var works = declared.Single("kubernetes:rbac.authorization.k8s.io/v1:Role");
        Assert.Equal("karmada-es-shanghai-01", Tree.At(works.Inputs["metadata"], "namespace"));
    }

    [Fact]
    public async Task It_is_all_in_Karmada_and_the_cluster_has_no_provider()
    {
        var declared = await DeclareAsync(machine: null);

        Assert.Equal("karmada", Assert.Single(declared.Resources, resource => resource.Type == "pulumi:providers:kubernetes").Name);
        Assert.DoesNotContain(declared.Resources, resource => resource.Type == Command);
    }

    [Theory]
    [InlineData("kubernetes:core/v1:Secret shanghai-01-agent")]
    [InlineData("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding shanghai-01-agent")]
    [InlineData("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding shanghai-01-works")]
    [InlineData($"{Command} shanghai-01-agent")]
    public async Task The_cluster_leaves_while_the_agent_can_still_clean_up(string needed) =>
        Assert.True(await Declared.AwaitsAsync(() => Join(Machine), Answers, needed, Cluster));

    [Fact]
    public async Task The_cluster_learns_who_it_is_by_work_that_its_agent_fetches()
    {
        var work = (await DeclareAsync(machine: null)).Single("kubernetes:work.karmada.io/v1alpha1:Work");

        Assert.Equal("karmada-es-shanghai-01", Tree.At(work.Inputs["metadata"], "namespace"));
        Assert.Equal("shanghai-01", Tree.At(work.Inputs["spec"], "workload", "manifests", 1, "data", "name"));
        Assert.True(await Declared.AwaitsAsync(() => Join(machine: null), Answers, Cluster, "kubernetes:work.karmada.io/v1alpha1:Work shanghai-01-identity"));
    }

    [Fact]
    public async Task Over_SSH_the_token_is_on_standard_input_and_on_no_command_line()
    {
        var command = (await DeclareAsync(Machine)).Single(Command);

        Assert.Equal("kubectl --kubeconfig='/etc/rancher/k3s/k3s.yaml' apply --server-side --force-conflicts -f -", command.Inputs["create"]);
        Assert.Equal("kubectl --kubeconfig='/etc/rancher/k3s/k3s.yaml' delete --ignore-not-found -f -", command.Inputs["delete"]);
        Assert.Contains("the-token", (string)command.Inputs["stdin"], StringComparison.Ordinal);
        Assert.Equal(false, command.Inputs["addPreviousOutputInEnv"]);
        Assert.Equal("ssh-ed25519 AAAA", Tree.At(command.Inputs["connection"], "hostKey"));
    }

    [Fact]
    public async Task A_user_who_is_not_root_asks_sudo() =>
        Assert.StartsWith("sudo -n kubectl ", (string)(await DeclareAsync(Machine with { Connection = Machine.Connection with { User = "site" } })).Single(Command).Inputs["create"], StringComparison.Ordinal);

    [Fact]
    public async Task What_is_handed_over_is_a_secret()
    {
        bool? isSecret = null;
        await Declared.ByAsync(
            () =>
            {
                var manifest = Join(machine: null).Agent!.Manifest;
                _ = Output.Create(Task.Run(async () => isSecret = await Output.IsSecretAsync(manifest)));
            },
            Answers);

        Assert.True(isSecret);
    }

    [Fact]
    public void Nobody_reads_the_credential_by_looking_at_it() => Assert.DoesNotContain(Credential.EncodedToken, $"{Credential}", StringComparison.Ordinal);

    private static Task<Declared> DeclareAsync(AgentMachine? machine) => Declared.ByAsync(() => _ = Join(machine), Answers);

    private static FleetMembership Join(AgentMachine? machine)
    {
        var karmada = new Provider("karmada", new ProviderArgs());
        return new FleetMembership("shanghai-01", new FleetMembershipArgs
        {
            Cluster = new AttachedCluster("shanghai-01", new AttachedClusterArgs()).Member,
            Karmada = karmada,
            Agent = new PullAgentArgs { Cluster = "shanghai-01", Karmada = karmada, KarmadaEndpoint = Output.Create(Credential.Server), Machine = machine },
        });
    }

    private static IEnumerable<string> Texts(object rule, string key) => ((ImmutableArray<object>?)Tree.At(rule, key) ?? []).Cast<string>();
}
