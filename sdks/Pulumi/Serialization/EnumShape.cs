using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi;

/// <summary>How a struct marked with <see cref="EnumTypeAttribute"/> is made from, and turned into, a string or number.</summary>
internal sealed class EnumShape
{
    private static readonly ConcurrentDictionary<Type, EnumShape?> Cache = new();

    private readonly MethodInvoker _toWire;
    private readonly ConstructorInvoker _fromWire;

    private EnumShape(Type wireType, MethodInfo toWire, ConstructorInfo fromWire)
    {
        WireType = wireType;
        _toWire = MethodInvoker.Create(toWire);
        _fromWire = ConstructorInvoker.Create(fromWire);
    }

    /// <summary>String or double.</summary>
    public Type WireType { get; }

    /// <summary>The shape of a type, or null if it is not an enumeration of this kind.</summary>
    public static EnumShape? Of(Type type) => Cache.GetOrAdd(type, Find);

    /// <summary>The string or number; null for a struct that was never assigned a value.</summary>
    public object? ToWire(object value) => _toWire.Invoke(null, value);

    public object FromWire(object value) => _fromWire.Invoke(value);

    private static EnumShape? Find(Type type)
    {
        if (!type.IsValueType || type.GetCustomAttribute<EnumTypeAttribute>() is null)
            return null;
        foreach (var method in type.GetMethods(BindingFlags.Static | BindingFlags.Public))
        {
            var wireType = method.ReturnType;
            if (method.Name != "op_Explicit" || (wireType != typeof(string) && wireType != typeof(double)))
                continue;
            var constructor = type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [wireType]);
            if (constructor is not null)
                return new(wireType, method, constructor);
        }
        return null;
    }
}
