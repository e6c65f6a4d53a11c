using System.Collections.Immutable;
using System.Text;
using Infra.Components.Kubernetes;
using Pulumi;

namespace Infra.Components.Management;

/// <summary>What decides about Cluster API's installation.</summary>
public static class ClusterApiOperatorManifests
{
    /// <summary>The API of providers.</summary>
    public const string ApiVersion = "operator.cluster.x-k8s.io/v1alpha2";

    /// <summary>The secret that holds a provider's variables, in the provider's namespace.</summary>
    public const string VariablesSecret = "provider-variables";

    /// <summary>The operator's namespace.</summary>
    internal const string OperatorNamespace = "capi-operator-system";

    private const string Registry = "registry.k8s.io";

    /// <summary>The core: it knows clusters and machines, and nothing of where they are.</summary>
    internal static ClusterApiProvider Core { get; } =
        new("CoreProvider", "cluster-api", "capi-system", Versions.ClusterApi, $"{Registry}/cluster-api/cluster-api-controller");

    private static readonly ClusterApiProvider Bootstrap =
        new("BootstrapProvider", "kubeadm", "capi-kubeadm-bootstrap-system", Versions.ClusterApi, $"{Registry}/cluster-api/kubeadm-bootstrap-controller");

    private static readonly ClusterApiProvider ControlPlane =
        new("ControlPlaneProvider", "kubeadm", "capi-kubeadm-control-plane-system", Versions.ClusterApi, $"{Registry}/cluster-api/kubeadm-control-plane-controller");

    private static readonly ClusterApiProvider Helm =
        new("AddonProvider", "helm", "caaph-system", Versions.ClusterApiHelm, $"{Registry}/cluster-api-helm/cluster-api-helm-controller");

    private static readonly ClusterApiProvider Aws =
        new("InfrastructureProvider", "aws", "capa-system", Versions.ClusterApiAws, $"{Registry}/cluster-api-aws/cluster-api-aws-controller") { Variables = AwsVariables };

    /// <summary>The providers beside the core.</summary>
    internal static ImmutableArray<ClusterApiProvider> Others(ClusterApiOperatorArgs args) =>
        args.Aws is null ? [Bootstrap, ControlPlane, Helm] : [Bootstrap, ControlPlane, Helm, Aws];

    /// <summary>All namespaces that Cluster API may have, its provider for AWS among them.</summary>
    public static ImmutableArray<string> Namespaces { get; } = [OperatorNamespace, .. new[] { Core, Bootstrap, ControlPlane, Helm, Aws }.Select(provider => provider.Namespace)];

    /// <summary>The values of the operator's chart.</summary>
    public static ImmutableDictionary<string, object> Values(ClusterApiOperatorArgs args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return Fields.Of(
            ("replicaCount", args.IsHighlyAvailable ? 2 : 1),
            ("leaderElection", Fields.Of(("enabled", true))),
            // Providers are resources of their own here; hooks of the chart would make others.
            ("enableHelmHook", false),
            ("image", args.Mirrors.Of(Registry) is null
                ? null
                : Fields.Of(("manager", Fields.Of(("repository", args.Mirrors.Apply($"{Registry}/capi-operator/cluster-api-operator")))))));
    }

    /// <summary>The spec of a provider.</summary>
    internal static ImmutableDictionary<string, object> Spec(ClusterApiProvider provider, ClusterApiOperatorArgs args) => Fields.Of(
        ("version", provider.Version),
        ("configSecret", provider.Variables is null ? null : Fields.Of(("name", VariablesSecret), ("namespace", provider.Namespace))),
        ("deployment", Fields.Of(
            ("replicas", args.IsHighlyAvailable ? 2 : 1),
            ("containers", args.Mirrors.Of(Registry) is null
                ? null
                : Fields.List(new[] { Fields.Of(("name", "manager"), ("imageUrl", args.Mirrors.Apply($"{provider.Image}:{provider.Version}"))) })))));

    // The provider asks for the variable even where it is empty, which means: take the role of the machine or pod.
    private static ProviderVariables AwsVariables(ClusterApiOperatorArgs args)
    {
        const string Name = "AWS_B64ENCODED_CREDENTIALS";
        var none = ImmutableDictionary<string, string>.Empty;
        return new ProviderVariables(
            none.Add(Name, ""), args.Aws?.Credentials?.Apply(credentials => none.Add(Name, Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)))));
    }
}

/// <summary>The variables that a provider's manifests are completed with.</summary>
/// <param name="Plain">Those of who keeps no credential.</param>
/// <param name="Secret">Those with the credential in them; null where there is none.</param>
internal sealed record ProviderVariables(ImmutableDictionary<string, string> Plain, Output<ImmutableDictionary<string, string>>? Secret);

/// <summary>A provider of Cluster API.</summary>
/// <param name="Kind">What it provides, as the operator calls it.</param>
/// <param name="Name">Its name, by which the operator finds its release.</param>
/// <param name="Namespace">The namespace that it runs in.</param>
/// <param name="Version">Its version.</param>
/// <param name="Image">Its image, without the version.</param>
internal sealed record ClusterApiProvider(string Kind, string Name, string Namespace, string Version, string Image)
{
    /// <summary>The variables that its manifests are completed with; null when it needs none.</summary>
    public Func<ClusterApiOperatorArgs, ProviderVariables>? Variables { get; init; }
}
