namespace Pulumi;

/// <summary>What applies to every resource of a stack.</summary>
public class StackOptions
{
    private List<ResourceTransformation>? _resourceTransformations;
    private List<ResourceTransform>? _resourceTransforms;

    /// <summary>Functions that may change arguments and options of every resource, in this process, as they are constructed.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => _resourceTransformations ??= [];
        set => _resourceTransformations = value;
    }

    /// <summary>Functions that may change arguments and options of every resource, called by the engine.</summary>
    public List<ResourceTransform> ResourceTransforms
    {
        get => _resourceTransforms ??= [];
        set => _resourceTransforms = value;
    }
}
