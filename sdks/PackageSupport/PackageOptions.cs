using System.Reflection;

namespace Pulumi;

/// <summary>The options that a package adds to those of a program, which win where both state a value.</summary>
internal static class PackageOptions
{
    /// <summary>The provider's version, which is that of the assembly.</summary>
    internal static string Version { get; } =
        typeof(PackageOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>A copy of the options, with the provider's version; <paramref name="id"/> makes the resource one that is read.</summary>
    internal static CustomResourceOptions Merge(CustomResourceOptions? options, Input<string>? id = null) =>
        Merge(new CustomResourceOptions(), options, id);

    /// <summary>As above, on top of the options that belong to the resource type. Lists are joined, the type's own first.</summary>
    internal static CustomResourceOptions Merge(CustomResourceOptions own, CustomResourceOptions? options, Input<string>? id = null)
    {
        own.Version = Version;
        var merged = CustomResourceOptions.Merge(own, options);
        merged.Id = id ?? merged.Id;
        return merged;
    }

    /// <summary>A copy of a component's options, with the provider's version.</summary>
    internal static ComponentResourceOptions Merge(ComponentResourceOptions? options) =>
        ComponentResourceOptions.Merge(new ComponentResourceOptions { Version = Version }, options);

    /// <summary>A copy of the options of a function, with the provider's version unless they state one.</summary>
    internal static InvokeOptions Merge(InvokeOptions? options) => new()
    {
        Parent = options?.Parent,
        Provider = options?.Provider,
        PluginDownloadURL = options?.PluginDownloadURL,
        Version = options?.Version ?? Version,
    };

    /// <summary>As above, with what the function's result depends on.</summary>
    internal static InvokeOutputOptions Merge(InvokeOutputOptions options) => new()
    {
        Parent = options.Parent,
        Provider = options.Provider,
        PluginDownloadURL = options.PluginDownloadURL,
        Version = options.Version ?? Version,
        DependsOn = options.DependsOn,
    };
}
