using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>Makes outputs as secret as what they came from.</summary>
internal static class Secrecy
{
    /// <summary>The outputs, secret where the inputs of the same place are, and where the program asked for it.</summary>
    public static PropertyMap Carry(PropertyMap inputs, PropertyMap outputs, IReadOnlyCollection<string> additional)
    {
        if (inputs.ContainsSecrets)
            outputs = CarryInto(inputs, outputs);

        foreach (var name in additional)
        {
            if (outputs[name] is { } value and not SecretValue && !IsNothingButUnknown(value))
                outputs = outputs.With(name, new SecretValue(value));
        }

        return outputs;
    }

    // What is not known yet is no secret yet: recording it must not ask for a passphrase.
    private static bool IsNothingButUnknown(PropertyValue value) => value switch
    {
        UnknownValue => true,
        PropertyMap map => map.ContainsUnknowns && map.All(entry => IsNothingButUnknown(entry.Value)),
        ListValue list => list.ContainsUnknowns && list.Items.All(IsNothingButUnknown),
        _ => false,
    };

    private static PropertyMap CarryInto(PropertyMap inputs, PropertyMap outputs)
    {
        foreach (var (name, input) in inputs)
        {
            if (outputs[name] is not { } output || !input.ContainsSecrets)
                continue;

            var carried = Carry(input, output);
            if (!ReferenceEquals(carried, output))
                outputs = outputs.With(name, carried);
        }

        return outputs;
    }

    private static PropertyValue Carry(PropertyValue input, PropertyValue output) => (input, output) switch
    {
        (_, SecretValue or UnknownValue) => output,
        ({ ContainsSecrets: false }, _) => output,
        (SecretValue, _) => new SecretValue(output),
        (PropertyMap inputMap, PropertyMap outputMap) => CarryInto(inputMap, outputMap),
        (ListValue inputList, ListValue outputList) when inputList.Items.Length == outputList.Items.Length =>
            new ListValue([.. inputList.Items.Zip(outputList.Items, Carry)]),

        // The shapes differ, so there is no telling where the secret went.
        _ => new SecretValue(output),
    };
}
