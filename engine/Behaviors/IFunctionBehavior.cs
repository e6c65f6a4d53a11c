using Infra.Engine.Values;

namespace Infra.Engine.Behaviors;

/// <summary>A behaviour that also answers its package's functions, where that needs no cloud.</summary>
public interface IFunctionBehavior : IResourceBehavior
{
    /// <summary>Answers a function.</summary>
    /// <param name="token">The function, such as <c>kubernetes:yaml:decode</c>.</param>
    /// <param name="arguments">Its arguments; all are known.</param>
    /// <returns>The result; null when only the cloud can tell.</returns>
    PropertyMap? Invoke(string token, PropertyMap arguments);
}
