using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

/// <summary>What a resource says of itself in any request, once everything that it waits for is there.</summary>
/// <param name="Object">Its properties.</param>
/// <param name="Parent">The URN of its parent; empty for the stack.</param>
/// <param name="Provider">The reference to its provider; empty for the default one.</param>
/// <param name="Dependencies">The URNs of all that it depends on.</param>
/// <param name="PropertyDependencies">For each property, the URNs of what it came from.</param>
internal readonly record struct PreparedInputs(
    Struct Object,
    string Parent,
    string Provider,
    IReadOnlyList<string> Dependencies,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> PropertyDependencies)
{
    public static async ValueTask<PreparedInputs> PrepareAsync(ResourceRequest request, Features features, bool disableReferences)
    {
        // Read before anything is waited for: the program may change its arguments after the constructor has returned.
        var arguments = WithoutIdentity(request.Args.ToDictionary());
        var dependsOn = request.Options.SaidDependsOn?.ToOutput();

        var resource = request.Resource;
        var keepReferences = !disableReferences && await features.SupportsAsync(Features.ResourceReferences);
        var keepOutputs = resource.IsRemote && await features.SupportsAsync(Features.OutputValues);
        var serialized = await PropertySerializer.SerializeAsync(
            request.Label,
            arguments,
            new SerializationOptions(keepReferences, keepOutputs, ExcludeResourceReferencesFromDependencies: resource.IsRemote && keepReferences));

        var parent = resource.Parent is null ? "" : (await resource.Parent.Urn.Data).Value;
        var provider = request.IsCustom || resource.IsRemote ? await ReferenceAsync(request) : "";

        var dependencies = new OrderedSet();
        if (dependsOn is not null)
        {
            dependencies.Add(await ExplicitAsync(dependsOn, resource));
        }
        var byProperty = new KeyValuePair<string, IReadOnlyList<string>>[serialized.PropertyDependencies.Count];
        var next = 0;
        foreach (var (property, sources) in serialized.PropertyDependencies)
        {
            IReadOnlyList<string> urns = sources.Count == 0 ? [] : await DependencyExpansion.UrnsAsync(sources, resource);
            byProperty[next++] = KeyValuePair.Create(property, urns);
            dependencies.Add(urns);
        }
        return new PreparedInputs(serialized.Object, parent, provider, dependencies.Items, byProperty);
    }

    private static async ValueTask<IReadOnlyList<string>> ExplicitAsync(Output<ImmutableArray<Resource>> dependsOn, Resource dependent)
    {
        var resources = (await dependsOn.Data).Value;
        return resources.IsDefaultOrEmpty ? [] : await DependencyExpansion.UrnsAsync(resources, dependent);
    }

    // A remote component's own provider is the one that constructs it: the one it would hand to children of its package.
    private static async ValueTask<string> ReferenceAsync(ResourceRequest request)
    {
        var provider = request.Options.Provider ?? (request.Resource.IsRemote ? request.Resource.ProviderFor(request.Type) : null);
        return provider is null ? "" : await provider.ReferenceAsync();
    }

    // The engine gives a resource its id and URN; arguments of these names only describe what is being read.
    private static IReadOnlyDictionary<string, object?> WithoutIdentity(IReadOnlyDictionary<string, object?> arguments) =>
        arguments.ContainsKey("id") || arguments.ContainsKey("urn")
            ? arguments.Where(pair => pair.Key is not "id" and not "urn").ToDictionary(StringComparer.Ordinal)
            : arguments;
}
