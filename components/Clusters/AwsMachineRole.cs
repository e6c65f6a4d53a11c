using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Iam;

namespace Infra.Components.Clusters;

/// <summary>A role of IAM that machines have from their start, under a name that says for which.</summary>
internal sealed class AwsMachineRole : ComponentResource
{
    /// <summary>What makes the role able. Machines depend on it.</summary>
    public ImmutableArray<Resource> Ready { get; }

    public AwsMachineRole(string name, AwsMachineRoleArgs args, ComponentResourceOptions? options = null)
        : base("infra:clusters:AwsMachineRole", name, options)
    {
        var aws = new CustomResourceOptions { Parent = this, Provider = args.Aws };
        var role = new Role(
            name,
            new RoleArgs
            {
                Name = args.RoleName,
                AssumeRolePolicy = AwsIdentity.Trust(AwsIdentity.Machines),
                Description = args.Description,
                Tags = args.Tags.Of(name),
            },
            aws);
        Ready =
        [
            new RolePolicy(name, new RolePolicyArgs { Role = role.Name, Policy = args.Policy }, aws),
            .. args.Policies.Select(policy => new RolePolicyAttachment(
                $"{name}-{policy[(policy.LastIndexOf('/') + 1)..]}",
                new RolePolicyAttachmentArgs { Role = role.Name, PolicyArn = AwsIdentity.ManagedPolicy(args.Region, policy) },
                aws)),
            new InstanceProfile(name, new InstanceProfileArgs { Name = args.RoleName, Role = role.Name, Tags = args.Tags.Of(name) }, aws),
        ];
        RegisterOutputs(new Dictionary<string, object?> { ["arn"] = role.Arn });
    }
}

/// <summary>What <see cref="AwsMachineRole"/> needs to know.</summary>
internal sealed record AwsMachineRoleArgs
{
    /// <summary>The name of the role and of the profile by which machines have it.</summary>
    public required string RoleName { get; init; }

    /// <summary>What the role is for.</summary>
    public required string Description { get; init; }

    /// <summary>What it may do, as JSON.</summary>
    public required string Policy { get; init; }

    /// <summary>The policies that AWS keeps and it has too, by name with their path.</summary>
    public required ImmutableArray<string> Policies { get; init; }

    /// <summary>The region, which tells the part of AWS that the policies are in.</summary>
    public required string Region { get; init; }

    /// <summary>Talks to AWS.</summary>
    public required Pulumi.Aws.Provider Aws { get; init; }

    /// <summary>The tags.</summary>
    public required AwsTags Tags { get; init; }
}
