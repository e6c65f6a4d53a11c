using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Reading;

/// <summary>A property of a record, as a key of a map.</summary>
internal sealed class RecordField
{
    public RecordField(PropertyInfo property, object defaults)
    {
        Property = property;
        Key = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        Default = property.GetValue(defaults);
        Shape = Shapes.Of(property);
    }

    public PropertyInfo Property { get; }

    public string Key { get; }

    public bool IsRequired { get; }

    /// <summary>The value of a record that does not set the key.</summary>
    public object? Default { get; }

    public Shape Shape { get; }

    public FixedAttribute? Fixed => Property.GetCustomAttribute<FixedAttribute>();

    /// <summary>What to write where the key says nothing; null where that is as if it were not there.</summary>
    public string? InsteadOfNothing => Property.GetCustomAttribute<SaysSomethingAttribute>()?.Instead;

    public ExampleAttribute? Example => Property.GetCustomAttribute<ExampleAttribute>();

    public RangeAttribute? Range => Property.GetCustomAttribute<RangeAttribute>();

    public void Set(object record, object value) => Property.SetValue(record, value);

    public object? Get(object record) => Property.GetValue(record);

    /// <summary>The value, unless it is what a record has that does not set the key.</summary>
    public object? ValueToWrite(object record)
    {
        var value = Get(record);
        return value is null || (!IsRequired && Equals(value, Default)) ? null : value;
    }
}
