using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Infra.Components.Clusters;

/// <summary>The two documents by which others check the tokens of a cluster's pods.</summary>
/// <remarks>See OpenID Connect Discovery 1.0, RFC 7517 (keys) and RFC 7518 (their numbers); the same as the API server itself publishes.</remarks>
internal static class ServiceAccountKeys
{
    /// <summary>Where the first document is, below the issuer's address.</summary>
    public const string DiscoveryPath = ".well-known/openid-configuration";

    /// <summary>Where the second one is.</summary>
    public const string KeysPath = "openid/v1/jwks";

    private const string Algorithm = "RS256";

    /// <summary>Where the keys are, and what tokens are like.</summary>
    public static string Discovery(string issuer) => new JsonObject
    {
        ["issuer"] = issuer,
        ["jwks_uri"] = $"{issuer}/{KeysPath}",
        ["response_types_supported"] = new JsonArray("id_token"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray(Algorithm),
        ["claims_supported"] = new JsonArray("sub", "iss"),
    }.ToJsonString();

    /// <summary>The key that tokens are signed with, its public half.</summary>
    /// <param name="encoded">The PEM text of the public key in base64, as a secret of Kubernetes holds it.</param>
    /// <exception cref="ArgumentException">It is no public key of RSA.</exception>
    public static string Keys(string encoded)
    {
        using var key = RSA.Create();
        try
        {
            key.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(encoded)));
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException or ArgumentException)
        {
            throw new ArgumentException("the key of a cluster's service accounts is no public key of RSA", nameof(encoded), problem);
        }

        var numbers = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["use"] = "sig",
                ["kty"] = "RSA",
                // The name that the API server gives the key in every token.
                ["kid"] = Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo())),
                ["alg"] = Algorithm,
                ["n"] = Base64Url.EncodeToString(numbers.Modulus),
                ["e"] = Base64Url.EncodeToString(numbers.Exponent),
            }),
        }.ToJsonString();
    }
}
