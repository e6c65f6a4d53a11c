using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Rbac.V1;

namespace Infra.Components.Management;

/// <summary>Has Karmada look again at what a member may be given as soon as the member serves other kinds than before.</summary>
/// <remarks>
/// Karmada's scheduler gives a cluster no object of a kind that the cluster does not serve, and looks at a cluster again when its labels or its spec change, but not when it comes to
/// serve a kind (<c>updateCluster</c> of <c>pkg/scheduler/event_handler.go</c>). So a cluster that joins would get what brings kinds, and nothing of those kinds until something else happens to
/// it. Here a hash of the kinds is a label of the cluster, which changes with them. The chart has no value for the scheduler's flag that would do without (<c>--plugins</c>).
/// </remarks>
public sealed class KarmadaRescheduling : ComponentResource
{
    /// <summary>Sets it up, once Karmada answers.</summary>
    public KarmadaRescheduling(string name, KarmadaReschedulingArgs args, ComponentResourceOptions? options = null)
        : base("infra:management:KarmadaRescheduling", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        // In Karmada: an account that may read clusters and change them, and nothing else.
        var karmada = new CustomResourceOptions { Parent = this, Provider = args.Karmada };
        var account = new ServiceAccount($"{name}-account", KarmadaReschedulingManifests.Account(), karmada);
        var token = new Secret($"{name}-token", KarmadaReschedulingManifests.Token(), karmada.After(account));
        var role = new ClusterRole($"{name}-role", KarmadaReschedulingManifests.Role(), karmada);
        var binding = new ClusterRoleBinding($"{name}-role-binding", KarmadaReschedulingManifests.RoleBinding(), karmada.After(role, account));

        // On the management cluster: its credential, and what uses it.
        var management = new CustomResourceOptions { Parent = this, Provider = args.Management.Connection };
        var credential = new Secret($"{name}-credential", KarmadaReschedulingManifests.Credential(token.Data), management);
        var deployment = KarmadaReschedulingManifests.Deployment(args.Mirrors);
        _ = Kubernetes.KubernetesObjectResource.Create(name, deployment, KarmadaControlPlaneManifests.Namespace, management.After(credential, binding));
        RegisterOutputs(new Dictionary<string, object?> { ["label"] = KarmadaReschedulingManifests.Label });
    }
}
