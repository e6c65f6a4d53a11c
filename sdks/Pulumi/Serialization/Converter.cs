using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

/// <summary>Turns what the engine sends into the types of output properties.</summary>
internal static class Converter
{
    /// <summary>Converts a value. What does not fit is left out, with a warning: a newer provider must not break an older program.</summary>
    /// <param name="context">Names the property in warnings.</param>
    /// <param name="value">What the engine sent.</param>
    /// <param name="targetType">The type of the property's value, which <see cref="CheckTargetType"/> has accepted.</param>
    /// <param name="resources">The resources that the value comes from.</param>
    /// <param name="warn">Takes the warnings.</param>
    public static OutputData<object?> Convert(
        string context,
        Value value,
        System.Type targetType,
        ImmutableHashSet<Resource> resources,
        Action<string> warn)
    {
        var conversion = new Conversion(context);
        var result = ValueConverter.Of(targetType).ConvertUntyped(value, conversion);
        foreach (var mismatch in conversion.Mismatches)
            warn(mismatch);
        return conversion.Findings.Apply(result, resources);
    }

    /// <summary>Makes sure that values can be converted to a type.</summary>
    /// <param name="context">Names the property in the error.</param>
    /// <param name="type">The type of the property's value.</param>
    /// <exception cref="InvalidOperationException">When the type, or one inside it, cannot be the type of an output property.</exception>
    public static void CheckTargetType(string context, System.Type type)
    {
        if (TargetTypes.FindProblem(type) is { } problem)
            throw new InvalidOperationException($"{context} cannot be an output: {problem}");
    }
}
