using Infra.Engine.Planning;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Rendering;

/// <summary>Finds the cluster of an object: what its provider says of itself.</summary>
/// <remarks>The provider's <c>clusterIdentifier</c>, else its <c>context</c>, else its logical name; <c>default</c> for the default provider.</remarks>
internal sealed class Clusters
{
    private const string Default = "default";

    private readonly Dictionary<string, string> _byProvider = new(StringComparer.Ordinal);

    public Clusters(IEnumerable<ResourceState> resources)
    {
        foreach (var provider in resources.Where(resource => Urn.IsProviderType(resource.Type) && !resource.IsPendingDelete))
            _byProvider[provider.Urn] = NameOf(provider);
    }

    /// <summary>The cluster's name.</summary>
    public string Of(ResourceState resource)
    {
        var end = resource.Provider.LastIndexOf("::", StringComparison.Ordinal);
        if (end < 0)
            return Default;

        var urn = resource.Provider[..end];
        return _byProvider.TryGetValue(urn, out var cluster) ? cluster : Default;
    }

    private static string NameOf(ResourceState provider)
    {
        if (Text(provider, "clusterIdentifier") is { } identifier)
            return identifier;
        if (Text(provider, "context") is { } context)
            return context;

        var name = Urn.NameOf(provider.Urn);
        return name == Default || name.StartsWith(Default + "_", StringComparison.Ordinal) ? Default : name;
    }

    private static string? Text(ResourceState provider, string input) =>
        provider.Inputs[input] is StringValue { Value: { Length: > 0 } text } ? text : null;
}
