using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>The secrets by which clusters of a mesh read one another, as <c>istioctl create-remote-secret</c> writes them.</summary>
internal static class RemoteSecretManifests
{
    /// <summary>The label by which istiod finds them.</summary>
    public const string Label = "istio/multiCluster";

    /// <summary>The annotation that says which cluster one is of.</summary>
    public const string ClusterAnnotation = "networking.istio.io/cluster";

    /// <summary>The namespace of the templates in Karmada. Members have their own, so it is not taken to them.</summary>
    public static KubernetesObject Namespace { get; } = new("v1", "Namespace", MeshNames.System, ImmutableDictionary<string, object>.Empty)
    {
        Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(FleetManifests.NoAutomaticPropagation, "true"),
    };

    /// <summary>The name of the policy that takes a cluster's secret to the others.</summary>
    public static string PolicyName(MeshPlan plan, string cluster) => AddonManifests.NameOf(plan.Scope, MeshNames.RemoteSecret(cluster));

    /// <summary>The clusters whose secrets are given out: those that others may call, and that are not drained.</summary>
    public static IEnumerable<MeshMember> Given(MeshPlan plan) => plan.Discovered.Where(member => !plan.Drained.Contains(member.Cluster, StringComparer.Ordinal) && Readers(plan, member.Cluster).Any());

    /// <summary>The clusters that read a cluster: all others that have a control plane.</summary>
    public static IEnumerable<MeshMember> Readers(MeshPlan plan, string cluster) => plan.Members.Where(other => other.Cluster != cluster && other.Role != MeshRole.Remote);

    /// <summary>The spec of that policy. A new member of the mesh gets the secret by matching.</summary>
    public static ImmutableDictionary<string, object> Policy(MeshPlan plan, string cluster)
    {
        var secret = new KubernetesObject("v1", "Secret", MeshNames.RemoteSecret(cluster), ImmutableDictionary<string, object>.Empty);
        var on = plan.On with
        {
            Stack = plan.Scope,
            Except = [.. plan.On.Except.Append(cluster).Concat(plan.Members.Where(member => member.Role == MeshRole.Remote).Select(member => member.Cluster)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
        return AddonManifests.Policy([PropagationManifests.Selector(secret).SetItem("namespace", MeshNames.System)], on, isKept: false);
    }

    /// <summary>The kubeconfig that such a secret holds.</summary>
    /// <param name="cluster">The cluster that it leads into.</param>
    /// <param name="server">The address of the cluster's API.</param>
    /// <param name="credential">The reader's credential, as its Secret holds it.</param>
    public static string Kubeconfig(string cluster, string server, ImmutableDictionary<string, string> credential) =>
        new TokenKubeconfig(cluster, cluster, server).Text(credential["ca.crt"], credential["token"]);
}
