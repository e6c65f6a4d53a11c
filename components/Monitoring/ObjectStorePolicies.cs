using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Clusters;

namespace Infra.Components.Monitoring;

/// <summary>Who may do what with the bucket of all metrics.</summary>
/// <remarks>What thanos.io, "Object Storage", "AWS Policies", lists, each action on the things that it is about.</remarks>
internal static class ObjectStorePolicies
{
    /// <summary>What the hub may: the compactor deletes what it merged and what is too old.</summary>
    public static string Hub(string bucket) => Of(bucket, ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]);

    /// <summary>What a site may: look which blocks are there, and add its own. Deleting is not its affair; who breaks into a site leaves the history of all others as it was.</summary>
    public static string Site(string bucket) => Of(bucket, ["s3:GetObject", "s3:PutObject"]);

    /// <summary>What nobody may, whatever else they may: come without TLS.</summary>
    public static string Everybody(string bucket) => AwsPolicy.Json(new AwsStatement(["s3:*"], [bucket, $"{bucket}/*"])
    {
        Forbids = true,
        Principal = "*",
        Condition = new JsonObject { ["Bool"] = new JsonObject { ["aws:SecureTransport"] = "false" } },
    });

    /// <summary>The address of S3 in a region.</summary>
    /// <remarks>See docs.aws.amazon.com/general, "Amazon S3 endpoints and quotas".</remarks>
    public static string Endpoint(string region) => $"s3.{region}.amazonaws.com{(AwsIdentity.Partition(region) == "aws-cn" ? ".cn" : "")}";

    private static string Of(string bucket, ImmutableArray<string> actions) => AwsPolicy.Json(
        new AwsStatement(["s3:ListBucket"], [bucket]),
        new AwsStatement(actions, [$"{bucket}/*"]));
}
