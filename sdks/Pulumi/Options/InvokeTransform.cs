using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Changes the call of a provider function before the engine makes it; called by the engine.</summary>
/// <param name="args">The function, its arguments and options.</param>
/// <param name="cancellationToken">Cancelled when the engine gives up.</param>
/// <returns>The arguments and options to use, or null to change nothing.</returns>
public delegate Task<InvokeTransformResult?> InvokeTransform(InvokeTransformArgs args, CancellationToken cancellationToken = default);

/// <summary>What an <see cref="InvokeTransform"/> gets to see.</summary>
public readonly struct InvokeTransformArgs
{
    /// <summary>Describes a call that is about to be made.</summary>
    public InvokeTransformArgs(string token, ImmutableDictionary<string, object?> args, InvokeOptions options)
    {
        Token = token;
        Args = args;
        Options = options;
    }

    /// <summary>The function's token.</summary>
    public string Token { get; }

    /// <summary>Its arguments by wire name.</summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>Its options.</summary>
    public InvokeOptions Options { get; }
}

/// <summary>What an <see cref="InvokeTransform"/> wants instead.</summary>
public readonly struct InvokeTransformResult
{
    /// <summary>States the arguments and options to use.</summary>
    public InvokeTransformResult(ImmutableDictionary<string, object?> args, InvokeOptions options)
    {
        Args = args;
        Options = options;
    }

    /// <summary>The arguments to use, by wire name.</summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>The options to use.</summary>
    public InvokeOptions Options { get; }
}
