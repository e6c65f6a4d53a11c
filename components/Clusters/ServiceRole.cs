using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Iam;

namespace Infra.Components.Clusters;

/// <summary>A role of IAM that a service of AWS takes, with policies that AWS keeps and perhaps one of its own.</summary>
internal sealed class ServiceRole : ComponentResource
{
    /// <summary>The role's ARN.</summary>
    public Output<string> Arn { get; }

    /// <summary>What makes the role able. Who uses the role depends on it, so that it can still clean up when it goes.</summary>
    public ImmutableArray<Resource> Policies { get; }

    public ServiceRole(string name, ServiceRoleArgs args, ComponentResourceOptions? options = null)
        : base("infra:clusters:ServiceRole", name, options)
    {
        var aws = new CustomResourceOptions { Parent = this, Provider = args.Aws };
        var role = new Role(name, new RoleArgs { AssumeRolePolicy = AwsIdentity.Trust(args.Service), Description = args.Description, Tags = args.Tags.Of(name) }, aws);
        Arn = role.Arn;
        Policies =
        [
            .. args.Policies.Select(policy => new RolePolicyAttachment(
                $"{name}-{policy[(policy.LastIndexOf('/') + 1)..]}",
                new RolePolicyAttachmentArgs { Role = role.Name, PolicyArn = AwsIdentity.ManagedPolicy(args.Region, policy) },
                aws)),
            .. args.Policy is { } policy ? [new RolePolicy(name, new RolePolicyArgs { Role = role.Name, Policy = policy }, aws)] : Array.Empty<Resource>(),
        ];
        RegisterOutputs(new Dictionary<string, object?> { ["arn"] = Arn });
    }
}

/// <summary>What <see cref="ServiceRole"/> needs to know.</summary>
internal sealed record ServiceRoleArgs
{
    /// <summary>The service that takes the role.</summary>
    public required string Service { get; init; }

    /// <summary>What the role is for.</summary>
    public required string Description { get; init; }

    /// <summary>The policies' names, with their path.</summary>
    public required ImmutableArray<string> Policies { get; init; }

    /// <summary>What the role may do beyond them, as JSON.</summary>
    /// <value>Null: nothing.</value>
    public string? Policy { get; init; }

    /// <summary>The region, which tells the part of AWS that the policies are in.</summary>
    public required string Region { get; init; }

    /// <summary>Talks to AWS.</summary>
    public required Pulumi.Aws.Provider Aws { get; init; }

    /// <summary>The tags.</summary>
    public required AwsTags Tags { get; init; }
}
