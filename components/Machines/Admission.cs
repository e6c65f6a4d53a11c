using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Infra.Components.Kubernetes;
using static Infra.Components.Machines.KubeadmConfiguration;

namespace Infra.Components.Machines;

/// <summary>What the cluster is given so that one machine can join: a bootstrap token of its own (kubernetes.io, "Authenticating with Bootstrap Tokens").</summary>
internal static class Admission
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>The half of the token that is no secret. It follows from the names, so that whoever admits the machine again finds what there is.</summary>
    public static string TokenId(KubeadmCluster cluster, KubeadmMachine machine)
    {
        var number = new BigInteger(SHA256.HashData(Encoding.UTF8.GetBytes($"{cluster.Name}\n{machine.Name}")), isUnsigned: true);
        return string.Concat(Enumerable.Range(0, 6).Select(place => Digits[(int)(number / BigInteger.Pow(36, place) % 36)]));
    }

    /// <summary>The token as a Secret, without an end: it goes when the machine has joined. The word <c>@token-secret@</c> stands for its other half.</summary>
    public static string Token(KubeadmCluster cluster, KubeadmMachine machine) => Json(Fields.Of(
        ("apiVersion", "v1"),
        ("kind", "Secret"),
        ("type", "bootstrap.kubernetes.io/token"),
        ("metadata", Fields.Of(
            ("name", $"bootstrap-token-{TokenId(cluster, machine)}"),
            ("namespace", "kube-system"),
            ("labels", Fields.Of(("infra.internal/admits", machine.IsControlPlane ? "control-plane" : "worker"))))),
        ("stringData", Fields.Of(
            ("token-id", TokenId(cluster, machine)),
            ("token-secret", "@token-secret@"),
            ("description", $"lets {machine.Name} join"),
            ("usage-bootstrap-authentication", "true"),
            ("usage-bootstrap-signing", "true"),
            ("auth-extra-groups", "system:bootstrappers:kubeadm:default-node-token")))));

    /// <summary>What tells kubeadm with which key to encrypt the cluster's keys, so that the key is on no command line.</summary>
    public static string Upload() => KubeadmConfiguration.Documents(
        Fields.Of(("apiVersion", ApiVersion), ("kind", "InitConfiguration"), ("certificateKey", "@certificate-key@")),
        Fields.Of(("apiVersion", ApiVersion), ("kind", "ClusterConfiguration"), ("kubernetesVersion", "@version@")));
}
