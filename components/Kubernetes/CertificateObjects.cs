using System.Collections.Immutable;

namespace Infra.Components.Kubernetes;

/// <summary>What objects of cert-manager consist of, whatever the certificates are for.</summary>
internal static class CertificateObjects
{
    private const string Group = "cert-manager.io";

    /// <summary>An object that this program waits for. Ready is when the secret is there, so that what mounts or reads it comes after.</summary>
    public static KubernetesObject Awaited(string kind, string name, ImmutableDictionary<string, object> spec) => Object(kind, name, spec) with
    {
        Annotations = ImmutableSortedDictionary<string, string>.Empty.Add("pulumi.com/waitFor", "condition=Ready"),
    };

    /// <summary>An object that is only declared.</summary>
    public static KubernetesObject Object(string kind, string name, ImmutableDictionary<string, object> spec) => new($"{Group}/v1", kind, name, Fields.Of(("spec", spec)));

    /// <summary>A certificate's private key.</summary>
    /// <param name="rotation">When it is another one: <c>Always</c>, with each renewal, or <c>Never</c>.</param>
    public static ImmutableDictionary<string, object> Key(string rotation) => Fields.Of(("algorithm", "ECDSA"), ("size", 256), ("rotationPolicy", rotation));

    /// <summary>Whoever signs.</summary>
    public static ImmutableDictionary<string, object> Issuer(string name, string kind = "Issuer", string group = Group) => Fields.Of(("group", group), ("kind", kind), ("name", name));
}
