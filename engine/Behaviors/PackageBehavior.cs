using Infra.Engine.Planning;
using Infra.Engine.Values;

namespace Infra.Engine.Behaviors;

/// <summary>What all packages have in common: resources of which nothing is known but what the program says, and providers.</summary>
/// <remarks>Of a provider it only tells which changes make it another one; the planner does the rest, for it is nothing but its configuration.</remarks>
public abstract class PackageBehavior : IResourceBehavior
{
    /// <inheritdoc />
    public abstract string Package { get; }

    /// <inheritdoc />
    public virtual PropertyMap Check(ResourceRequest request) => request.Inputs;

    /// <inheritdoc />
    public bool ForcesReplacement(ResourceRequest request, PropertyPath path) =>
        Urn.IsProviderType(request.Type) ? ReplacesProvider(request, path) : ReplacesResource(request, path);

    /// <inheritdoc />
    public virtual bool DeletesBeforeReplacing(ResourceRequest request) => false;

    /// <inheritdoc />
    /// <remarks>What the program says is known; the rest only a cloud can tell.</remarks>
    public virtual ResourceOutcome Plan(ResourceRequest request) => new(null, request.Inputs, IsMade: false);

    /// <inheritdoc />
    public virtual ResourceOutcome Read(ResourceRequest request, string id) => new(id, request.Inputs, IsMade: true);

    /// <summary>Whether a change of the provider's configuration makes another provider of it, so that all that it made is replaced.</summary>
    protected virtual bool ReplacesProvider(ResourceRequest request, PropertyPath path) => false;

    /// <summary>Whether a change of a resource that is no provider replaces it.</summary>
    protected virtual bool ReplacesResource(ResourceRequest request, PropertyPath path) => false;
}
