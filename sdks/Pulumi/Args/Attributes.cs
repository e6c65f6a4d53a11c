namespace Pulumi;

/// <summary>Marks a property or field of an args class as an input, and names it as the engine does.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class InputAttribute : Attribute
{
    /// <summary>Marks an input.</summary>
    /// <param name="name">The name that the engine knows.</param>
    /// <param name="required">Whether a missing value is an error.</param>
    /// <param name="json">Whether the value is sent as JSON text.</param>
    public InputAttribute(string name, bool required = false, bool json = false)
    {
        Name = name;
        IsRequired = required;
        Json = json;
    }

    internal string Name { get; }

    internal bool IsRequired { get; }

    internal bool Json { get; }
}

/// <summary>Marks a property of a resource as an output, and names it as the engine does.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>Marks an output.</summary>
    /// <param name="name">The name that the engine knows; without it, the property's own name.</param>
    public OutputAttribute(string? name = null) => Name = name;

    /// <summary>The name that the engine knows, or null for the property's own name.</summary>
    public string? Name { get; }
}

/// <summary>Marks a class or struct as the shape of an output value. It needs one <see cref="OutputConstructorAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class OutputTypeAttribute : Attribute;

/// <summary>Marks the constructor that makes an output value from fields named like its parameters.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class OutputConstructorAttribute : Attribute;

/// <summary>Names the field that a parameter of an output constructor takes, where the parameter's own name does not.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OutputConstructorParameterAttribute : Attribute
{
    /// <summary>Names the field of a parameter.</summary>
    /// <param name="name">The field's name.</param>
    public OutputConstructorParameterAttribute(string name) => Name = name;

    /// <summary>The field's name.</summary>
    public string Name { get; }
}

/// <summary>Marks a struct that stands for an enumeration: a private constructor from, and an explicit conversion to, string or double.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class EnumTypeAttribute : Attribute;

/// <summary>Names the field that tells which case of a discriminated union a value is.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class DiscriminatedUnionDiscriminatorAttribute : Attribute
{
    /// <summary>Names the discriminator.</summary>
    /// <param name="propertyName">The field's name.</param>
    public DiscriminatedUnionDiscriminatorAttribute(string propertyName) => PropertyName = propertyName;

    /// <summary>The field's name.</summary>
    public string PropertyName { get; }
}

/// <summary>Names a case of a discriminated union.</summary>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class DiscriminatedUnionCaseAttribute : Attribute
{
    /// <summary>Names one case.</summary>
    /// <param name="tag">The discriminator's value in this case.</param>
    /// <param name="type">The output type of this case.</param>
    public DiscriminatedUnionCaseAttribute(string tag, Type type)
    {
        Tag = tag;
        Type = type;
    }

    /// <summary>The discriminator's value in this case.</summary>
    public string Tag { get; }

    /// <summary>The output type of this case.</summary>
    public Type Type { get; }
}

/// <summary>Says which resource type a class stands for, so that references to such resources become instances of it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class ResourceTypeAttribute : Attribute
{
    /// <summary>Names the resource type.</summary>
    /// <param name="type">The type token, such as <c>kubernetes:core/v1:Namespace</c>.</param>
    /// <param name="version">The package's version, or null for any.</param>
    public ResourceTypeAttribute(string type, string? version)
    {
        Type = type;
        Version = version;
    }

    /// <summary>The type token.</summary>
    public string Type { get; }

    /// <summary>The package's version, or null for any.</summary>
    public string? Version { get; }
}
