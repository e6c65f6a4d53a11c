namespace Pulumi;

/// <summary>An identity that a resource had before: a whole URN, or the parts in which the old identity differed.</summary>
/// <remarks>At most one of <see cref="Parent"/>, <see cref="ParentUrn"/> and <see cref="NoParent"/> may be set, and none of the parts together with <see cref="Urn"/>.</remarks>
public sealed class Alias
{
    /// <summary>The whole previous URN.</summary>
    public string? Urn { get; set; }

    /// <summary>The previous name; the current one by default.</summary>
    public Input<string>? Name { get; set; }

    /// <summary>The previous type; the current one by default.</summary>
    public Input<string>? Type { get; set; }

    /// <summary>The previous stack; the current one by default.</summary>
    public Input<string>? Stack { get; set; }

    /// <summary>The previous project; the current one by default.</summary>
    public Input<string>? Project { get; set; }

    /// <summary>The previous parent; the current one by default.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The previous parent, by its URN.</summary>
    public Input<string>? ParentUrn { get; set; }

    /// <summary>Whether the resource had no parent before.</summary>
    public bool NoParent { get; set; }
}
