using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>The charts that a cluster on AWS gets as soon as its API answers: what connects pods, what speaks with AWS, disks, and roles of pods.</summary>
internal static class AwsClusterCharts
{
    private const string System = "kube-system";
    private const string KubernetesImages = "registry.k8s.io";
    private const string CloudControllerImage = $"{KubernetesImages}/provider-aws/cloud-controller-manager";
    private const string DockerHub = "docker.io";
    private const string ControlPlaneRole = "node-role.kubernetes.io/control-plane";

    /// <summary>The account of the driver of disks, which has a role of its own.</summary>
    public const string DisksAccount = "ebs-csi-controller-sa";

    /// <summary>The namespace of that account.</summary>
    public const string DisksNamespace = System;

    // Where the driver of disks finds its token, in a volume that the kubelet keeps fresh.
    private const string TokenVolume = "aws-token";
    private const string TokenFolder = "/var/run/secrets/aws";
    private const int TokenSeconds = 86400;

    private static ImmutableDictionary<string, object> Token =>
        Fields.Of(("serviceAccountToken", Fields.Of(("audience", ServiceAccountIssuer.Audience), ("expirationSeconds", TokenSeconds), ("path", "token"))));

    /// <summary>The charts, those first that others need.</summary>
    /// <param name="name">The cluster's name.</param>
    /// <param name="args">The cluster.</param>
    /// <param name="disksRole">The ARN of the role that the driver of disks takes; null where pods take none.</param>
    public static ImmutableArray<ClusterChart> Of(string name, AwsClusterArgs args, string? disksRole)
    {
        ImmutableArray<ClusterChart> always =
        [
            .. NetworkPlugin.Charts(new NetworkPluginArgs
            {
                Kind = args.NetworkPlugin,
                PodCidr = args.PodCidr,
                IsHighlyAvailable = args.ControlPlane.Replicas > 1,
                IsShared = args.IsInMesh,
                Charts = args.Charts,
                Mirrors = args.Mirrors,
            }),
            new(args.Charts(Versions.AwsCloudController), "aws-cloud-controller-manager", System, CloudController(name, args)),
            new(args.Charts(Versions.AwsDisks), "aws-ebs-csi-driver", System, Disks(name, args, disksRole)),
        ];
        return !args.AllowsPodRoles ? always :
        [
            .. always,
            // For the certificate of the webhook.
            new(args.Charts(Versions.CertManager), "cert-manager", "cert-manager", CertificateManager(args)),
            new(args.Charts(Versions.PodIdentityWebhook), "pod-identity-webhook", System, PodIdentity(args)),
        ];
    }

    /// <summary>The spec of the object by which Cluster API keeps a chart installed in the cluster.</summary>
    public static ImmutableDictionary<string, object> Installed(string cluster, ClusterChart chart) => Fields.Of(
        ("clusterSelector", Fields.Of(("matchLabels", Fields.Of((AwsClusterManifests.ClusterLabel, cluster))))),
        ("repoURL", chart.Chart.Repository),
        ("chartName", chart.Chart.Name),
        ("version", chart.Chart.Version),
        ("releaseName", chart.Release),
        ("namespace", chart.Namespace),
        ("reconcileStrategy", "Continuous"),
        // The provider reads a template of Go, in which two braces are a beginning; here they never are.
        ("valuesTemplate", PlainJson.Lines(chart.Values).Replace("{{", "{{\"{{\"}}", StringComparison.Ordinal)));

    private static ImmutableDictionary<string, object> CloudController(string name, AwsClusterArgs args) => Fields.Of(
        ("args", new[] { "--v=2", "--cloud-provider=aws", $"--cluster-name={name}", "--configure-cloud-routes=false", "--use-service-account-credentials=true" }),
        ("image", Fields.Of(("repository", args.Mirrors.Apply(CloudControllerImage)), ("tag", Versions.AwsCloudControllerImage(Minor(args.Version))))),
        // It is there before pods are connected, for they are connected on nodes that it let in.
        ("hostNetworking", true),
        ("nodeSelector", Fields.Of((ControlPlaneRole, ""))),
        ("tolerations", Fields.List((ImmutableArray<ImmutableDictionary<string, object>>)
        [
            Fields.Of(("key", "node.cloudprovider.kubernetes.io/uninitialized"), ("value", "true"), ("effect", "NoSchedule")),
            Fields.Of(("key", "node.kubernetes.io/not-ready"), ("operator", "Exists")),
            Fields.Of(("key", ControlPlaneRole), ("effect", "NoSchedule")),
            .. Tolerated(args),
        ])));

    private static ImmutableDictionary<string, object> Disks(string name, AwsClusterArgs args, string? role) => Fields.Of(
        ("controller", Fields.Of(
            ("region", args.AwsRegion),
            ("k8sTagClusterId", name),
            ("extraVolumeTags", args.Tags.SetItem(AwsTags.ClusterKey, name)),
            ("replicaCount", args.ControlPlane.Replicas > 1 ? 2 : 1),
            // On the control plane, which is there when no worker is yet, and whose role it uses where pods have none.
            ("nodeSelector", Fields.Of((ControlPlaneRole, ""))),
            ("tolerations", Fields.List((ImmutableArray<ImmutableDictionary<string, object>>)
            [
                Fields.Of(("key", "CriticalAddonsOnly"), ("operator", "Exists")),
                Fields.Of(("key", ControlPlaneRole), ("effect", "NoSchedule")),
                .. Tolerated(args),
            ])),
            // Said here and not left to the webhook, which comes later than the driver: a pod that started before it has no role until it starts again.
            ("env", role is null ? null : Fields.List(new[]
            {
                Fields.Of(("name", "AWS_ROLE_ARN"), ("value", role)), Fields.Of(("name", "AWS_WEB_IDENTITY_TOKEN_FILE"), ("value", $"{TokenFolder}/token")),
            })),
            ("volumes", role is null ? null : Fields.List(new[] { Fields.Of(("name", TokenVolume), ("projected", Fields.Of(("sources", Fields.List(new[] { Token }))))) })),
            ("volumeMounts", role is null ? null : Fields.List(new[] { Fields.Of(("name", TokenVolume), ("mountPath", TokenFolder), ("readOnly", true)) })),
            ("serviceAccount", Fields.Of(("name", DisksAccount))))),
        ("storageClasses", Fields.List(new[]
        {
            Fields.Of(
                ("name", "gp3"),
                ("annotations", Fields.Of(("storageclass.kubernetes.io/is-default-class", "true"))),
                ("allowVolumeExpansion", true),
                // In the zone of the pod that asks.
                ("volumeBindingMode", "WaitForFirstConsumer"),
                ("parameters", Fields.Of(("type", "gp3"), ("encrypted", "true")))),
        })));

    private static ImmutableDictionary<string, object> CertificateManager(AwsClusterArgs args) => Fields.Of(
        ("crds", Fields.Of(("enabled", true), ("keep", true))),
        // Its check waits for workers, which may be long in coming, and holds the release open meanwhile; nobody waits for the check.
        ("startupapicheck", Fields.Of(("enabled", false))),
        ("imageRegistry", args.Mirrors.Of("quay.io")));

    private static ImmutableDictionary<string, object> PodIdentity(AwsClusterArgs args) => Fields.Of(
        ("image", args.Mirrors.Of(DockerHub) is null ? null : Fields.Of(("repository", args.Mirrors.Apply($"{DockerHub}/amazon/amazon-eks-pod-identity-webhook")))),
        ("replicaCount", args.ControlPlane.Replicas > 1 ? 2 : 1),
        ("config", Fields.Of(("defaultAwsRegion", args.AwsRegion), ("tokenAudience", ServiceAccountIssuer.Audience))),
        // A pod that starts while the webhook is away has no role until it starts again; were it refused, nothing at all would start, the webhook among it.
        ("mutatingWebhook", Fields.Of(("failurePolicy", "Ignore"))));

    // What else keeps pods off the control plane does not keep those off that it needs.
    private static IEnumerable<ImmutableDictionary<string, object>> Tolerated(AwsClusterArgs args) =>
        args.ControlPlane.Taints.Select(taint => Fields.Of(("key", taint.Key), ("operator", "Exists"), ("effect", taint.Effect.ToString())));

    private static string Minor(string version) => version[..version.LastIndexOf('.')];
}
