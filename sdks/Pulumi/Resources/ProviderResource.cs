using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A configured instance of a provider, which resources can name in their options.</summary>
public class ProviderResource : CustomResource
{
    private const string TypePrefix = "pulumi:providers:";

    /// <summary>Declares a provider instance.</summary>
    /// <param name="package">The package that it provides, for example <c>kubernetes</c>.</param>
    /// <param name="name">The logical name.</param>
    /// <param name="args">The provider's configuration.</param>
    /// <param name="options">Everything else; null for the defaults.</param>
    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : this(package, name, args, options, registerPackageRequest: null)
    {
    }

    /// <summary>Declares an instance of a provider whose package must be made known first.</summary>
    /// <param name="package">The package that it provides.</param>
    /// <param name="name">The logical name.</param>
    /// <param name="args">The provider's configuration.</param>
    /// <param name="options">Everything else; null for the defaults.</param>
    /// <param name="registerPackageRequest">The package.</param>
    public ProviderResource(
        string package,
        string name,
        ResourceArgs args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null)
        : base(TypePrefix + package, name, args, options, registerPackageRequest)
    {
        Package = package;
    }

    private ProviderResource(string urn, string id)
        : base(urn)
    {
        // urn:pulumi:<stack>::<project>::<parents$>pulumi:providers:<package>::<name>
        Package = new Urn(urn).Type[TypePrefix.Length..];
        Id = new Output<string>(OutputData.Create(id, id != UnknownId, isSecret: false, ImmutableHashSet.Create<Resource>(this)));
    }

    /// <summary>The package that it provides.</summary>
    internal string Package { get; }

    // What a reference says for the id of a provider that is not created yet.
    private static string UnknownId => Signatures.Unknown;

    /// <summary>How requests name a provider: its URN and its id.</summary>
    internal async Task<string> ReferenceAsync()
    {
        var urn = (await Urn.DataTask).Value;
        var id = await Id.DataTask;
        return $"{urn}::{(id.IsKnown && id.Value.Length > 0 ? id.Value : UnknownId)}";
    }

    /// <summary>The provider that a reference names; the program need not have constructed it.</summary>
    internal static ProviderResource FromReference(string reference)
    {
        var end = reference.LastIndexOf("::", StringComparison.Ordinal);
        return end < 0
            ? throw new FormatException($"'{reference}' is not a provider reference, which has the form <urn>::<id>.")
            : new ProviderResource(reference[..end], reference[(end + 2)..]);
    }
}
