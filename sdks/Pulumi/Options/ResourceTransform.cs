using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Changes a resource before the engine sees it; called by the engine, so that it reaches resources of remote components too.</summary>
/// <param name="args">The resource's properties and options.</param>
/// <param name="cancellationToken">Cancelled when the engine gives up.</param>
/// <returns>The properties and options to use, or null to change nothing.</returns>
public delegate Task<ResourceTransformResult?> ResourceTransform(ResourceTransformArgs args, CancellationToken cancellationToken = default);

/// <summary>What a <see cref="ResourceTransform"/> gets to see.</summary>
public readonly struct ResourceTransformArgs
{
    /// <summary>Describes a resource that is about to be registered.</summary>
    public ResourceTransformArgs(string name, string type, bool custom, ImmutableDictionary<string, object?> args, ResourceOptions options)
    {
        Name = name;
        Type = type;
        Custom = custom;
        Args = args;
        Options = options;
    }

    /// <summary>The logical name.</summary>
    public string Name { get; }

    /// <summary>The type token.</summary>
    public string Type { get; }

    /// <summary>Whether a provider manages it; false for components.</summary>
    public bool Custom { get; }

    /// <summary>Its properties by wire name; a value that is unknown, secret or depends on resources is an <see cref="Output{T}"/>.</summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>Its options: <see cref="CustomResourceOptions"/> or <see cref="ComponentResourceOptions"/>.</summary>
    public ResourceOptions Options { get; }
}

/// <summary>What a <see cref="ResourceTransform"/> wants instead.</summary>
public readonly struct ResourceTransformResult
{
    /// <summary>States the properties and options to use.</summary>
    public ResourceTransformResult(ImmutableDictionary<string, object?> args, ResourceOptions options)
    {
        Args = args;
        Options = options;
    }

    /// <summary>The properties to use, by wire name.</summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>The options to use.</summary>
    public ResourceOptions Options { get; }
}
