using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Propagation;

/// <summary>The Kubernetes objects of a <see cref="Workload"/>, fit for a namespace of the pod security level <c>restricted</c>.</summary>
public static class WorkloadManifests
{
    private const string PortName = "http";

    // Any identity that owns nothing on a node will do; a number, because an image's user may be a name, of which a kubelet cannot tell that it is not root.
    private const int UserId = 10001;

    /// <summary>The objects in the order of need: configuration, Deployment, Service, disruption budget.</summary>
    public static ImmutableArray<KubernetesObject> Objects(string name, Workload workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        var labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("app.kubernetes.io/name", name);
        return
        [
            .. workload.Files.IsEmpty ? Enumerable.Empty<KubernetesObject>() : [Files(name, workload) with { Labels = labels }],
            Deployment(name, workload, labels) with { Labels = labels },
            Service(name, labels) with { Labels = labels },
            DisruptionBudget(name, labels) with { Labels = labels },
        ];
    }

    private static KubernetesObject Files(string name, Workload workload) =>
        new("v1", "ConfigMap", name, Fields.Of(("data", workload.Files)));

    private static KubernetesObject Deployment(string name, Workload workload, ImmutableSortedDictionary<string, string> labels) =>
        new("apps/v1", "Deployment", name, Fields.Of(("spec", Fields.Of(
            ("replicas", workload.Replicas),
            ("selector", Fields.Of(("matchLabels", labels))),
            ("template", Fields.Of(
                ("metadata", Fields.Of(
                    ("labels", labels),
                    ("annotations", Fields.MapOrNone(workload.Files.Select(file =>
                        KeyValuePair.Create(PodTemplate.DigestAnnotation(file.Key), PodTemplate.Digest(file.Value))))))),
                ("spec", PodSpec(name, workload, labels))))))));

    private static ImmutableDictionary<string, object> PodSpec(string name, Workload workload, ImmutableSortedDictionary<string, string> labels) => Fields.Of(
        ("automountServiceAccountToken", false),
        ("securityContext", PodHardening.Pod(UserId)),
        ("topologySpreadConstraints", Fields.List(new[]
        {
            Fields.Of(
                ("maxSkew", 1),
                ("topologyKey", "kubernetes.io/hostname"),
                ("whenUnsatisfiable", "ScheduleAnyway"),
                ("labelSelector", Fields.Of(("matchLabels", labels)))),
        })),
        ("containers", Fields.List(new[] { Container(name, workload) })),
        ("volumes", Fields.List(Volumes(name, workload))));

    private static ImmutableDictionary<string, object> Container(string name, Workload workload) => Fields.Of(
        ("name", name),
        ("image", workload.Image),
        ("args", Fields.ListOrNone(workload.Arguments)),
        ("env", Fields.List(Environment(workload))),
        ("ports", Fields.List(new[] { Fields.Of(("name", PortName), ("containerPort", workload.Port), ("protocol", "TCP")) })),
        ("resources", Fields.Of(
            ("requests", Fields.Of(("cpu", workload.Resources.CpuRequest), ("memory", workload.Resources.Memory))),
            ("limits", Fields.Of(("cpu", workload.Resources.CpuLimit), ("memory", workload.Resources.Memory))))),
        ("startupProbe", Probe(workload.LivenessPath, periodSeconds: 2, failures: 30)),
        ("livenessProbe", Probe(workload.LivenessPath, periodSeconds: 10, failures: 3)),
        ("readinessProbe", Probe(workload.ReadinessPath, periodSeconds: 5, failures: 3)),
        ("securityContext", PodHardening.Container),
        ("volumeMounts", Fields.List(Mounts(name, workload))));

    private static IEnumerable<object> Environment(Workload workload) =>
    [
        .. workload.Environment.Select(variable => Fields.Of(("name", variable.Key), ("value", variable.Value))),
        // Where the process runs, for its own logs and metrics; it also keeps the list from being empty, which overrides need.
        Fields.Of(("name", "NODE_NAME"), ("valueFrom", Fields.Of(("fieldRef", Fields.Of(("fieldPath", "spec.nodeName")))))),
    ];

    private static ImmutableDictionary<string, object> Probe(string path, int periodSeconds, int failures) => Fields.Of(
        ("httpGet", Fields.Of(("path", path), ("port", PortName))),
        ("periodSeconds", periodSeconds),
        ("timeoutSeconds", 2),
        ("failureThreshold", failures));

    private static IEnumerable<object> Volumes(string name, Workload workload)
    {
        yield return Fields.Of(("name", "tmp"), ("emptyDir", Fields.Of(("sizeLimit", "64Mi"))));
        if (!workload.Files.IsEmpty)
            yield return Fields.Of(("name", "files"), ("configMap", Fields.Of(("name", name))));
    }

    private static IEnumerable<object> Mounts(string name, Workload workload)
    {
        yield return Fields.Of(("name", "tmp"), ("mountPath", "/tmp"));
        if (!workload.Files.IsEmpty)
            yield return Fields.Of(("name", "files"), ("mountPath", $"/etc/{name}"), ("readOnly", true));
    }

    private static KubernetesObject Service(string name, ImmutableSortedDictionary<string, string> labels) =>
        new("v1", "Service", name, Fields.Of(("spec", Fields.Of(
            ("selector", labels),
            ("ports", Fields.List(new[] { Fields.Of(("name", PortName), ("port", 80), ("targetPort", PortName), ("protocol", "TCP")) }))))));

    private static KubernetesObject DisruptionBudget(string name, ImmutableSortedDictionary<string, string> labels) =>
        new("policy/v1", "PodDisruptionBudget", name, Fields.Of(("spec", Fields.Of(
            ("maxUnavailable", 1),
            ("selector", Fields.Of(("matchLabels", labels)))))));
}
