using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Infra.Components.Clusters;
using Infra.Components.Management;
using Infra.Interop.Tests.Schemas;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Infra.Components.Tests.Management;

[Collection(Deployments.Name)]
public sealed class KarmadaReschedulingTests
{
    private const string Deployment = "kubernetes:apps/v1:Deployment";
    private const string Binding = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";
    private const string Secret = "kubernetes:core/v1:Secret";
    private const string Token = $"{Secret} karmada-rescheduling-token";
    private const string Credential = $"{Secret} karmada-rescheduling-credential";

    // As Karmada's token controller completes it; the chart's kubeconfig is a secret too.
    private static readonly Answers Answered = Answers.None with
    {
        Outputs = Answers.None.Outputs.Add(Secret, ImmutableDictionary<string, object>.Empty.Add("data", ImmutableDictionary<string, object>.Empty
            .Add("token", Encoded("the-token")).Add("ca.crt", Encoded("the authority")).Add("kubeconfig", Encoded("server: https://inside:5443\n")))),
    };

    [Fact]
    public async Task Its_account_in_Karmada_may_read_and_change_clusters_and_nothing_else()
    {
        var declared = await DeclareAsync();
        var role = declared.Single("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole");

        Assert.Equal(
            Tree.Json("""[{ "apiGroups": ["cluster.karmada.io"], "resources": ["clusters"], "verbs": ["get", "list", "patch"] }]"""), Tree.Json(role.Inputs["rules"]));
        Assert.Equal(Tree.At(role.Inputs["metadata"], "name"), Tree.At(declared.Single(Binding).Inputs["roleRef"], "name"));
        var subject = Tree.At(declared.Single(Binding).Inputs["subjects"], 0);
        var account = declared.Single("kubernetes:core/v1:ServiceAccount");
        Assert.Equal((Tree.At(account.Inputs["metadata"], "name"), Tree.At(account.Inputs["metadata"], "namespace")), (Tree.At(subject, "name"), Tree.At(subject, "namespace")));
        Assert.All(
            new[] { role, account, declared.Single(Binding), declared.Named(Secret, "karmada-rescheduling-token") }, resource => Assert.Equal("karmada-api", Declared.ProviderOf(resource)));
    }

    [Fact]
    public async Task It_goes_to_Karmada_from_inside_with_the_token_of_its_account()
    {
        var credential = (await DeclareAsync()).Named(Secret, "karmada-rescheduling-credential");

        Assert.Equal("kurator-mgmt", Declared.ProviderOf(credential));
        Assert.Equal(
            """{"apiVersion":"v1","clusters":[{"cluster":{"certificate-authority-data":"dGhlIGF1dGhvcml0eQ==","server":"https://karmada-apiserver.karmada-system.svc:5443"},"name":"karmada"}],"contexts":[{"context":{"cluster":"karmada","user":"karmada"},"name":"karmada"}],"current-context":"karmada","kind":"Config","users":[{"name":"karmada","user":{"token":"the-token"}}]}""",
            Tree.At(credential.Inputs["stringData"], "kubeconfig"));
    }

    [Theory]
    [InlineData(Token, Credential)]
    [InlineData(Credential, $"{Deployment} karmada-rescheduling")]
    [InlineData($"{Binding} karmada-rescheduling-role-binding", $"{Deployment} karmada-rescheduling")]
    public async Task It_looks_once_it_may(string first, string then) =>
        Assert.True(await Declared.AwaitsAsync(() => Install(ImageMirrors.None), Answered, first, then));

    [Fact]
    public async Task A_Karmada_that_is_there_already_is_left_as_it_is()
    {
        var declared = await Declared.ByAsync(() => _ = new KarmadaControlPlane(
            "karmada", new KarmadaControlPlaneArgs(new KarmadaSource.Existing(KubeconfigSource.FromFile("k")))));

        Assert.DoesNotContain(declared.Resources, resource => resource.Type == "infra:management:KarmadaRescheduling");
    }

    [Fact]
    public void Its_deployment_is_accepted_by_the_schemas_of_Kubernetes() => Assert.Empty(
        new SchemaValidator(KindCatalog.Open(Shared.Find("."))).Validate(
            JsonNode.Parse(Tree.Json(KarmadaReschedulingManifests.Deployment(ImageMirrors.None).Manifest("karmada-system")))).Select(problem => problem.ToString()));

    [Fact]
    public async Task Its_kubectl_is_of_the_Kubernetes_whose_API_server_is_Karmadas()
    {
        var chart = new YamlStream();
        chart.Load(new StringReader(await File.ReadAllTextAsync(Shared.Find("charts/karmada/values.yaml"), TestContext.Current.CancellationToken)));

        Assert.Equal(Versions.KarmadaKubectl, $"{chart.Documents[0].RootNode["apiServer"]["image"]["tag"]}");
    }

    [Fact]
    public void Images_come_from_mirrors()
    {
        var mirrors = new ImageMirrors(ImmutableSortedDictionary<string, string>.Empty.Add("docker.io", "mirror.example.com/hub").Add("registry.k8s.io", "mirror.example.com/k8s"));
        var pod = PodOf(mirrors);

        Assert.Equal($"mirror.example.com/hub/library/busybox:{Versions.Busybox}-musl", Tree.At(pod, "initContainers", 0, "image"));
        Assert.Equal($"mirror.example.com/k8s/kubectl:{Versions.KarmadaKubectl}", Tree.At(pod, "containers", 0, "image"));
    }

    // Kubernetes makes one of two in commands, and fills in what is called like a variable of the container.
    [Fact]
    public void Kubernetes_hands_its_commands_on_as_they_are()
    {
        var pod = PodOf(ImageMirrors.None);
        var container = Tree.At(pod, "containers", 0);
        var variables = ((ImmutableArray<object>)Tree.At(container, "env")!).Select(variable => $"$({Tree.At(variable, "name")})");
        string[] commands = [Script, (string)Tree.At(pod, "initContainers", 0, "command", 2)!, (string)Tree.At(container, "readinessProbe", "exec", "command", 2)!];

        Assert.All(commands, command => Assert.DoesNotContain("$$", command, StringComparison.Ordinal));
        Assert.All(commands, command => Assert.DoesNotContain(variables, variable => command.Contains(variable, StringComparison.Ordinal)));
    }

    private static string Script => (string)Tree.At(PodOf(ImageMirrors.None), "containers", 0, "command", 2)!;

    private static object PodOf(ImageMirrors mirrors) => Tree.At(KarmadaReschedulingManifests.Deployment(mirrors).Content["spec"], "template", "spec")!;

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static Task<Declared> DeclareAsync() => Declared.ByAsync(() => Install(ImageMirrors.None), Answered, isPreview: false);

    private static void Install(ImageMirrors mirrors)
    {
        var management = new AttachedCluster(
            "kurator-mgmt", new AttachedClusterArgs { Access = new AttachedClusterAccess(KubeconfigSource.FromFile("k"), "https://kurator-mgmt:6443") }).Member;
        var installation = new KarmadaInstallation { ApiEndpoint = "https://karmada.example.com:5443", Mirrors = mirrors };
        _ = new KarmadaControlPlane("karmada", new KarmadaControlPlaneArgs(new KarmadaSource.Installed(management.Access!, installation)));
    }
}
