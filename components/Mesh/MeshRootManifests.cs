using System.Collections.Immutable;
using System.Text;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>The objects of cert-manager (cert-manager.io/v1) by which a mesh has its roots, and each cluster its authority.</summary>
internal static class MeshRootManifests
{
    private const string EndOfCertificate = "-----END CERTIFICATE-----";

    // In hours, as cert-manager writes durations; a year has 8760.
    private const string TenYears = "87600h0m0s";
    private const string ThreeYears = "26280h0m0s";
    private const string OneYear = "8760h0m0s";
    private const string HalfAYear = "4380h0m0s";

    /// <summary>The namespace of the mesh in the management cluster, which several stacks share.</summary>
    public static string Namespace(MeshPlan plan) => KubernetesNames.Checked(MeshNames.Authorities(plan.Scope, plan.Name), "namespace");

    /// <summary>The certificate of a root that is made for the mesh; its secret holds the root's key, and nobody but cert-manager reads it.</summary>
    public static string RootName(string root) => $"root-{root}";

    /// <summary>The certificate that shows who signs for a root. It is good for nothing else.</summary>
    public static string WitnessName(string root) => $"witness-{root}";

    /// <summary>The certificate of a cluster's authority. Another signer makes another one, so that it is never taken for the one that stood before.</summary>
    public static string AuthorityName(string cluster, string signer) => $"cluster-{cluster}-{signer}";

    /// <summary>A root that is made for the mesh, in the order of creation: what signs the root's own certificate, that certificate, and what signs with it.</summary>
    /// <remarks>The key stays when the certificate is renewed, so whoever trusts an old one goes on to know what the new one signs.</remarks>
    public static ImmutableArray<KubernetesObject> Root(MeshPlan plan, string root) =>
    [
        CertificateObjects.Awaited("Issuer", $"{RootName(root)}-self-signed", Fields.Of(("selfSigned", ImmutableDictionary<string, object>.Empty))),
        CertificateObjects.Awaited("Certificate", RootName(root), Fields.Of(
            ("secretName", RootName(root)),
            ("isCA", true),
            ("commonName", RootName(root)),
            ("subject", Subject(plan)),
            ("duration", TenYears),
            ("renewBefore", ThreeYears),
            ("usages", Signing),
            ("privateKey", CertificateObjects.Key("Never")),
            ("issuerRef", CertificateObjects.Issuer($"{RootName(root)}-self-signed")))),
        CertificateObjects.Awaited("Issuer", RootName(root), Fields.Of(("ca", Fields.Of(("secretName", RootName(root)))))),
    ];

    /// <summary>A certificate by which a root shows itself, without anybody reading the secret that has its key. It carries no identity of the mesh.</summary>
    public static KubernetesObject Witness(MeshPlan plan, string root) => CertificateObjects.Awaited("Certificate", WitnessName(root), Fields.Of(
        ("secretName", WitnessName(root)),
        ("commonName", WitnessName(root)),
        ("subject", Subject(plan)),
        ("duration", OneYear),
        ("renewBefore", HalfAYear),
        ("usages", new[] { "digital signature" }),
        ("privateKey", CertificateObjects.Key("Always")),
        ("issuerRef", IssuerOf(plan, root))));

    /// <summary>A cluster's authority, signed by the mesh's signer. It is renewed after half a year with another key; a stack that is deployed once in that time never shows an old one.</summary>
    /// <remarks>
    /// Of the keys that Istio takes (RSA and ECDSA, PKCS#1, SEC 1 or PKCS#8), P-256 is the cheapest to sign with. No name constraints: the same authority signs host names of the
    /// control plane, and what verifies URI names against them differs between libraries.
    /// </remarks>
    public static KubernetesObject Authority(MeshPlan plan, string cluster) => CertificateObjects.Awaited("Certificate", AuthorityName(cluster, plan.Trust.Signer), Fields.Of(
        ("secretName", AuthorityName(cluster, plan.Trust.Signer)),
        ("isCA", true),
        ("commonName", cluster),
        ("subject", Subject(plan)),
        ("duration", OneYear),
        ("renewBefore", HalfAYear),
        ("usages", Signing),
        ("privateKey", CertificateObjects.Key("Always")),
        ("issuerRef", IssuerOf(plan, plan.Trust.Signer))));

    /// <summary>Several certificates as one text, each once, in the order given. Istio takes a changed bundle without a restart where it contains the old one as it was.</summary>
    public static string Bundle(IEnumerable<string> certificates) =>
        string.Concat(certificates.Select(certificate => $"{certificate.Trim()}\n").Distinct(StringComparer.Ordinal));

    /// <summary>The first certificate of a chain, which is the one that the key belongs to.</summary>
    public static string First(string chain)
    {
        var end = chain.IndexOf(EndOfCertificate, StringComparison.Ordinal);
        return end < 0 ? chain : $"{chain[..(end + EndOfCertificate.Length)].Trim()}\n";
    }

    /// <summary>A text out of a secret.</summary>
    /// <exception cref="InvalidOperationException">The secret does not have it.</exception>
    public static string Part(ImmutableDictionary<string, string> secret, string key, string whose) =>
        secret.GetValueOrDefault(key) is { Length: > 0 } text
            ? Encoding.UTF8.GetString(Convert.FromBase64String(text))
            : throw new InvalidOperationException($"certificate '{whose}' of a mesh has no {key}: its issuer does not tell it, so nobody could trust what it signs");

    private static string[] Signing => ["cert sign", "crl sign", "digital signature"];

    private static ImmutableDictionary<string, object> Subject(MeshPlan plan) => Fields.Of(("organizations", new[] { plan.TrustDomain }));

    private static ImmutableDictionary<string, object> IssuerOf(MeshPlan plan, string root) => plan.Trust.Roots.GetValueOrDefault(root)?.Issuer is { } issuer
        ? CertificateObjects.Issuer(issuer.Name, issuer.Kind, issuer.Group)
        : CertificateObjects.Issuer(RootName(root));
}
