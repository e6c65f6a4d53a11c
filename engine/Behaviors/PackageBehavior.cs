using System.Security.Cryptography;
using System.Text;
using Infra.Engine.Planning;
using Infra.Engine.Values;

namespace Infra.Engine.Behaviors;

/// <summary>What all packages have in common: their providers, and resources that nothing is known of but what the program says.</summary>
public abstract class PackageBehavior : IResourceBehavior
{
    /// <inheritdoc />
    public abstract string Package { get; }

    /// <inheritdoc />
    public PropertyMap Check(ResourceRequest request) => Urn.IsProviderType(request.Type) ? request.Inputs : CheckResource(request);

    /// <inheritdoc />
    public bool ForcesReplacement(ResourceRequest request, PropertyPath path) =>
        Urn.IsProviderType(request.Type) ? ReplacesProvider(request, path) : ReplacesResource(request, path);

    /// <inheritdoc />
    public bool DeletesBeforeReplacing(ResourceRequest request) => !Urn.IsProviderType(request.Type) && IsSameThing(request);

    /// <inheritdoc />
    public ResourceOutcome Plan(ResourceRequest request) => Urn.IsProviderType(request.Type) ? PlanProvider(request) : PlanResource(request);

    /// <inheritdoc />
    public virtual ResourceOutcome Read(ResourceRequest request, string id) => new(id, request.Inputs, IsMade: true);

    /// <summary>Fills in defaults of a resource that is no provider.</summary>
    protected virtual PropertyMap CheckResource(ResourceRequest request) => request.Inputs;

    /// <summary>Whether a change of the provider's configuration makes another provider of it, so that all that it made is replaced.</summary>
    protected virtual bool ReplacesProvider(ResourceRequest request, PropertyPath path) => false;

    /// <summary>Whether a change of a resource that is no provider replaces it.</summary>
    protected virtual bool ReplacesResource(ResourceRequest request, PropertyPath path) => false;

    /// <summary>Whether the resource and its successor are one thing in the real world, so that both cannot be there at once.</summary>
    protected virtual bool IsSameThing(ResourceRequest request) => false;

    /// <summary>The id and outputs of a resource that is no provider: what the program says is known, the rest only a cloud can tell.</summary>
    protected virtual ResourceOutcome PlanResource(ResourceRequest request) => new(null, request.Inputs, IsMade: false);

    // A provider is nothing but its configuration, so the engine makes it even while some of that is unknown. Its id is made of its
    // identity, so that the same program always gives the same references.
    private static ResourceOutcome PlanProvider(ResourceRequest request)
    {
        var id = request.Old is { Id.Length: > 0 } old ? old.Id : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(request.Urn)).AsSpan(0, 16)).ToString();
        return new ResourceOutcome(id, request.Inputs, IsMade: true);
    }
}
