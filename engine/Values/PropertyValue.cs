using System.Collections.Immutable;

namespace Infra.Engine.Values;

/// <summary>One immutable value of a resource's inputs or outputs, with everything that Pulumi can say about it.</summary>
/// <remarks>Equality is by content. Instances are shared freely: between inputs and outputs, runs and snapshots.</remarks>
public abstract record PropertyValue
{
    /// <summary>Whether a secret stands anywhere in this value.</summary>
    public virtual bool ContainsSecrets => false;

    /// <summary>Whether anything in this value is not known before the resource exists.</summary>
    public virtual bool ContainsUnknowns => false;
}

/// <summary>An explicit null: only lists and secrets keep them.</summary>
public sealed record NullValue : PropertyValue
{
    /// <summary>The only instance.</summary>
    public static readonly NullValue Instance = new();

    private NullValue()
    {
    }
}

/// <summary>A boolean.</summary>
public sealed record BoolValue(bool Value) : PropertyValue;

/// <summary>A number; the protocol has only doubles.</summary>
public sealed record NumberValue(double Value) : PropertyValue;

/// <summary>A string.</summary>
public sealed record StringValue(string Value) : PropertyValue;

/// <summary>A value that will be known only after deployment.</summary>
public sealed record UnknownValue : PropertyValue
{
    /// <summary>The only instance.</summary>
    public static readonly UnknownValue Instance = new();

    private UnknownValue()
    {
    }

    /// <inheritdoc />
    public override bool ContainsUnknowns => true;
}

/// <summary>A value with its own secretness and dependencies, as transforms and remote components exchange them.</summary>
/// <param name="Value">The value; null when it is not known.</param>
/// <param name="IsSecret">Whether it is secret.</param>
/// <param name="Dependencies">The URNs that it came from, in ordinal order.</param>
public sealed record OutputValue(PropertyValue? Value, bool IsSecret, ImmutableArray<string> Dependencies) : PropertyValue
{
    /// <inheritdoc />
    public override bool ContainsSecrets => IsSecret || Value is { ContainsSecrets: true };

    /// <inheritdoc />
    public override bool ContainsUnknowns => Value is null || Value.ContainsUnknowns;

    /// <inheritdoc />
    public bool Equals(OutputValue? other) =>
        other is not null && IsSecret == other.IsSecret && Equals(Value, other.Value) && Dependencies.SequenceEqual(other.Dependencies);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Value, IsSecret, Dependencies.Length);
}

/// <summary>A reference to another resource.</summary>
/// <param name="Urn">Its URN.</param>
/// <param name="Id">Its id: null for a component, an unknown while it has none.</param>
/// <param name="PackageVersion">The version of its package, empty when it was not told.</param>
public sealed record ResourceReferenceValue(string Urn, PropertyValue? Id, string PackageVersion) : PropertyValue
{
    /// <inheritdoc />
    public override bool ContainsUnknowns => Id is UnknownValue;
}

/// <summary>Where the content of an asset or an archive is.</summary>
public enum AssetSource
{
    /// <summary>In the value itself.</summary>
    Text,

    /// <summary>In a file.</summary>
    Path,

    /// <summary>At a URI.</summary>
    Uri,
}

/// <summary>A file-like value.</summary>
/// <param name="Source">Where its content is.</param>
/// <param name="Content">The text, the path or the URI.</param>
/// <param name="Hash">The SHA-256 of its content in hexadecimal, by which changes are seen; null when it is not known.</param>
public sealed record AssetValue(AssetSource Source, string Content, string? Hash = null) : PropertyValue;

/// <summary>An archive at a path or a URI, or one made of named assets and archives.</summary>
/// <param name="Source">Where it is; <see cref="AssetSource.Text"/> when it is made of <paramref name="Assets"/>.</param>
/// <param name="Location">The path or URI; empty when it is made of <paramref name="Assets"/>.</param>
/// <param name="Assets">The named parts; null when it is at a path or a URI.</param>
public sealed record ArchiveValue(AssetSource Source, string Location, PropertyMap? Assets) : PropertyValue
{
    /// <inheritdoc />
    public override bool ContainsSecrets => Assets is { ContainsSecrets: true };

    /// <inheritdoc />
    public override bool ContainsUnknowns => Assets is { ContainsUnknowns: true };
}

/// <summary>A list.</summary>
public sealed record ListValue(ImmutableArray<PropertyValue> Items) : PropertyValue
{
    /// <inheritdoc />
    public override bool ContainsSecrets => Items.Any(item => item.ContainsSecrets);

    /// <inheritdoc />
    public override bool ContainsUnknowns => Items.Any(item => item.ContainsUnknowns);

    /// <inheritdoc />
    public bool Equals(ListValue? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc />
    public override int GetHashCode() => Items.Length;
}
