using System.Collections.Immutable;

namespace Infra.Policies;

/// <summary>Something that is wrong with the value of a parameter.</summary>
/// <param name="Path">Where in the value: keys of maps (texts) and positions in lists (numbers), from the outside in; empty for the value itself.</param>
/// <param name="Message">What was found, and what is allowed.</param>
public sealed record ParameterFault(ImmutableArray<object> Path, string Message)
{
    /// <summary>The fault of the list or map that the value is in.</summary>
    /// <param name="step">The position or key of the value there.</param>
    internal ParameterFault In(object step) => this with { Path = Path.Insert(0, step) };
}
