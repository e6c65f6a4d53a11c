using System.Text.Json.Nodes;
using Infra.Components.Clusters;
using Xunit;

namespace Infra.Components.Tests.Clusters;

/// <summary>What is allowed in AWS is no more than somebody needs.</summary>
public sealed class AwsClusterPoliciesTests
{
    public static TheoryData<string> Policies =>
    [
        AwsClusterPolicies.ControlPlane("prod-cloud", "eu-central-1"),
        AwsClusterPolicies.Worker("prod-cloud", "eu-central-1"),
        AwsClusterPolicies.ControlPlane("prod-cloud", "cn-northwest-1"),
    ];

    [Theory]
    [MemberData(nameof(Policies))]
    public void No_action_is_a_pattern_and_what_changes_something_is_about_something(string policy) => Assert.All(Statements(policy), statement =>
    {
        Assert.DoesNotContain(statement.Actions, action => action.Contains('*', StringComparison.Ordinal));
        if (statement.Resources.Contains("*"))
            Assert.All(statement.Actions, action => Assert.Contains(":Describe", action, StringComparison.Ordinal));
    });

    [Fact]
    public void A_worker_may_only_begin() => Assert.Equal(
        ["secretsmanager:DeleteSecret", "secretsmanager:GetSecretValue"],
        Statements(AwsClusterPolicies.Worker("prod-cloud", "eu-central-1")).SelectMany(statement => statement.Actions));

    [Fact]
    public void A_machine_reads_no_other_clusters_secrets() => Assert.All(
        new[] { AwsClusterPolicies.Worker("prod-cloud", "eu-central-1"), AwsClusterPolicies.ControlPlane("prod-cloud", "eu-central-1") },
        policy => Assert.Equal(
            "owned",
            Statements(policy).Single(statement => statement.Actions.Contains("secretsmanager:GetSecretValue")).Condition!["StringEquals"]!["aws:ResourceTag/kubernetes.io/cluster/prod-cloud"]!
                .GetValue<string>()));

    [Fact]
    public void Resources_are_in_the_part_of_AWS_that_the_region_is_in() => Assert.All(
        Statements(AwsClusterPolicies.ControlPlane("prod-cloud", "cn-northwest-1")).SelectMany(statement => statement.Resources).Where(resource => resource != "*"),
        resource => Assert.StartsWith("arn:aws-cn:", resource, StringComparison.Ordinal));

    [Fact]
    public void A_role_of_pods_trusts_one_account_of_one_cluster() => Assert.Equal(
        Tree.Json("""
        {
          "Version": "2012-10-17",
          "Statement": [ {
            "Effect": "Allow",
            "Principal": { "Federated": "arn:aws:iam::123456789012:oidc-provider/b.s3.eu-central-1.amazonaws.com" },
            "Action": [ "sts:AssumeRoleWithWebIdentity" ],
            "Condition": { "StringEquals": {
              "b.s3.eu-central-1.amazonaws.com:aud": "sts.amazonaws.com",
              "b.s3.eu-central-1.amazonaws.com:sub": "system:serviceaccount:shop:orders"
            } }
          } ]
        }
        """),
        Tree.Json(ServiceAccountIssuer.Trust("arn:aws:iam::123456789012:oidc-provider/b.s3.eu-central-1.amazonaws.com", "https://b.s3.eu-central-1.amazonaws.com", "shop", "orders")));

    private static IEnumerable<(List<string> Actions, List<string> Resources, JsonNode? Condition)> Statements(string policy) =>
        JsonNode.Parse(policy)!["Statement"]!.AsArray().Select(statement => (Texts(statement!["Action"]), Texts(statement["Resource"]), statement["Condition"]));

    private static List<string> Texts(JsonNode? list) => [.. list!.AsArray().Select(item => item!.GetValue<string>())];
}
