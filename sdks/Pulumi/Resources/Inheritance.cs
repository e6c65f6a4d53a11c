using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What a resource is constructed with, once its transformations have run and its parent has passed on what children inherit.</summary>
/// <param name="Parent">The given parent, else the stack.</param>
/// <param name="Args">The arguments to register.</param>
/// <param name="Options">The resource's own copy of its options; the parent in them is set only if the program set it.</param>
/// <param name="Transformations">Those of the resource, then those that it inherited.</param>
/// <param name="Providers">The providers that its children use, by package.</param>
internal readonly record struct Inheritance(
    Resource? Parent,
    ResourceArgs Args,
    ResourceOptions Options,
    ImmutableList<ResourceTransformation> Transformations,
    ImmutableDictionary<string, ProviderResource> Providers)
{
    public static Inheritance Resolve(Resource resource, Resource? stack, ResourceArgs args, ResourceOptions options)
    {
        var parent = options.Parent ?? stack;
        var transformations = (parent?.Transformations ?? []).InsertRange(0, options.SaidTransformations);
        foreach (var transform in transformations)
        {
            if (transform(new ResourceTransformationArgs(resource, args, options)) is { } changed)
            {
                if (changed.Options.Parent != options.Parent)
                {
                    throw new InvalidOperationException(
                        $"A transformation of '{resource.GetResourceName()}' ({resource.GetResourceType()}) changed its parent; transformations may change anything but the parent.");
                }
                args = changed.Args;
                options = changed.Options;
            }
        }

        options = options.Clone();
        options.Protect ??= options.Parent?.IsProtected;
        var providers = options.Parent?.Providers ?? ImmutableDictionary<string, ProviderResource>.Empty;
        providers = options is ComponentResourceOptions component
            ? providers.SetItems(ProvidersOf(component, resource).Select(provider => KeyValuePair.Create(provider.Package, provider)))
            : WithOwnProvider(providers, resource, options);
        return new Inheritance(parent, args, options, transformations, providers);
    }

    private static ImmutableDictionary<string, ProviderResource> WithOwnProvider(
        ImmutableDictionary<string, ProviderResource> providers,
        Resource resource,
        ResourceOptions options)
    {
        if (options.Provider is null)
        {
            options.Provider = providers.IsEmpty ? null : options.Parent!.ProviderFor(resource.GetResourceType());
            return providers;
        }
        return providers.SetItem(Resource.PackageOf(resource.GetResourceType()), options.Provider);
    }

    private static IEnumerable<ProviderResource> ProvidersOf(ComponentResourceOptions options, Resource resource)
    {
        if (options.Provider is null)
        {
            return options.SaidProviders;
        }
        return options.SaidProviders.Count == 0
            ? [options.Provider]
            : throw new ResourceException(
                $"Component '{resource.GetResourceName()}' has both the option '{nameof(options.Provider)}' and the option '{nameof(options.Providers)}'; set only one of them.",
                options.Parent);
    }
}
