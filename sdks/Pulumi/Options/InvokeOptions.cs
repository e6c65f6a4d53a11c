namespace Pulumi;

/// <summary>How a provider function is called.</summary>
public class InvokeOptions
{
    /// <summary>The resource whose providers are used when <see cref="Provider"/> is not set.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The provider instance; by default that of the parent for this package, else the package's default provider.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>The version of the provider plugin to use.</summary>
    public string? Version { get; set; }

    /// <summary>Where the provider plugin is downloaded from, when not from its usual place.</summary>
    public string? PluginDownloadURL { get; set; }
}

/// <summary>How a provider function is called when its result is an output.</summary>
public class InvokeOutputOptions : InvokeOptions
{
    private InputList<Resource>? _dependsOn;

    /// <summary>Resources that must exist before the call, though no argument refers to them.</summary>
    public InputList<Resource> DependsOn
    {
        get => _dependsOn ??= new InputList<Resource>();
        set => _dependsOn = value;
    }

    internal InputList<Resource>? SaidDependsOn => _dependsOn;
}
