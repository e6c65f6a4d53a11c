using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace Infra.Components.Management;

/// <summary>The objects of <see cref="KarmadaRescheduling"/>.</summary>
internal static class KarmadaReschedulingManifests
{
    /// <summary>The label of Karmada's Cluster objects that changes with the kinds that a cluster serves. What it says is of use to nobody else, and nothing selects by it.</summary>
    /// <remarks>
    /// A run of the platform leaves it: Pulumi applies a Cluster server-side, which takes away only fields of its own manager, and finds changes by what it was told itself, of which
    /// this label is none.
    /// </remarks>
    public const string Label = "infra.internal/apis";

    /// <summary>What everything here is called.</summary>
    public const string Name = "infra-rescheduling";

    private const string RbacGroup = "rbac.authorization.k8s.io";

    // In Karmada and on the management cluster alike: the chart makes it in both.
    private const string Namespace = KarmadaControlPlaneManifests.Namespace;

    // The chart's service; its certificate names it so.
    private const string Server = $"https://{KarmadaControlPlaneManifests.Release}-apiserver.{Namespace}.svc:5443";

    private const string CredentialKey = "kubeconfig";
    private const string CredentialFolder = "/karmada";
    private const string Tools = "/tools";
    private const string Work = "/state";
    private const int NobodyUser = 65_532;

    // A new site waits this long at most for what is of kinds that it has just learned.
    private const int IntervalSeconds = 60;

    // A round over thousands of clusters takes minutes, and one that failed may be made good by the next.
    private const int StaleMinutes = 15;

    // What the script asks of a shell. kubectl's own image has none.
    private const string Applets = "awk cut find sha256sum sh sleep sort";

    private static readonly TokenKubeconfig Kubeconfig = new(KarmadaControlPlane.ClusterIdentifier, KarmadaControlPlane.ClusterIdentifier, Server);

    public static ServiceAccountArgs Account() => new() { Metadata = Metadata(Name), AutomountServiceAccountToken = false };

    /// <summary>A token that does not expire: nobody would be there to renew it between two runs of the platform.</summary>
    public static SecretArgs Token()
    {
        var metadata = Metadata(Name);
        metadata.Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["kubernetes.io/service-account.name"] = Name };
        return new SecretArgs { Type = "kubernetes.io/service-account-token", Metadata = metadata };
    }

    /// <summary>Reads clusters and changes them; Kubernetes knows no right to labels alone. It reads no credential of a member, which are in secrets.</summary>
    public static ClusterRoleArgs Role() => new()
    {
        Metadata = new ObjectMetaArgs { Name = Name },
        Rules = { new PolicyRuleArgs { ApiGroups = { "cluster.karmada.io" }, Resources = { "clusters" }, Verbs = { "get", "list", "patch" } } },
    };

    public static ClusterRoleBindingArgs RoleBinding() => new()
    {
        Metadata = new ObjectMetaArgs { Name = Name },
        RoleRef = new RoleRefArgs { ApiGroup = RbacGroup, Kind = "ClusterRole", Name = Name },
        Subjects = { new SubjectArgs { Kind = "ServiceAccount", Namespace = Namespace, Name = Name } },
    };

    /// <summary>The account's way into Karmada from the cluster that Karmada runs on.</summary>
    public static SecretArgs Credential(Output<ImmutableDictionary<string, string>> token) => new()
    {
        Metadata = Metadata(Name),
        StringData = { [CredentialKey] = Output.CreateSecret(token.Apply(data => Kubeconfig.Text(data["ca.crt"], data["token"]))) },
    };

    /// <summary>What looks at all clusters, again and again.</summary>
    public static KubernetesObject Deployment(ImageMirrors mirrors) => new("apps/v1", "Deployment", Name, Fields.Of(("spec", Fields.Of(
        ("replicas", 1),
        // Never two at once.
        ("strategy", Fields.Of(("type", "Recreate"))),
        ("selector", Fields.Of(("matchLabels", Labels))),
        ("template", Fields.Of(("metadata", Fields.Of(("labels", Labels))), ("spec", Pod(mirrors))))))));

    private static ImmutableDictionary<string, object> Labels => Fields.Of(("app", Name));

    private static ImmutableDictionary<string, object> Pod(ImageMirrors mirrors) => Fields.Of(
        ("automountServiceAccountToken", false),
        ("securityContext", PodHardening.Pod(NobodyUser)),
        ("initContainers", Fields.List(new[] { Shell(mirrors) })),
        ("containers", Fields.List(new[] { Looking(mirrors) })),
        ("volumes", Fields.List(new[]
        {
            Fields.Of(("name", "tools"), ("emptyDir", Fields.Of(("sizeLimit", "16Mi")))),
            Fields.Of(("name", "work"), ("emptyDir", Fields.Of(("sizeLimit", "64Mi")))),
            Fields.Of(("name", "kubeconfig"), ("secret", Fields.Of(("secretName", Name), ("defaultMode", 0b100_100_000)))),
        })));

    // Of musl, because that one is linked statically and so runs in any image.
    private static ImmutableDictionary<string, object> Shell(ImageMirrors mirrors) => Container(
        "shell",
        mirrors.Apply($"docker.io/library/busybox:{Versions.Busybox}-musl"),
        [("command", new[] { "sh", "-ec", $"cp /bin/busybox {Tools}/busybox; for tool in {Applets}; do ln -sf busybox \"{Tools}/$tool\"; done" })],
        Mount("tools", Tools));

    private static ImmutableDictionary<string, object> Looking(ImageMirrors mirrors) => Container(
        "look",
        mirrors.Apply($"registry.k8s.io/kubectl:{Versions.KarmadaKubectl}"),
        [
            ("command", new[] { $"{Tools}/sh", "-c", EmbeddedText.Read("reschedule.sh") }),
            ("env", Fields.List(new[]
            {
                Variable("PATH", $"{Tools}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
                Variable("KUBECONFIG", $"{CredentialFolder}/{CredentialKey}"),
                Variable("LABEL", Label),
                Variable("MANAGER", Name),
                Variable("WORK", Work),
                Variable("INTERVAL", IntervalSeconds.ToString(CultureInfo.InvariantCulture)),
            })),
            // Both ask whether all clusters were looked at lately. The one tells people, the other starts a shell anew that hangs.
            ("readinessProbe", Probe(StaleMinutes, failures: 3)),
            ("livenessProbe", Probe(2 * StaleMinutes, failures: 60)),
        ],
        Mount("tools", Tools, isReadOnly: true),
        Mount("work", Work),
        Mount("kubeconfig", CredentialFolder, isReadOnly: true));

    private static ImmutableDictionary<string, object> Probe(int minutes, int failures) => Fields.Of(
        ("exec", Fields.Of(("command", new[]
        {
            $"{Tools}/sh",
            "-c",
            string.Create(CultureInfo.InvariantCulture, $"test -n \"$({Tools}/find {Work}/looked -mmin -{minutes})\""),
        }))),
        ("periodSeconds", 30),
        ("timeoutSeconds", 10),
        ("failureThreshold", failures));

    private static ImmutableDictionary<string, object> Container(
        string name, string image, ReadOnlySpan<(string Name, object? Value)> fields, params ReadOnlySpan<ImmutableDictionary<string, object>> mounts) => Fields.Of(
    [
        ("name", name),
        ("image", image),
        .. fields,
        ("resources", PodResources.Of("20m", "64Mi", "256Mi")),
        ("securityContext", PodHardening.Container),
        ("volumeMounts", Fields.List(mounts.ToArray())),
    ]);

    private static ImmutableDictionary<string, object> Mount(string name, string path, bool isReadOnly = false) =>
        Fields.Of(("name", name), ("mountPath", path), ("readOnly", isReadOnly ? true : null));

    private static ImmutableDictionary<string, object> Variable(string name, string value) => Fields.Of(("name", name), ("value", value));

    private static ObjectMetaArgs Metadata(string name) => new() { Name = name, Namespace = Namespace };
}
