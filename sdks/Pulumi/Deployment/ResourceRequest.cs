namespace Pulumi;

/// <summary>A resource that has been constructed and that the engine does not know yet.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Outputs">What waits for the engine's answer.</param>
/// <param name="Args">Its arguments, after transformations.</param>
/// <param name="Options">Its options, after transformations and inheritance.</param>
/// <param name="Package">The package that its type comes from, if that must be made known.</param>
internal readonly record struct ResourceRequest(
    Resource Resource,
    ResourceOutputs Outputs,
    ResourceArgs Args,
    ResourceOptions Options,
    RegisterPackageRequest? Package)
{
    public string Type => Resource.GetResourceType();

    public string Name => Resource.GetResourceName();

    public string Label => $"{Type} '{Name}'";

    public bool IsCustom => Resource is CustomResource;
}
