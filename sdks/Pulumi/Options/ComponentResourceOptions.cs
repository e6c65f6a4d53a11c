namespace Pulumi;

/// <summary>What can be said about a component beside its arguments.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    private List<ProviderResource>? _providers;

    /// <summary>The providers that children use, one a package. Exclusive with <see cref="ResourceOptions.Provider"/>.</summary>
    public List<ProviderResource> Providers
    {
        get => _providers ??= [];
        set => _providers = value;
    }

    internal IReadOnlyList<ProviderResource> SaidProviders => (IReadOnlyList<ProviderResource>?)_providers ?? [];

    /// <summary>Both options in one: single values of the second win, lists are joined, and of two providers of one package the second's wins.</summary>
    /// <param name="options1">The weaker options; may be null.</param>
    /// <param name="options2">The stronger options; may be null.</param>
    /// <returns>New options; the given ones are not changed.</returns>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = (ComponentResourceOptions?)options1?.Clone() ?? new ComponentResourceOptions();
        if (options2 is null)
        {
            return merged;
        }

        var providers = PerPackage(options1, options2);
        merged.Absorb(options2);

        // A single provider stays the single one, unless it now stands beside others: the two ways exclude each other.
        if (providers.Count > 1 || merged.SaidProviders.Count > 0 || options2.SaidProviders.Count > 0)
        {
            merged.Provider = null;
            merged._providers = providers;
        }
        return merged;
    }

    private protected override void UnshareCollections()
    {
        base.UnshareCollections();
        _providers = Copy(_providers);
    }

    private static List<ProviderResource> PerPackage(params ComponentResourceOptions?[] weakToStrong)
    {
        var packages = new List<string>();
        var byPackage = new Dictionary<string, ProviderResource>(StringComparer.Ordinal);
        foreach (var provider in weakToStrong.OfType<ComponentResourceOptions>().SelectMany(Said))
        {
            if (!byPackage.ContainsKey(provider.Package))
            {
                packages.Add(provider.Package);
            }
            byPackage[provider.Package] = provider;
        }
        return packages.ConvertAll(package => byPackage[package]);

        static IEnumerable<ProviderResource> Said(ComponentResourceOptions options) =>
            options.Provider is null ? options.SaidProviders : options.SaidProviders.Append(options.Provider);
    }
}
