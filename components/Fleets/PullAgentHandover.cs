using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Infra.Components.Kubernetes;
using Infra.Components.Machines;

namespace Infra.Components.Fleets;

/// <summary>What is handed over to a cluster that nothing reaches: the agent, complete, as one text for <c>kubectl</c>.</summary>
public static class PullAgentHandover
{
    /// <summary>The agent's image, of the version of Karmada.</summary>
    /// <param name="version">With a <c>v</c>, as the chart has it: <c>v1.18.1</c>.</param>
    public static string ImageOf(string version) => $"docker.io/karmada/karmada-agent:{version}";

    private const string Agent = "karmada-agent";
    internal const string Home = "karmada-system";
    private const string Credential = "karmada-kubeconfig";
    private const string CredentialMark = "infra.internal/kubeconfig-sha256";
    private const int HealthPort = 10_357;

    /// <summary>The objects of the agent, as a list that <c>kubectl apply --server-side -f</c> takes.</summary>
    /// <param name="credential">By which the agent reaches Karmada.</param>
    /// <param name="image">The agent's image.</param>
    public static string Manifest(PullAgentCredential credential, string image)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var kubeconfig = Kubeconfig(credential);
        var list = Fields.Of(
            ("apiVersion", "v1"),
            ("kind", "List"),
            ("items", Fields.List(new[]
            {
                Object("v1", "Namespace", Fields.Of(("name", Home), ("labels", Fields.Of(("karmada.io/system", "true"))))),
                Object("v1", "ServiceAccount", Named(Agent)),
                Object("rbac.authorization.k8s.io/v1", "ClusterRole", Fields.Of(("name", Agent)), ("rules", Rules())),
                Object(
                    "rbac.authorization.k8s.io/v1",
                    "ClusterRoleBinding",
                    Fields.Of(("name", Agent)),
                    ("roleRef", Fields.Of(("apiGroup", "rbac.authorization.k8s.io"), ("kind", "ClusterRole"), ("name", Agent))),
                    ("subjects", Fields.List(new[] { Fields.Of(("kind", "ServiceAccount"), ("name", Agent), ("namespace", Home)) }))),
                Object("v1", "Secret", Named(Credential), ("stringData", Fields.Of(("kubeconfig", kubeconfig)))),
                Object("apps/v1", "Deployment", Named(Agent), ("spec", Deployment(credential.Cluster, image, kubeconfig))),
            })));
        return PlainJson.Lines(list);
    }

    /// <summary>Applies what stands on standard input.</summary>
    internal static string ApplyCommand(AgentMachine machine) => $"{Kubectl(machine)} apply --server-side --force-conflicts -f -";

    /// <summary>Takes away what stands on standard input.</summary>
    internal static string RemoveCommand(AgentMachine machine) => $"{Kubectl(machine)} delete --ignore-not-found -f -";

    private static string Kubectl(AgentMachine machine)
    {
        var kubectl = machine.Kubeconfig is { } kubeconfig ? $"kubectl --kubeconfig={ShellText.Quote(kubeconfig)}" : "kubectl";
        return machine.Connection.User == "root" ? kubectl : $"sudo -n {kubectl}";
    }

    // Everything: the agent applies whatever is propagated, roles among it, and nobody may grant what they do not hold.
    private static ImmutableArray<object> Rules() => Fields.List(new[]
    {
        Fields.Of(("apiGroups", Words("*")), ("resources", Words("*")), ("verbs", Words("*"))),
        Fields.Of(("nonResourceURLs", Words("*")), ("verbs", Words("get"))),
    });

    private static ImmutableDictionary<string, object> Deployment(string cluster, string image, string kubeconfig)
    {
        var labels = Fields.Of(("app", Agent));
        return Fields.Of(
            ("replicas", 1),
            ("selector", Fields.Of(("matchLabels", labels))),
            ("template", Fields.Of(
                // The agent reads its credential when it starts, so another credential is another pod. A token is too long to be guessed from its hash.
                ("metadata", Fields.Of(("labels", labels), ("annotations", Fields.Of((CredentialMark, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(kubeconfig)))))))),
                ("spec", Fields.Of(
                    ("serviceAccountName", Agent),
                    ("priorityClassName", "system-cluster-critical"),
                    // At a small site the only node may be the control plane.
                    ("tolerations", Fields.List(new[] { Fields.Of(("key", "node-role.kubernetes.io/control-plane"), ("operator", "Exists")) })),
                    ("securityContext", PodHardening.Pod(65_532)),
                    ("containers", Fields.List(new[] { Container(cluster, image) })),
                    ("volumes", Fields.List(new[]
                    {
                        Fields.Of(("name", "kubeconfig"), ("secret", Fields.Of(("secretName", Credential), ("defaultMode", 0b100_100_000)))),
                    })))))));
    }

    private static ImmutableDictionary<string, object> Health => Fields.Of(("path", "/healthz"), ("port", HealthPort));

    private static ImmutableDictionary<string, object> Container(string cluster, string image) => Fields.Of(
        ("name", Agent),
        ("image", image),
        ("command", Fields.List(new[]
        {
            "/bin/karmada-agent",
            "--karmada-kubeconfig=/etc/kubeconfig/kubeconfig",
            $"--cluster-name={cluster}",
            // Karmada cannot reach the cluster, so a credential of it would be of no use there, and a danger.
            "--report-secrets=None",
            $"--leader-elect-resource-namespace={Home}",
            "--metrics-bind-address=:8080",
            $"--health-probe-bind-address=0.0.0.0:{HealthPort}",
        })),
        ("livenessProbe", Fields.Of(
            ("httpGet", Health), ("initialDelaySeconds", 15), ("periodSeconds", 15), ("failureThreshold", 3))),
        // Nobody sends it requests, but a rollout is done only when the new agent answers.
        ("readinessProbe", Fields.Of(("httpGet", Health), ("periodSeconds", 15), ("failureThreshold", 3))),
        ("ports", Fields.List(new[] { Fields.Of(("name", "metrics"), ("containerPort", 8080)) })),
        ("securityContext", PodHardening.Container),
        ("resources", PodResources.Of("50m", "128Mi", "512Mi")),
        ("volumeMounts", Fields.List(new[] { Fields.Of(("name", "kubeconfig"), ("mountPath", "/etc/kubeconfig"), ("readOnly", true)) })));

    private static string Kubeconfig(PullAgentCredential credential) =>
        new TokenKubeconfig("karmada", credential.Cluster, credential.Server).Text(credential.EncodedAuthority, credential.EncodedToken);

    private static ImmutableDictionary<string, object> Object(
        string apiVersion, string kind, ImmutableDictionary<string, object> metadata, params ReadOnlySpan<(string Name, object? Value)> content) =>
        Fields.Of([("apiVersion", apiVersion), ("kind", kind), ("metadata", metadata), .. content]);

    private static ImmutableArray<object> Words(params ReadOnlySpan<string> words) => Fields.List(words.ToArray());

    private static ImmutableDictionary<string, object> Named(string name) => Fields.Of(("name", name), ("namespace", Home));
}

/// <summary>By which an agent reaches Karmada.</summary>
public sealed record PullAgentCredential
{
    /// <summary>The cluster's name in Karmada.</summary>
    public required string Cluster { get; init; }

    /// <summary>The address of Karmada's API.</summary>
    public required string Server { get; init; }

    /// <summary>The token, in base64, as a secret of Kubernetes has it.</summary>
    public required string EncodedToken { get; init; }

    /// <summary>The certificate authority of Karmada's API, in base64.</summary>
    public required string EncodedAuthority { get; init; }

    /// <summary>Never what it holds.</summary>
    public override string ToString() => $"{Cluster} at {Server}";
}
