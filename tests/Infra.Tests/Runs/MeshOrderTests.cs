using Infra.Engine.Behaviors;
using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.Projects;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Presentation;
using Infra.Stacks;
using Spectre.Console;
using Xunit;

namespace Infra.Tests.Runs;

/// <summary>In what order a mesh comes into being. It is what each resource depends on, so it is taken down the other way round.</summary>
[Collection(Passphrases.Name)]
public sealed class MeshOrderTests(MeshOrderTests.Deployed deployed) : IClassFixture<MeshOrderTests.Deployed>
{
    [Theory]
    // Who signs, then what was signed, and at last the word of it, for which control planes wait.
    [InlineData("kubernetes:helm.sh/v3:Release::cert-manager", "Certificate::shop-Certificate-root-first")]
    [InlineData("Certificate::shop-Certificate-root-first", "Certificate::shop-Certificate-cluster-member1-first")]
    [InlineData("Certificate::shop-Certificate-cluster-member1-first", "Secret::shop/member1/Secret/cacerts")]
    [InlineData("Certificate::shop-Certificate-witness-first", "ConfigMap::shop/member1/ConfigMap/mesh-shop")]
    [InlineData("Namespace::shop/member1/Namespace/istio-system", "Secret::shop/member1/Secret/cacerts")]
    [InlineData("Secret::shop/member1/Secret/cacerts", "ConfigMap::shop/member1/ConfigMap/mesh-shop")]
    [InlineData("Cluster::member1-cluster", "Namespace::shop/member1/Namespace/istio-system")]
    [InlineData("RoleBinding::shop/member1/RoleBinding/mesh-shop-reader", "Secret::mesh-discovery/member1")]
    [InlineData("Namespace::mesh-discovery/Namespace/istio-system", "Secret::mesh-discovery/member1")]
    // Nothing of Istio is there without both.
    [InlineData("ConfigMap::shop/", "::mesh-shop-")]
    [InlineData("Secret::mesh-discovery/", "::mesh-shop-")]
    [InlineData("::delivery", "::mesh-shop-")]
    [InlineData("HelmRelease::mesh-shop-base/", "::mesh-shop-cni")]
    [InlineData("HelmRelease::mesh-shop-cni/", "::mesh-shop-istiod-")]
    [InlineData("MutatingWebhookConfiguration::mesh-shop-tags/", "::mesh-shop-istiod-")]
    [InlineData("Kustomization::mesh-shop-gateway-api/", "::mesh-shop-istiod-")]
    [InlineData("HelmRelease::mesh-shop-istiod-", "::mesh-shop-eastwest")]
    [InlineData("HelmRelease::mesh-shop-istiod-", "::mesh-shop-ingress")]
    // Gateways are there before what they are told, also where only some clusters have them.
    [InlineData("HelmRelease::mesh-shop-eastwest/", "::mesh-shop-system")]
    [InlineData("::mesh-shop-ingress", "::mesh-shop-ns-cold-chain")]
    [InlineData("::mesh-shop-system", "::mesh-shop-ns-cold-chain")]
    [InlineData("Namespace::fleet-edge/cold-chain", "::mesh-shop-ns-cold-chain")]
    public void One_comes_before_the_other(string first, string then) => deployed.Precedes(first, then);

    [Theory]
    // What an object is must be known for as long as there is one: its definition is there first, and goes last.
    [InlineData("HelmRelease::mesh-shop-base/", ".istio.io/")]
    [InlineData("Kustomization::mesh-shop-gateway-api/", ":gateway.networking.k8s.io/")]
    [InlineData("HelmRelease::cert-manager/", ":cert-manager.io/")]
    [InlineData("HelmRelease::monitoring-all/", ":monitoring.coreos.com/")]
    public void No_object_of_a_mesh_outlives_its_definition(string bringing, string group) => deployed.PrecedesKinds(bringing, group);

    [Fact]
    public async Task A_mesh_is_taken_down_the_other_way_round()
    {
        var gone = await deployed.RemovedAsync();

        Assert.Contains(gone, key => key.EndsWith("HelmRelease::mesh-shop-base/HelmRelease/dev-mesh-shop-base", StringComparison.Ordinal));
        Assert.Contains(gone, key => key.EndsWith("Secret::shop/member1/Secret/cacerts", StringComparison.Ordinal));
        // Nothing goes that something needs which goes later.
        Assert.All(gone.Index(), item => Assert.DoesNotContain(gone.Skip(item.Index + 1), later => deployed.Before(later).Contains(item.Item)));
    }

    /// <summary>A stack with a mesh of everything, deployed once.</summary>
    public sealed class Deployed : IAsyncLifetime
    {
        private const string Mesh = """
              infra:meshes:
                shop:
                  on: { fleet: fleet-edge }
                  namespaces: [cold-chain]
                  egress: { services: { payments: { hosts: [api.pay.example.com], ports: { 443: tls } } } }
              infra:services:
                edge-agent:
                  namespace: cold-chain
                  account: edge-agent
                  access: { callers: [{ namespace: cold-chain, account: web }] }
                  entrance: { host: agent.example.com, issuer: letsencrypt }

            """;

        private const string Beside = """
              infra:managementCluster: hub
              infra:management: { certManager: install }
              infra:addons:
                cert-manager: { use: cert-manager, on: { fleet: fleet-edge } }
              infra:monitoring: { members: { all: { on: { fleet: fleet-edge }, hub: { stack: mgmt } } } }
              infra:clusters:
                hub:
                  kind: attached
                  kubeconfig: { path: ~/.kube/hub.config }
                  apiEndpoint: https://hub:6443

            """;

        private readonly Project _project = new();
        private readonly Passphrases.Given _passphrase = new("open sesame");
        private readonly Dictionary<string, HashSet<string>> _before = new(StringComparer.Ordinal);
        private Dictionary<string, string[]> _needs = [];
        private Plan? _plan;

        public async ValueTask InitializeAsync()
        {
            _project.RemoveAddons("dev");
            _project.EditDev("  infra:clusters:\n", Mesh + Beside);
            var plan = _plan = await PlanAsync(DeploymentSnapshot.Empty);
            _needs = plan.Snapshot.Resources.ToDictionary(resource => Key(resource.Urn), resource => resource.Dependencies.Select(Key).ToArray(), StringComparer.Ordinal);
        }

        public ValueTask DisposeAsync()
        {
            _passphrase.Dispose();
            _project.Dispose();
            return ValueTask.CompletedTask;
        }

        /// <summary>What goes, in its order, when the mesh is taken out of the configuration.</summary>
        public async Task<List<string>> RemovedAsync()
        {
            _project.EditDev(Mesh, "");
            var plan = await PlanAsync(_plan!.Snapshot);
            return [.. plan.Steps.Where(step => step.Kind == StepKind.Delete).Select(step => Key(step.Urn))];
        }

        private async Task<Plan> PlanAsync(DeploymentSnapshot standing)
        {
            using var secrets = new StackSecrets(ProjectFile.Find(_project.Folder).LoadStack("dev"), new PassphraseSource(Environment.GetEnvironmentVariable, new TerminalPassphrasePrompt(AnsiConsole.Console)));
            var config = ProjectFile.Find(_project.Folder).LoadStack("dev").ForProgram(secrets.Provider);
            var options = new SessionOptions { Config = config.Values, ConfigSecretKeys = config.SecretKeys, RootDirectory = _project.Folder };
            await using var session = new EngineSession(
                new StackIdentity("organization", "infra", "dev"), standing, [new TellingKubernetes("told"), new PlanOnlyBehavior(), new StackReferenceBehavior(new NothingRecorded())], options);
            var plan = await session.PlanAsync(new InProcessProgram(PlatformProgram.RunAsync, usesLoopback: !EngineConnection.SdkCallsInProcess), TestContext.Current.CancellationToken);
            Assert.False(plan.HasErrors, string.Join('\n', plan.Diagnostics));
            return plan;
        }

        public void Precedes(string first, string then) => Precedes(Named(first), Named(then));

        public void PrecedesKinds(string bringing, string group) => Precedes(
            Named(bringing), [.. _needs.Keys.Where(key => key.Split("::")[0].Contains(group, StringComparison.Ordinal) && key.Contains("::mesh-shop-", StringComparison.Ordinal))]);

        public HashSet<string> Before(string key)
        {
            if (_before.TryGetValue(key, out var known))
                return known;
            var all = _before[key] = new HashSet<string>(StringComparer.Ordinal);
            foreach (var need in _needs[key])
            {
                all.Add(need);
                all.UnionWith(Before(need));
            }

            return all;
        }

        private void Precedes(string[] first, string[] then)
        {
            Assert.NotEmpty(first);
            Assert.NotEmpty(then);
            Assert.All(then, later => Assert.Subset(Before(later), first.ToHashSet(StringComparer.Ordinal)));
        }

        // The end of a type, and the beginning of a name. Components are in no order.
        private string[] Named(string what)
        {
            var (type, name) = (what[..what.IndexOf("::", StringComparison.Ordinal)], what[(what.IndexOf("::", StringComparison.Ordinal) + 2)..]);
            return
            [
                .. _needs.Keys.Where(key => key.Split("::") is [var itsType, var itsName]
                    && itsType.StartsWith("kubernetes:", StringComparison.Ordinal)
                    && $":{itsType}".EndsWith(type.Length == 0 ? "" : $":{type}", StringComparison.Ordinal)
                    && itsName.StartsWith(name, StringComparison.Ordinal)),
            ];
        }

        // The type of the resource itself, and its name.
        private static string Key(string urn)
        {
            var parts = urn.Split("::");
            return $"{parts[2].Split('$')[^1]}::{parts[3]}";
        }
    }
}
