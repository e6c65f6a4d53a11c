using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi;

/// <summary>A property of a resource class that the engine fills, found once per class.</summary>
internal sealed class OutputProperty
{
    private static readonly ConcurrentDictionary<Type, OutputProperty[]> ByClass = new();

    private readonly PropertyInfo _property;
    private readonly MethodInvoker? _setter;
    private volatile bool _isChecked;

    private OutputProperty(PropertyInfo property, OutputAttribute attribute)
    {
        _property = property;
        Name = attribute.Name ?? property.Name;
        Context = $"{property.DeclaringType!.FullName}.{property.Name}";
        ValueType = property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Output<>)
            ? type.GenericTypeArguments[0]
            : null;
        var setter = property.GetSetMethod(nonPublic: true);
        _setter = setter is null ? null : MethodInvoker.Create(setter);
    }

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    /// <summary>Says in messages which property it is.</summary>
    public string Context { get; }

    /// <summary>What the output is of; null when the property is no output.</summary>
    public Type? ValueType { get; }

    /// <summary>The <c>[Output]</c> properties of a class, those of its bases last.</summary>
    public static OutputProperty[] Of(Type resourceClass) => ByClass.GetOrAdd(resourceClass, Find);

    /// <summary>What the <c>[Output]</c> properties hold now, without those that every resource has.</summary>
    public static IDictionary<string, object?> ValuesOf(Resource resource)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in Of(resource.GetType()).Where(property => property.IsOwn))
        {
            values[property.Name] = property.Read(resource);
        }
        return values;
    }

    /// <summary>Whether the program declared it, not the SDK.</summary>
    public bool IsOwn => _property.DeclaringType != typeof(Resource) && _property.DeclaringType != typeof(CustomResource);

    public object? Read(Resource resource) => _property.GetValue(resource);

    /// <summary>Puts an output into the property that will get its value later.</summary>
    public IOutputSource Attach(Resource resource)
    {
        if (ValueType is null || _setter is null)
        {
            throw new InvalidOperationException(
                $"The property {_property.DeclaringType}.{_property.Name} has the attribute [Output]; it must be of a type Output<…> and have a setter, which may be private.");
        }
        if (!_isChecked)
        {
            Converter.CheckTargetType(Context, ValueType);
            _isChecked = true;
        }
        var source = OutputSource.Create(ValueType);
        _setter.Invoke(resource, source);
        return source;
    }

    private static OutputProperty[] Find(Type resourceClass)
    {
        var found = new List<OutputProperty>();
        for (var type = resourceClass; type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (property.GetCustomAttribute<OutputAttribute>(inherit: false) is { } attribute
                    && found.TrueForAll(known => known._property.Name != property.Name))
                {
                    found.Add(new OutputProperty(property, attribute));
                }
            }
        }
        return [.. found];
    }
}
