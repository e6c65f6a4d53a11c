using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.Aws.Inputs;

namespace Infra.Components.Clusters;

/// <summary>Names and documents of IAM.</summary>
internal static class AwsIdentity
{
    /// <summary>The services that take the roles of a cluster.</summary>
    public const string ControlPlanes = "eks.amazonaws.com";

    /// <inheritdoc cref="ControlPlanes"/>
    public const string Machines = "ec2.amazonaws.com";

    /// <inheritdoc cref="ControlPlanes"/>
    public const string Pods = "pods.eks.amazonaws.com";

    /// <summary>The connection of one cluster: its region and role are its own.</summary>
    /// <param name="region">The region.</param>
    /// <param name="role">The role that is assumed; null for the credentials of whoever runs the program.</param>
    public static Pulumi.Aws.ProviderArgs ProviderArgs(string region, string? role)
    {
        var provider = new Pulumi.Aws.ProviderArgs { Region = region };
        if (role is not null)
            provider.AssumeRoles = new ProviderAssumeRoleArgs { RoleArn = role, SessionName = "infra" };
        return provider;
    }

    /// <summary>Whom a role trusts.</summary>
    /// <param name="service">The service that takes the role. Pod identity also tags the sessions, by which its policies tell pods apart.</param>
    public static string Trust(string service) => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = service },
            ["Action"] = new JsonArray([.. Actions(service).Select(action => JsonValue.Create(action))]),
        }),
    }.ToJsonString();

    /// <summary>The ARN of a policy that AWS keeps.</summary>
    public static string ManagedPolicy(string region, string name) => $"arn:{Partition(region)}:iam::aws:policy/{name}";

    /// <summary>The ARN of a policy of access to EKS clusters.</summary>
    public static string AccessPolicy(string region, string name) => $"arn:{Partition(region)}:eks::aws:cluster-access-policy/{name}";

    /// <summary>A role's account and name, which no other has: the path to it is not part of what makes it unique.</summary>
    /// <param name="arn">The role's ARN.</param>
    public static string NameOf(string arn) => $"{arn.Split(':')[4]}-{arn[(arn.LastIndexOf('/') + 1)..]}";

    /// <summary>The part of AWS that a region is in; ARNs begin with it.</summary>
    public static string Partition(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    private static ImmutableArray<string> Actions(string service) => service == Pods ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"];
}
