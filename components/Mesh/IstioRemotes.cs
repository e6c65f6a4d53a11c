using System.Collections.Immutable;
using System.Net;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>Clusters that follow the control plane of another one, which they reach through its gateway between networks (istio.io, "Install Primary-Remote on different networks").</summary>
/// <remarks>
/// Where the gateway is, is said: a cloud gives it an address only when it is there, and a name that is known before can be made to point to it (by external-dns, from an
/// annotation of the gateway). An address becomes endpoints of the Service by the control plane's own name. A name cannot: the API server asks a webhook behind such a
/// Service on the webhook's own port and not on the control plane's, so the webhook's URL says both, and the control plane's certificate has the name.
/// </remarks>
internal static class IstioRemotes
{
    /// <summary>The values of the control plane's chart in a cluster that is a remote one, or whose control plane others follow.</summary>
    public static ImmutableDictionary<string, object> Values(MeshPlan mesh, MeshMember member) => member switch
    {
        { Role: MeshRole.Remote, PrimaryAddress: { } address } => Remote(member, address),
        _ when Of(mesh, member.Cluster) is { IsEmpty: false } remotes => Primary(remotes),
        _ => Fields.Of(),
    };

    /// <summary>Nobody in a remote cluster can say whether an object of Istio's is right; what is written there is not even read.</summary>
    public static ImmutableArray<Override> WithoutValidation(MeshPlan mesh) => Remotes(mesh) is { IsEmpty: false } remotes
        ? [Override.For(ClusterSelection.Named([.. remotes.Select(remote => remote.Cluster)])).SetHelmValue(["defaultRevision"], "")]
        : [];

    /// <summary>The remote clusters of a mesh whose primary's address is known.</summary>
    public static ImmutableArray<MeshMember> Remotes(MeshPlan mesh) => [.. mesh.Members.Where(member => member is { Role: MeshRole.Remote, PrimaryAddress: not null })];

    /// <summary>Where the API server of a remote cluster asks how a pod has to be changed: the field <c>clientConfig</c> of a webhook.</summary>
    /// <param name="remote">The cluster.</param>
    /// <param name="service">The Service of the control plane, which has the same name in both.</param>
    public static ImmutableDictionary<string, object> Webhook(MeshMember remote, string service) => IsAddress(remote.PrimaryAddress!)
        ? Fields.Of(("service", Fields.Of(("name", service), ("namespace", MeshNames.System), ("path", InjectionPath(remote)), ("port", 443))))
        : Fields.Of(("url", InjectionUrl(remote)));

    private static ImmutableDictionary<string, object> Remote(MeshMember member, string address) => Fields.Of(
        ("configMap", false),
        ("telemetry", Fields.Of(("enabled", false))),
        ("istiodRemote", Fields.Of(
            ("enabled", true),
            ("injectionPath", IsAddress(address) ? InjectionPath(member) : null),
            ("injectionURL", IsAddress(address) ? null : InjectionUrl(member)))),
        ("global", Fields.Of(
            ("externalIstiod", true),
            ("omitSidecarInjectorConfigMap", true),
            ("configValidation", false),
            ("remotePilotAddress", address))));

    private static ImmutableDictionary<string, object> Primary(ImmutableArray<MeshMember> remotes)
    {
        var names = remotes.Select(remote => remote.PrimaryAddress!).Where(address => !IsAddress(address)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return Fields.Of(
            ("env", names.Count == 0 ? null : Fields.Of(("ISTIOD_CUSTOM_HOST", string.Join(',', names)))),
            ("global", Fields.Of(("externalIstiod", true))));
    }

    private static ImmutableArray<MeshMember> Of(MeshPlan mesh, string primary) => [.. Remotes(mesh).Where(remote => remote.Primary == primary)];

    // By the path the control plane knows whose pods it is asked about.
    private static string InjectionPath(MeshMember member) => $"/inject/cluster/{member.Cluster}/net/{member.Network}";

    private static string InjectionUrl(MeshMember member) => $"https://{member.PrimaryAddress}:{EastWestGateway.WebhookPort}{InjectionPath(member)}";

    private static bool IsAddress(string text) => IPAddress.TryParse(text, out _);
}
