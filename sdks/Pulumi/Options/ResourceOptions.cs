namespace Pulumi;

/// <summary>What can be said about any resource beside its own arguments.</summary>
/// <remarks>
/// Options may be shared: each resource takes its own copy when it is constructed, so a later change affects only later resources.
/// </remarks>
public abstract class ResourceOptions
{
    private InputList<Resource>? _dependsOn;
    private InputList<Resource>? _replaceWith;
    private List<string>? _ignoreChanges;
    private List<string>? _replaceOnChanges;
    private List<string>? _hideDiffs;
    private List<ResourceTransformation>? _resourceTransformations;
    private List<ResourceTransform>? _resourceTransforms;
    private List<Input<Alias>>? _aliases;
    private ResourceHookBinding? _hooks;

    /// <summary>Starts with nothing said.</summary>
    protected ResourceOptions()
    {
    }

    /// <summary>The id of an existing object: the resource is read instead of registered. Only for custom resources.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>The resource that this one belongs to; the stack by default.</summary>
    public Resource? Parent { get; set; }

    /// <summary>Resources that must exist before this one, though no argument refers to them.</summary>
    public InputList<Resource> DependsOn
    {
        get => _dependsOn ??= new InputList<Resource>();
        set => _dependsOn = value;
    }

    /// <summary>Whether deletion and replacement are refused; inherited from an explicit parent when not set.</summary>
    public bool? Protect { get; set; }

    /// <summary>Property paths whose differences are ignored.</summary>
    public List<string> IgnoreChanges
    {
        get => _ignoreChanges ??= [];
        set => _ignoreChanges = value;
    }

    /// <summary>The version of the provider plugin to use.</summary>
    public string? Version { get; set; }

    /// <summary>The provider instance; by default that of the parent for this package, else the package's default provider.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>How long the provider may take.</summary>
    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>Functions that may change arguments and options of this resource and its children, in this process, as they are constructed.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => _resourceTransformations ??= [];
        set => _resourceTransformations = value;
    }

    /// <summary>Functions that may change arguments and options of this resource and its descendants, called by the engine.</summary>
    public List<ResourceTransform> ResourceTransforms
    {
        get => _resourceTransforms ??= [];
        set => _resourceTransforms = value;
    }

    /// <summary>Identities that the resource had before.</summary>
    public List<Input<Alias>> Aliases
    {
        get => _aliases ??= [];
        set => _aliases = value;
    }

    /// <summary>The URN of a resource already registered in this deployment: its state is fetched, nothing is registered.</summary>
    public string? Urn { get; set; }

    /// <summary>Property paths whose change replaces the resource.</summary>
    public List<string> ReplaceOnChanges
    {
        get => _replaceOnChanges ??= [];
        set => _replaceOnChanges = value;
    }

    /// <summary>Where the provider plugin is downloaded from, when not from its usual place.</summary>
    public string? PluginDownloadURL { get; set; }

    /// <summary>Whether the object stays when the resource is deleted.</summary>
    public bool? RetainOnDelete { get; set; }

    /// <summary>A resource whose deletion deletes this one too, so that no delete call is needed.</summary>
    public Resource? DeletedWith { get; set; }

    /// <summary>Resources whose replacement replaces this one too.</summary>
    public InputList<Resource> ReplaceWith
    {
        get => _replaceWith ??= new InputList<Resource>();
        set => _replaceWith = value;
    }

    /// <summary>A value whose change replaces the resource.</summary>
    public Input<object>? ReplacementTrigger { get; set; }

    /// <summary>Property paths whose differences are not displayed.</summary>
    public List<string> HideDiffs
    {
        get => _hideDiffs ??= [];
        set => _hideDiffs = value;
    }

    /// <summary>Functions that the engine calls around the operations on this resource.</summary>
    public ResourceHookBinding Hooks
    {
        get => _hooks ??= new ResourceHookBinding();
        set => _hooks = value;
    }

    // What was said, without creating the empty collection that a public getter promises: most resources say nothing.
    internal InputList<Resource>? SaidDependsOn => _dependsOn;

    internal InputList<Resource>? SaidReplaceWith => _replaceWith;

    internal IReadOnlyList<string> SaidIgnoreChanges => _ignoreChanges ?? NoStrings;

    internal IReadOnlyList<string> SaidReplaceOnChanges => _replaceOnChanges ?? NoStrings;

    internal IReadOnlyList<string> SaidHideDiffs => _hideDiffs ?? NoStrings;

    internal IReadOnlyList<ResourceTransformation> SaidTransformations => (IReadOnlyList<ResourceTransformation>?)_resourceTransformations ?? [];

    internal IReadOnlyList<ResourceTransform> SaidTransforms => (IReadOnlyList<ResourceTransform>?)_resourceTransforms ?? [];

    internal IReadOnlyList<Input<Alias>> SaidAliases => (IReadOnlyList<Input<Alias>>?)_aliases ?? [];

    internal ResourceHookBinding? SaidHooks => _hooks;

    private protected static IReadOnlyList<string> NoStrings => [];

    /// <summary>A copy that shares no collection with this one.</summary>
    internal ResourceOptions Clone()
    {
        var copy = (ResourceOptions)MemberwiseClone();
        copy.UnshareCollections();
        return copy;
    }

    private protected virtual void UnshareCollections()
    {
        _dependsOn = _dependsOn?.Concat(new InputList<Resource>());
        _replaceWith = _replaceWith?.Concat(new InputList<Resource>());
        _ignoreChanges = Copy(_ignoreChanges);
        _replaceOnChanges = Copy(_replaceOnChanges);
        _hideDiffs = Copy(_hideDiffs);
        _resourceTransformations = Copy(_resourceTransformations);
        _resourceTransforms = Copy(_resourceTransforms);
        _aliases = Copy(_aliases);
        _hooks = _hooks?.Clone();
    }

    /// <summary>Adds what another says: its single values win, its lists come after ours.</summary>
    private protected void Absorb(ResourceOptions other)
    {
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        Protect = other.Protect ?? Protect;
        Version = other.Version ?? Version;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts ?? CustomTimeouts;
        Urn = other.Urn ?? Urn;
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
        ReplacementTrigger = other.ReplacementTrigger ?? ReplacementTrigger;
        _dependsOn = Join(_dependsOn, other._dependsOn);
        _replaceWith = Join(_replaceWith, other._replaceWith);
        _ignoreChanges = Join(_ignoreChanges, other._ignoreChanges);
        _replaceOnChanges = Join(_replaceOnChanges, other._replaceOnChanges);
        _hideDiffs = Join(_hideDiffs, other._hideDiffs);
        _resourceTransformations = Join(_resourceTransformations, other._resourceTransformations);
        _resourceTransforms = Join(_resourceTransforms, other._resourceTransforms);
        _aliases = Join(_aliases, other._aliases);
        _hooks = _hooks is not null && other._hooks is not null ? _hooks.Concat(other._hooks) : _hooks ?? other._hooks?.Clone();
    }

    private protected static List<T>? Copy<T>(List<T>? list) => list is { Count: > 0 } ? [.. list] : null;

    private protected static List<T>? Join<T>(List<T>? first, List<T>? second) =>
        second is not { Count: > 0 } ? first : first is not { Count: > 0 } ? [.. second] : [.. first, .. second];

    private static InputList<Resource>? Join(InputList<Resource>? first, InputList<Resource>? second) =>
        second is null ? first : (first ?? new InputList<Resource>()).Concat(second);
}
