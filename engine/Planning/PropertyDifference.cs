using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>How a property differs.</summary>
public enum DifferenceKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It has another value.</summary>
    Changed,
}

/// <summary>One place where two values differ.</summary>
/// <param name="Path">Where.</param>
/// <param name="Kind">How.</param>
/// <param name="Old">The old value; null when it was added. It may be secret: show it with <see cref="ValueText"/>.</param>
/// <param name="New">The new value; null when it was removed. It may be secret: show it with <see cref="ValueText"/>.</param>
public sealed record PropertyDifference(PropertyPath Path, DifferenceKind Kind, PropertyValue? Old, PropertyValue? New)
{
    /// <summary>Whether it cannot be made in place, so that the resource is replaced.</summary>
    public bool ForcesReplacement { get; init; }

    /// <summary>Whether the program asked that it is not shown.</summary>
    public bool IsHidden { get; init; }

    /// <inheritdoc />
    public override string ToString() => Kind switch
    {
        DifferenceKind.Added => $"+ {Path}: {ValueText.Of(New)}",
        DifferenceKind.Removed => $"- {Path}: {ValueText.Of(Old)}",
        _ => $"~ {Path}: {ValueText.Of(Old)} => {ValueText.Of(New)}",
    };
}
