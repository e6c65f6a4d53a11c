using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A resource whose life a provider manages.</summary>
public class CustomResource : Resource
{
    /// <summary>Declares a resource.</summary>
    /// <param name="type">The type token, for example <c>kubernetes:core/v1:Namespace</c>.</param>
    /// <param name="name">The logical name, unique among resources of this type under the same parent.</param>
    /// <param name="args">The arguments; null for none.</param>
    /// <param name="options">Everything else; null for the defaults.</param>
#pragma warning disable RS0027, S3427 // the pair of constructors is the published surface
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : this(type, name, args, options, registerPackageRequest: null)
    {
    }

    /// <summary>Declares a resource of a package that must be made known first.</summary>
    /// <param name="type">The type token.</param>
    /// <param name="name">The logical name, unique among resources of this type under the same parent.</param>
    /// <param name="args">The arguments; null for none.</param>
    /// <param name="options">Everything else; null for the defaults.</param>
    /// <param name="registerPackageRequest">The package that the type comes from.</param>
    public CustomResource(
        string type,
        string name,
        ResourceArgs? args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null)
        : base(type, name, args ?? ResourceArgs.Empty, options ?? new CustomResourceOptions(), remote: false, registerPackageRequest)
    {
    }
#pragma warning restore RS0027, S3427

    private protected CustomResource(string urn)
        : base(urn)
    {
        Id = new Output<string>(OutputData.Create("", isKnown: false, isSecret: false, ImmutableHashSet.Create<Resource>(this)));
    }

    /// <summary>The provider's id of the object; unknown until it is created.</summary>
    [Output("id")]
    public Output<string> Id { get; private protected set; } = null!;
}
