namespace Pulumi;

/// <summary>Which hooks run around which operation on a resource, in the order of each list.</summary>
public class ResourceHookBinding
{
    /// <summary>Run before creation.</summary>
    public List<ResourceHook> BeforeCreate { get; set; } = [];

    /// <summary>Run after creation.</summary>
    public List<ResourceHook> AfterCreate { get; set; } = [];

    /// <summary>Run before an update.</summary>
    public List<ResourceHook> BeforeUpdate { get; set; } = [];

    /// <summary>Run after an update.</summary>
    public List<ResourceHook> AfterUpdate { get; set; } = [];

    /// <summary>Run before deletion. The program must declare the hook though it no longer declares the resource.</summary>
    public List<ResourceHook> BeforeDelete { get; set; } = [];

    /// <summary>Run after deletion. The program must declare the hook though it no longer declares the resource.</summary>
    public List<ResourceHook> AfterDelete { get; set; } = [];

    /// <summary>Run when an operation fails.</summary>
    public List<ErrorHook> OnError { get; set; } = [];

    /// <summary>Whether nothing is bound.</summary>
    public bool IsEmpty => !ResourceHooks.Any() && OnError.Count == 0;

    internal IEnumerable<ResourceHook> ResourceHooks =>
        [.. BeforeCreate, .. AfterCreate, .. BeforeUpdate, .. AfterUpdate, .. BeforeDelete, .. AfterDelete];

    /// <summary>A binding with the same hooks that can be changed on its own.</summary>
    public ResourceHookBinding Clone() => Concat(new ResourceHookBinding());

    /// <summary>Both bindings in one, the hooks of the other after ours.</summary>
    public ResourceHookBinding Concat(ResourceHookBinding other) => new()
    {
        BeforeCreate = [.. BeforeCreate, .. other.BeforeCreate],
        AfterCreate = [.. AfterCreate, .. other.AfterCreate],
        BeforeUpdate = [.. BeforeUpdate, .. other.BeforeUpdate],
        AfterUpdate = [.. AfterUpdate, .. other.AfterUpdate],
        BeforeDelete = [.. BeforeDelete, .. other.BeforeDelete],
        AfterDelete = [.. AfterDelete, .. other.AfterDelete],
        OnError = [.. OnError, .. other.OnError],
    };
}
