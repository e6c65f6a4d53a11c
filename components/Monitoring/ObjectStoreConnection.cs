using Infra.Components.Kubernetes;
using Pulumi;

namespace Infra.Components.Monitoring;

/// <summary>How Thanos reaches the bucket that all metrics are kept in.</summary>
/// <param name="Configuration">What is in the file that <c>--objstore.config-file</c> names, <c>objstore.yml</c>; a secret. See thanos.io, "Object Storage", S3.</param>
public sealed record ObjectStoreConnection(Output<string> Configuration)
{
    /// <summary>The connection to a bucket of any service that speaks S3: Ceph's gateway, MinIO, a cloud's own.</summary>
    /// <param name="endpoint">The service's host, and its port where it is not 443: <c>rgw.example.com</c>. It must show a certificate that the images' own authorities signed.</param>
    /// <param name="bucket">The bucket, which exists.</param>
    /// <param name="region">The region, which requests are signed for; null where the service has none.</param>
    /// <param name="accessKey">The name of the credential.</param>
    /// <param name="secretKey">The credential.</param>
    public static ObjectStoreConnection Of(Input<string> endpoint, Input<string> bucket, Input<string>? region, Input<string> accessKey, Input<string> secretKey) => new(
        Output.CreateSecret(Output.Tuple(endpoint, bucket, region ?? "", accessKey, secretKey)
            .Apply(parts => File(parts.Item1, parts.Item2, parts.Item3, parts.Item4, parts.Item5))));

    /// <summary>The file. What it does not say is as Thanos has it: TLS, checked; signatures of version 4; the bucket in the host's name only where AWS wants it there.</summary>
    /// <remarks>JSON is YAML, and says a key with any letters in it safely.</remarks>
    internal static string File(string endpoint, string bucket, string region, string accessKey, string secretKey) => PlainJson.Lines(Fields.Of(
        ("type", "S3"),
        ("config", Fields.Of(
            ("endpoint", endpoint),
            ("bucket", bucket),
            ("region", region.Length == 0 ? null : region),
            ("access_key", accessKey),
            ("secret_key", secretKey)))));
}
