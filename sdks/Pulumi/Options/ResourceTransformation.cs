namespace Pulumi;

/// <summary>Changes a resource that is being constructed, in this process.</summary>
/// <param name="args">The resource, its arguments and its options.</param>
/// <returns>The arguments and options to use, or null to change nothing. The parent may not be changed.</returns>
public delegate ResourceTransformationResult? ResourceTransformation(ResourceTransformationArgs args);

/// <summary>What a <see cref="ResourceTransformation"/> gets to see.</summary>
public readonly struct ResourceTransformationArgs
{
    /// <summary>Describes a resource that is being constructed.</summary>
    public ResourceTransformationArgs(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        Resource = resource;
        Args = args;
        Options = options;
    }

    /// <summary>The resource; its outputs are not known yet.</summary>
    public Resource Resource { get; }

    /// <summary>Its arguments.</summary>
    public ResourceArgs Args { get; }

    /// <summary>Its options.</summary>
    public ResourceOptions Options { get; }
}

/// <summary>What a <see cref="ResourceTransformation"/> wants instead.</summary>
public readonly struct ResourceTransformationResult
{
    /// <summary>States the arguments and options to use.</summary>
    public ResourceTransformationResult(ResourceArgs args, ResourceOptions options)
    {
        Args = args;
        Options = options;
    }

    /// <summary>The arguments to use.</summary>
    public ResourceArgs Args { get; }

    /// <summary>The options to use.</summary>
    public ResourceOptions Options { get; }
}
