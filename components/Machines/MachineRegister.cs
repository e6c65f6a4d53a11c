using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Infra.Components.Clusters;
using Infra.Components.Kubernetes;

namespace Infra.Components.Machines;

/// <summary>
/// The ConfigMap <c>kube-system/infra-machines</c>: what each node was given. It decides which certificates are signed for a node and which labels and taints are ours to take
/// away, and a node can change its own object, but not this.
/// </summary>
internal static class MachineRegister
{
    /// <summary>A machine's part of the register, for server-side apply: other machines' parts stay.</summary>
    public static string Entry(KubeadmMachine machine, IEnumerable<string> labels, IEnumerable<NodeTaint> taints) => Document(Fields.Of(
        // No node's name has an underscore, so that no two machines' entries meet.
        ($"{machine.Name}_address", AddressInCertificates(machine.Address)),
        ($"{machine.Name}_labels", string.Join(' ', labels)),
        ($"{machine.Name}_taints", string.Join(' ', taints.Select(taint => $"{taint.Key}:{taint.Effect}")))));

    /// <summary>No part of the register any more.</summary>
    public static string NoEntry() => Document(null);

    /// <summary>An address as <c>openssl</c> prints it out of a certificate: IPv6 in groups of capital digits, none left out.</summary>
    public static string AddressInCertificates(string address)
    {
        if (!IPAddress.TryParse(address, out var parsed) || parsed.GetAddressBytes() is not { Length: 16 } bytes)
            return address;
        return string.Join(':', bytes.Chunk(2).Select(pair => ((pair[0] << 8) | pair[1]).ToString("X", CultureInfo.InvariantCulture)));
    }

    private static string Document(ImmutableDictionary<string, object>? data) => KubeadmConfiguration.Json(Fields.Of(
        ("apiVersion", "v1"),
        ("kind", "ConfigMap"),
        ("metadata", Fields.Of(("name", "infra-machines"), ("namespace", "kube-system"))),
        ("data", data)));
}
