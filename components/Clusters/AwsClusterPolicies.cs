using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infra.Components.Clusters;

/// <summary>What the machines of a cluster that runs its own control plane may do in AWS.</summary>
/// <remarks>
/// What cloud-provider-aws.sigs.k8s.io, "Prerequisites", lists, less what only its routes and disks of old need; each action on the things that it is about, where AWS
/// lets that be said. To describe is about everything there is: AWS offers no less. See docs.aws.amazon.com/service-authorization.
/// </remarks>
internal static class AwsClusterPolicies
{
    /// <summary>The policy by which machines fetch images from the account's own registries, one that AWS keeps.</summary>
    public const string FetchImages = "AmazonEC2ContainerRegistryPullOnly";

    /// <summary>The policy of the driver of disks, one that AWS keeps.</summary>
    public const string Disks = EksClusterPlan.DisksPolicy;

    private static readonly ImmutableArray<string> Look =
    [
        "ec2:DescribeAvailabilityZones", "ec2:DescribeInstances", "ec2:DescribeInstanceTopology", "ec2:DescribeRegions", "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs", "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeLoadBalancerAttributes", "elasticloadbalancing:DescribeLoadBalancerPolicies", "elasticloadbalancing:DescribeLoadBalancers",
        "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth",
    ];

    private static readonly ImmutableArray<string> Balance =
    [
        "elasticloadbalancing:AddTags", "elasticloadbalancing:ApplySecurityGroupsToLoadBalancer", "elasticloadbalancing:AttachLoadBalancerToSubnets",
        "elasticloadbalancing:ConfigureHealthCheck", "elasticloadbalancing:CreateListener", "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:CreateLoadBalancerListeners", "elasticloadbalancing:CreateLoadBalancerPolicy", "elasticloadbalancing:CreateTargetGroup",
        "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:DeleteLoadBalancerListeners",
        "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:DeregisterInstancesFromLoadBalancer", "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:DetachLoadBalancerFromSubnets", "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyLoadBalancerAttributes",
        "elasticloadbalancing:ModifyTargetGroup", "elasticloadbalancing:RegisterInstancesWithLoadBalancer", "elasticloadbalancing:RegisterTargets",
        "elasticloadbalancing:SetLoadBalancerPoliciesForBackendServer", "elasticloadbalancing:SetLoadBalancerPoliciesOfListener",
    ];

    private static readonly ImmutableArray<string> Balancers = ["loadbalancer", "listener", "targetgroup"];

    /// <summary>What the machines of the control plane may do: what AWS' cloud controller needs, and to begin.</summary>
    public static string ControlPlane(string cluster, string region)
    {
        var partition = AwsIdentity.Partition(region);
        return AwsPolicy.Json(
            new AwsStatement(Look, ["*"]),
            new AwsStatement(Balance, [.. Balancers.Select(what => $"arn:{partition}:elasticloadbalancing:{region}:*:{what}/*")]),
            // The firewalls of load balancers. A new one is in a network; those that stand are changed if they are the cluster's.
            new AwsStatement(
                ["ec2:CreateSecurityGroup"], [$"arn:{partition}:ec2:{region}:*:security-group/*", $"arn:{partition}:ec2:{region}:*:vpc/*"]),
            new AwsStatement(["ec2:CreateTags"], [$"arn:{partition}:ec2:{region}:*:security-group/*"])
            {
                Condition = AwsPolicy.Equal("ec2:CreateAction", "CreateSecurityGroup"),
            },
            new AwsStatement(
                ["ec2:AuthorizeSecurityGroupIngress", "ec2:DeleteSecurityGroup", "ec2:RevokeSecurityGroupIngress"],
                [$"arn:{partition}:ec2:{region}:*:security-group/*"])
            {
                Condition = AwsPolicy.Equal($"aws:ResourceTag/{AwsClusterPlan.OwnerTag(cluster)}", "owned"),
            },
            new AwsStatement(
                ["iam:CreateServiceLinkedRole"], [$"arn:{partition}:iam::*:role/aws-service-role/elasticloadbalancing.amazonaws.com/*"])
            {
                Condition = AwsPolicy.Equal("iam:AWSServiceName", "elasticloadbalancing.amazonaws.com"),
            },
            Begin(cluster, region));
    }

    /// <summary>What the machines of workers may do: begin, and nothing else.</summary>
    public static string Worker(string cluster, string region) => AwsPolicy.Json(Begin(cluster, region));

    // Cluster API leaves what a machine has to do first, with a credential in it, where this machine reads it and then removes it.
    private static AwsStatement Begin(string cluster, string region) => new(
        ["secretsmanager:DeleteSecret", "secretsmanager:GetSecretValue"],
        [$"arn:{AwsIdentity.Partition(region)}:secretsmanager:{region}:*:secret:aws.cluster.x-k8s.io/*"])
    {
        Condition = AwsPolicy.Equal($"aws:ResourceTag/{AwsClusterPlan.OwnerTag(cluster)}", "owned"),
    };
}

/// <summary>A statement of a policy that lets something be done, or forbids it.</summary>
/// <param name="Actions">What.</param>
/// <param name="Resources">With what.</param>
internal sealed record AwsStatement(ImmutableArray<string> Actions, ImmutableArray<string> Resources)
{
    /// <summary>Whether it forbids, whatever else allows it.</summary>
    public bool Forbids { get; init; }

    /// <summary>Who may, where the policy belongs to what is used; null where it belongs to who uses.</summary>
    public JsonNode? Principal { get; init; }

    /// <summary>When.</summary>
    /// <value>Null: always.</value>
    public JsonObject? Condition { get; init; }
}

/// <summary>Writes policies of IAM.</summary>
internal static class AwsPolicy
{
    /// <summary>The policy of some statements, as JSON.</summary>
    public static string Json(params ReadOnlySpan<AwsStatement> statements)
    {
        var list = new JsonArray();
        foreach (var statement in statements)
        {
            var json = new JsonObject { ["Effect"] = statement.Forbids ? "Deny" : "Allow" };
            if (statement.Principal is { } principal)
                json["Principal"] = principal.DeepClone();
            json["Action"] = Texts(statement.Actions);
            if (!statement.Resources.IsEmpty)
                json["Resource"] = Texts(statement.Resources);
            if (statement.Condition is { } condition)
                json["Condition"] = condition.DeepClone();
            list.Add(json);
        }

        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = list }.ToJsonString();
    }

    /// <summary>The condition that some keys have these values.</summary>
    public static JsonObject Equal(params ReadOnlySpan<(string Key, string Value)> pairs)
    {
        var keys = new JsonObject();
        foreach (var (key, value) in pairs)
            keys[key] = value;
        return new JsonObject { ["StringEquals"] = keys };
    }

    /// <inheritdoc cref="Equal(ReadOnlySpan{ValueTuple{string, string}})"/>
    public static JsonObject Equal(string key, string value) => Equal((key, value));

    private static JsonArray Texts(ImmutableArray<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
