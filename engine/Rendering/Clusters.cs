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
        if (_byProvider.TryGetValue(urn, out var cluster))
            return cluster;

        // What is recorded elsewhere may lack the provider; its name says which one it is.
        return _byProvider[urn] = Urn.IsValid(urn) ? LogicalName(urn) : Default;
    }

    // What is secret or not known yet names no folder.
    private static string NameOf(ResourceState provider)
    {
        var name = LogicalName(provider.Urn);
        if (name == Default)
            return name;
        if (Text(provider, "clusterIdentifier") is { } identifier)
            return identifier;
        if (Text(provider, "context") is { } context)
            return context;

        return name;
    }

    private static string LogicalName(string urn)
    {
        var name = Urn.NameOf(urn);
        return name == Default || name.StartsWith(Default + "_", StringComparison.Ordinal) ? Default : name;
    }

    private static string? Text(ResourceState provider, string input) =>
        provider.Inputs[input] is StringValue { Value: { Length: > 0 } text } ? text : null;
}
