using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi;

/// <summary>One input of an args class. Found by reflection once for each class.</summary>
internal sealed class InputProperty
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, InputProperty[]> Cache = new();

    private readonly Func<object, object?> _read;
    private readonly InputAttribute _attribute;
    private readonly string _fullName;

    private InputProperty(MemberInfo member, InputAttribute attribute)
    {
        _attribute = attribute;
        _fullName = $"{member.DeclaringType!.FullName}.{member.Name}";
        _read = Reader(member);
    }

    /// <summary>The name that the engine knows.</summary>
    public string Name => _attribute.Name;

    /// <summary>The inputs of a class, those of its base classes first, in the order of declaration.</summary>
    public static InputProperty[] Of(Type type) => Cache.GetOrAdd(type, Find);

    /// <summary>The value in an instance as <see cref="Frozen.Of"/> gives it; null when it is not set.</summary>
    /// <exception cref="ArgumentNullException">When it is required and missing.</exception>
    public object? Read(object args)
    {
        var value = _read(args);
        if (value is null)
            return _attribute.IsRequired ? throw new ArgumentNullException(_fullName, "This input is required.") : null;
        var frozen = Frozen.Of(value);
        return _attribute.Json ? new JsonText(frozen) : frozen;
    }

    private static InputProperty[] Find(Type type)
    {
        var bases = new Stack<Type>();
        for (Type? current = type; current is not null && current != typeof(object); current = current.BaseType)
            bases.Push(current);

        // Generated classes mark the private field behind a list or map, so private members of base classes count too.
        var found = new List<InputProperty>();
        foreach (var member in bases.SelectMany(current => current.GetMembers(Declared)))
        {
            if (member is not (FieldInfo or PropertyInfo) || member.GetCustomAttribute<InputAttribute>() is not { } attribute)
                continue;
            found.RemoveAll(property => property.Name == attribute.Name);
            found.Add(new InputProperty(member, attribute));
        }
        return [.. found];
    }

    // MethodInvoker and FieldInfo compile their accessors, without the start-up cost of expression trees.
    private static Func<object, object?> Reader(MemberInfo member)
    {
        if (member is FieldInfo field)
            return field.GetValue;
        var getter = ((PropertyInfo)member).GetMethod ?? throw new InvalidOperationException($"The input {member.DeclaringType}.{member.Name} cannot be read.");
        return MethodInvoker.Create(getter).Invoke;
    }
}

/// <summary>A value that is sent as JSON text.</summary>
internal sealed record JsonText(object? Value);
