using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Decides what happens when an operation on a resource fails; called by the engine.</summary>
/// <param name="args">The resource and what failed.</param>
/// <param name="cancellationToken">Cancelled when the engine gives up.</param>
/// <returns>Whether the operation is tried again.</returns>
public delegate Task<bool> ErrorHookCallback(ErrorHookArgs args, CancellationToken cancellationToken = default);

/// <summary>A named function that resources can bind to their failures with <see cref="ResourceHookBinding.OnError"/>.</summary>
public class ErrorHook
{
    /// <summary>Makes a function known to the engine.</summary>
    /// <param name="name">The name, unique in the stack; the engine records it.</param>
    /// <param name="callback">What to run.</param>
    /// <exception cref="InvalidOperationException">There is no deployment to make it known to.</exception>
    public ErrorHook(string name, ErrorHookCallback callback)
    {
        Name = name;
        Callback = callback;
        Registered = Deployment.RequiredInstance.RegisterErrorHook(this);
    }

    /// <summary>Describes a hook that is made known in another way.</summary>
    /// <param name="name">The name, unique in the stack.</param>
    /// <param name="callback">What to run.</param>
    /// <param name="registered">Ends when the engine knows the hook; resources wait for it.</param>
    protected ErrorHook(string name, ErrorHookCallback callback, Task registered)
    {
        Name = name;
        Callback = callback;
        Registered = registered;
    }

    /// <summary>The name, unique in the stack.</summary>
    public string Name { get; }

    /// <summary>What runs.</summary>
    public ErrorHookCallback Callback { get; }

    internal Task Registered { get; }
}

/// <summary>The resource whose operation failed. What the operation does not have is null.</summary>
public class ErrorHookArgs
{
    /// <summary>Describes a failed operation.</summary>
    public ErrorHookArgs(
        string urn,
        string id,
        string name,
        string type,
        ImmutableDictionary<string, object?>? newInputs = null,
        ImmutableDictionary<string, object?>? oldInputs = null,
        ImmutableDictionary<string, object?>? oldOutputs = null,
        string failedOperation = "",
        IReadOnlyList<string>? errors = null)
    {
        Urn = urn;
        Id = id;
        Name = name;
        Type = type;
        NewInputs = newInputs;
        OldInputs = oldInputs;
        OldOutputs = oldOutputs;
        FailedOperation = failedOperation;
        Errors = errors ?? [];
    }

    /// <summary>The resource's URN.</summary>
    public string Urn { get; }

    /// <summary>The provider's id; empty before creation.</summary>
    public string Id { get; }

    /// <summary>The logical name.</summary>
    public string Name { get; }

    /// <summary>The type token.</summary>
    public string Type { get; }

    /// <summary>The inputs of the operation.</summary>
    public ImmutableDictionary<string, object?>? NewInputs { get; }

    /// <summary>The inputs before it.</summary>
    public ImmutableDictionary<string, object?>? OldInputs { get; }

    /// <summary>The state before it.</summary>
    public ImmutableDictionary<string, object?>? OldOutputs { get; }

    /// <summary>What failed: <c>create</c>, <c>update</c> or <c>delete</c>.</summary>
    public string FailedOperation { get; }

    /// <summary>The messages of this try and the ones before, newest first.</summary>
    public IReadOnlyList<string> Errors { get; }
}
