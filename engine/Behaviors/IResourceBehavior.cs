using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Behaviors;

/// <summary>What the engine knows about the resources of one package: the part of a provider that needs no cloud.</summary>
/// <remarks>Pure: the same request gives the same answer, and nothing outside the process is asked or changed.</remarks>
public interface IResourceBehavior
{
    /// <summary>The package that it speaks for, such as <c>kubernetes</c>; <c>*</c> for every package that nobody else knows.</summary>
    string Package { get; }

    /// <summary>Fills in defaults and generated names; the result is what is compared with the old inputs and recorded.</summary>
    /// <exception cref="ResourceCheckException">An input cannot be right.</exception>
    PropertyMap Check(ResourceRequest request);

    /// <summary>Whether a change at this path cannot be made in place, so that the resource is replaced.</summary>
    /// <remarks>The request, not its type alone, decides: an immutable ConfigMap is replaced, a mutable one is updated.</remarks>
    bool ForcesReplacement(ResourceRequest request, PropertyPath path);

    /// <summary>Whether the old one must go before its replacement can be made, as when both have the same fixed name.</summary>
    bool DeletesBeforeReplacing(ResourceRequest request);

    /// <summary>The id and outputs of the resource once it has these inputs.</summary>
    ResourceOutcome Plan(ResourceRequest request);

    /// <summary>The id and outputs of an existing resource that the program reads.</summary>
    ResourceOutcome Read(ResourceRequest request, string id);
}

/// <summary>One resource as a behaviour sees it.</summary>
/// <param name="Urn">Its identity.</param>
/// <param name="Type">Its type token.</param>
/// <param name="Name">Its logical name.</param>
/// <param name="Inputs">Its inputs: as the program sent them to <see cref="IResourceBehavior.Check"/>, checked afterwards.</param>
/// <param name="Old">What is recorded of it; null when it is new.</param>
/// <param name="ProviderInputs">The inputs of its provider; empty for a default provider.</param>
public sealed record ResourceRequest(string Urn, string Type, string Name, PropertyMap Inputs, ResourceState? Old, PropertyMap ProviderInputs);

/// <summary>What becomes of a resource.</summary>
/// <param name="Id">The provider's id; null when only the cloud can tell.</param>
/// <param name="Outputs">What is known of the outputs; a value that only the cloud knows is an <see cref="UnknownValue"/> or absent.</param>
/// <param name="IsMade">True when this engine makes it, by rendering or recording; false when it is planned only.</param>
public sealed record ResourceOutcome(string? Id, PropertyMap Outputs, bool IsMade)
{
    /// <summary>What whoever reads the plan has to know of it; null when there is nothing to say.</summary>
    public string? Warning { get; init; }
}

/// <summary>An input that cannot be right.</summary>
public sealed class ResourceCheckException(string property, string reason) : EngineException($"{property}: {reason}")
{
    /// <summary>The property's path.</summary>
    public string Property { get; } = property;

    /// <summary>What is wrong with it.</summary>
    public string Reason { get; } = reason;
}
