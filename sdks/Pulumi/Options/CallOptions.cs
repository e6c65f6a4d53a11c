namespace Pulumi;

/// <summary>How a method of a remote component is called.</summary>
public class CallOptions
{
    /// <summary>The resource whose providers are used when <see cref="Provider"/> is not set.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The provider instance; by default that of the component, else of the parent, for this package.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>The version of the provider plugin to use.</summary>
    public string? Version { get; set; }

    /// <summary>Where the provider plugin is downloaded from, when not from its usual place.</summary>
    public string? PluginDownloadURL { get; set; }
}
