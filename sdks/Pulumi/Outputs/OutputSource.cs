using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi;

/// <summary>Makes outputs that are settled later, for value types known only at run time.</summary>
internal static class OutputSource
{
    private static readonly ConcurrentDictionary<Type, ConstructorInvoker> Constructors = new();

    /// <summary>A pending <c>Output&lt;valueType&gt;</c>. It belongs to whoever settles it and is not registered with the deployment.</summary>
    public static IOutputSource Create(Type valueType) => (IOutputSource)Constructors.GetOrAdd(valueType, FindConstructor).Invoke();

    private static ConstructorInvoker FindConstructor(Type valueType) =>
        ConstructorInvoker.Create(typeof(Output<>).MakeGenericType(valueType).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, [])!);
}
