using System.Collections.Frozen;

namespace Infra.Engine.Behaviors;

/// <summary>Which of Amazon's resources cannot stand beside their successor, because both would be the same to the cloud.</summary>
/// <remarks>
/// The provider names what the program leaves unnamed, differently each time; a name that the program gives stays, and then the old resource goes
/// first. A role has a policy or has it not: to delete an attachment after its equal was made would take the policy away.
/// </remarks>
internal static class AwsNames
{
    private const string Attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

    /// <summary>The property that the provider fills in with a name of its own.</summary>
    public static FrozenDictionary<string, string> OfType { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["aws:cloudfront/originAccessControl:OriginAccessControl"] = "name",
        ["aws:cloudwatch/logGroup:LogGroup"] = "name",
        ["aws:ec2/launchTemplate:LaunchTemplate"] = "name",
        ["aws:ec2/securityGroup:SecurityGroup"] = "name",
        ["aws:eks/cluster:Cluster"] = "name",
        ["aws:eks/nodeGroup:NodeGroup"] = "nodeGroupName",
        ["aws:iam/instanceProfile:InstanceProfile"] = "name",
        ["aws:iam/policy:Policy"] = "name",
        ["aws:iam/role:Role"] = "name",
        ["aws:iam/rolePolicy:RolePolicy"] = "name",
        ["aws:iam/userPolicy:UserPolicy"] = "name",
        ["aws:kms/alias:Alias"] = "name",
        ["aws:s3/bucket:Bucket"] = "bucket",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether the old resource must go before the new one can be made.</summary>
    public static bool AreHeld(ResourceRequest request) =>
        request.Type == Attachment
        || (OfType.TryGetValue(request.Type, out var name) && request.Inputs[name] is { } wanted && wanted.Equals(request.Old?.Inputs[name]));
}
