using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;
using static Infra.Components.Machines.KubeadmConfiguration;

namespace Infra.Components.Machines;

/// <summary>The static pod that keeps the address of a cluster's API: kube-vip.io, "Static Pods".</summary>
internal static class KubeVipManifest
{
    /// <summary>The image, from where it is published: containerd knows the mirror.</summary>
    public const string Image = $"ghcr.io/kube-vip/kube-vip:{Versions.KubeVip}";

    /// <summary>The pod, as a file for the kubelet.</summary>
    /// <param name="api">The address that it keeps.</param>
    /// <remarks>
    /// Two words are replaced on the machine: <c>@interface@</c>, found there where none is given, and <c>@kubeconfig@</c>, which is <c>super-admin.conf</c> while the founder makes
    /// the cluster: until kubeadm has given <c>admin.conf</c> its rights, which it does through this very address, that one may do nothing (since Kubernetes 1.29).
    /// </remarks>
    public static string Of(ApiAddress api) => Json(Fields.Of(
        ("apiVersion", "v1"),
        ("kind", "Pod"),
        ("metadata", Fields.Of(("name", "kube-vip"), ("namespace", "kube-system"))),
        ("spec", Fields.Of(
            ("hostNetwork", true),
            ("priorityClassName", "system-node-critical"),
            // The pod asks the API server beside it, whose certificate has the name 'kubernetes'; the address would lead to itself.
            ("hostAliases", List([Fields.Of(("ip", "127.0.0.1"), ("hostnames", List(["kubernetes"])))])),
            ("containers", List([Container(api)])),
            ("volumes", List([
                Fields.Of(("name", "kubeconfig"), ("hostPath", Fields.Of(("path", "/etc/kubernetes/@kubeconfig@"), ("type", "File")))),
            ]))))));

    private static ImmutableDictionary<string, object> Container(ApiAddress api) => Fields.Of(
        ("name", "kube-vip"),
        ("image", Image),
        ("imagePullPolicy", "IfNotPresent"),
        ("args", List(["manager"])),
        ("env", Fields.List(Settings(api).Select(setting => Fields.Of(("name", setting.Name), ("value", setting.Value))).Append(NodeName))),
        ("securityContext", Fields.Of(("capabilities", Fields.Of(("add", List(["NET_ADMIN", "NET_RAW"])), ("drop", List(["ALL"])))))),
        ("volumeMounts", List([Fields.Of(("name", "kubeconfig"), ("mountPath", "/etc/kubernetes/admin.conf"), ("readOnly", true))])));

    private static ImmutableDictionary<string, object> NodeName { get; } = Fields.Of(
        ("name", "vip_nodename"),
        ("valueFrom", Fields.Of(("fieldRef", Fields.Of(("fieldPath", "spec.nodeName"))))));

    private static IEnumerable<(string Name, string Value)> Settings(ApiAddress api) =>
    [
        ("address", api.Address),
        ("port", Text(api.Port)),
        // Where every control plane has the address at the same time, none may answer for it on the wire (kube-vip.io, "Static Pods", BGP).
        ("vip_interface", api.Announcement is AddressAnnouncement.Bgp ? "lo" : Interface(api)),
        ("vip_subnet", api.Address.Contains(':', StringComparison.Ordinal) ? "128" : "32"),
        ("cp_enable", "true"),
        ("cp_namespace", "kube-system"),
        ("svc_enable", "false"),
        .. Announcement(api),
    ];

    private static IEnumerable<(string Name, string Value)> Announcement(ApiAddress api) => api.Announcement switch
    {
        AddressAnnouncement.Bgp bgp =>
        [
            ("bgp_enable", "true"),
            ("bgp_as", Text(bgp.LocalAs)),
            ("bgp_routerinterface", Interface(api)),
            ("bgp_peers", string.Join(',', bgp.Peers.Select(Peer))),
        ],
        _ =>
        [
            ("vip_arp", "true"),
            ("vip_leaderelection", "true"),
            ("vip_leasename", "plndr-cp-lock"),
            ("vip_leaseduration", "5"),
            ("vip_renewdeadline", "3"),
            ("vip_retryperiod", "1"),
        ],
    };

    /// <summary>The interface's name, or the word that the machine replaces by what it finds.</summary>
    private static string Interface(ApiAddress api) => api.Interface ?? "@interface@";

    /// <summary>A router as kube-vip reads it: address, autonomous system, password (none), whether it is further than one hop.</summary>
    private static string Peer(BgpPeer peer)
    {
        var address = peer.Address.Contains(':', StringComparison.Ordinal) ? $"[{peer.Address}]" : peer.Address;
        return $"{address}:{Text(peer.As)}::{(peer.IsMultihop ? "true" : "false")}";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
