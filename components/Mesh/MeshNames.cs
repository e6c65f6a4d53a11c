namespace Infra.Components.Mesh;

/// <summary>What things of a mesh are called. Parts that are made by different components find one another by these.</summary>
public static class MeshNames
{
    /// <summary>The namespace of Istio's control plane in each cluster, and of what holds for the whole mesh.</summary>
    public const string System = "istio-system";

    /// <summary>The revision tag that namespaces follow.</summary>
    public const string StableTag = "stable";

    /// <summary>The revision tag that namespaces follow while a newer version proves itself.</summary>
    public const string CanaryTag = "canary";

    /// <summary>The label of the network that a cluster, or a gateway, is of.</summary>
    public const string NetworkLabel = "topology.istio.io/network";

    /// <summary>The label by which Istio knows which cluster an endpoint is in.</summary>
    public const string ClusterLabel = "topology.istio.io/cluster";

    /// <summary>The Secret of <see cref="System"/> with a cluster's certificate authority, as Istio looks for it (istio.io, "Plug in CA Certificates").</summary>
    public const string Authority = "cacerts";

    /// <summary>The namespace of the gateways by which traffic comes in from outside of the mesh. Each mesh has its own: to Karmada a namespace is one, and has what is in it from one stack.</summary>
    public static string Ingress(string mesh) => Addon(mesh, "ingress");

    /// <summary>The namespace of the mesh's roots and authorities in the management cluster, which several stacks share.</summary>
    public static string Authorities(string scope, string mesh) => $"mesh-{scope}-{mesh}";

    /// <summary>What an object of the mesh is called that is in <see cref="System"/>, where Karmada has those of all meshes side by side. Istio goes by what objects say there, and not by their names.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <param name="name">What it is: of its kind none is called so in two ways, whatever the mesh is called.</param>
    public static string Object(string mesh, string name) => $"{name}-{mesh}";

    /// <summary>The name of an add-on of a mesh: of its parts <c>base</c>, <c>cni</c> and so on.</summary>
    public static string Addon(string mesh, string part) => $"mesh-{mesh}-{part}";

    /// <summary>Istio's name for a version of the control plane: <c>1-30-3</c>.</summary>
    public static string Revision(string version) => (version ?? throw new ArgumentNullException(nameof(version))).Replace('.', '-');

    /// <summary>The name by which a Service is called from any namespace, and in a mesh from any cluster.</summary>
    public static string Host(string service, string @namespace) => $"{service}.{@namespace}.svc.cluster.local";

    /// <summary>The ConfigMap, in the member's own namespace, that says what a cluster is in the mesh. It comes after the cluster's certificate authority, so whoever waits for it finds that.</summary>
    /// <remarks>Its key <see cref="Fleets.AddonManifests.ValuesKey"/> holds values of istiod's chart.</remarks>
    public static string Standing(string mesh) => $"mesh-{mesh}";

    /// <summary>The Secret by which other clusters read what a cluster has.</summary>
    public static string RemoteSecret(string cluster) => $"istio-remote-secret-{cluster}";
}
