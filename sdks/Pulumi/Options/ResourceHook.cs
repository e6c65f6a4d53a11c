using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Runs before or after an operation on a resource; called by the engine.</summary>
/// <param name="args">The resource and its state around the operation.</param>
/// <param name="cancellationToken">Cancelled when the engine gives up.</param>
/// <returns>A task whose failure fails the operation, for a hook that runs before it, or is a warning, for one that runs after.</returns>
public delegate Task ResourceHookCallback(ResourceHookArgs args, CancellationToken cancellationToken = default);

/// <summary>A named function that resources can bind to their operations with <see cref="ResourceOptions.Hooks"/>.</summary>
public class ResourceHook
{
    /// <summary>Makes a function known to the engine.</summary>
    /// <param name="name">The name, unique in the stack; the engine records it.</param>
    /// <param name="callback">What to run.</param>
    /// <param name="options">When to run it.</param>
    /// <exception cref="InvalidOperationException">There is no deployment to make it known to.</exception>
    public ResourceHook(string name, ResourceHookCallback callback, ResourceHookOptions? options = null)
    {
        Name = name;
        Callback = callback;
        Options = options ?? new ResourceHookOptions();
        Registered = Deployment.RequiredInstance.RegisterResourceHook(this);
    }

    /// <summary>Describes a hook that is made known in another way.</summary>
    /// <param name="name">The name, unique in the stack.</param>
    /// <param name="callback">What to run.</param>
    /// <param name="options">When to run it.</param>
    /// <param name="registered">Ends when the engine knows the hook; resources wait for it.</param>
    protected ResourceHook(string name, ResourceHookCallback callback, ResourceHookOptions options, Task registered)
    {
        Name = name;
        Callback = callback;
        Options = options;
        Registered = registered;
    }

    /// <summary>The name, unique in the stack.</summary>
    public string Name { get; }

    /// <summary>What runs.</summary>
    public ResourceHookCallback Callback { get; }

    /// <summary>When it runs.</summary>
    public ResourceHookOptions Options { get; }

    internal Task Registered { get; }
}

/// <summary>When a <see cref="ResourceHook"/> runs.</summary>
public class ResourceHookOptions
{
    /// <summary>Whether it runs in previews too; false by default.</summary>
    public bool? OnDryRun { get; set; }

    /// <summary>Whether the operation goes on when the hook fails; false by default.</summary>
    public bool? IgnoreErrors { get; set; }
}

/// <summary>The resource that a <see cref="ResourceHook"/> runs for. What an operation does not have (a new state when deleting) is null.</summary>
public class ResourceHookArgs
{
    /// <summary>Describes a resource around an operation.</summary>
    public ResourceHookArgs(
        string urn,
        string id,
        string name,
        string type,
        ImmutableDictionary<string, object?>? newInputs = null,
        ImmutableDictionary<string, object?>? oldInputs = null,
        ImmutableDictionary<string, object?>? newOutputs = null,
        ImmutableDictionary<string, object?>? oldOutputs = null)
    {
        Urn = urn;
        Id = id;
        Name = name;
        Type = type;
        NewInputs = newInputs;
        OldInputs = oldInputs;
        NewOutputs = newOutputs;
        OldOutputs = oldOutputs;
    }

    /// <summary>The resource's URN.</summary>
    public string Urn { get; }

    /// <summary>The provider's id; empty before creation and for components.</summary>
    public string Id { get; }

    /// <summary>The logical name.</summary>
    public string Name { get; }

    /// <summary>The type token.</summary>
    public string Type { get; }

    /// <summary>The inputs of the operation.</summary>
    public ImmutableDictionary<string, object?>? NewInputs { get; }

    /// <summary>The inputs before it.</summary>
    public ImmutableDictionary<string, object?>? OldInputs { get; }

    /// <summary>The state after it.</summary>
    public ImmutableDictionary<string, object?>? NewOutputs { get; }

    /// <summary>The state before it.</summary>
    public ImmutableDictionary<string, object?>? OldOutputs { get; }
}
