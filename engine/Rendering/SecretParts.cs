using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Rendering;

/// <summary>Tells what is secret in a value apart from the rest, without looking at it.</summary>
internal static class SecretParts
{
    /// <summary>A resource's inputs, secret wherever anybody says so: the program with <c>additionalSecretOutputs</c>, or the provider in the outputs.</summary>
    public static PropertyMap InputsOf(ResourceState resource)
    {
        var inputs = resource.Inputs;
        foreach (var (name, value) in resource.Inputs)
        {
            var isSecret = resource.Outputs[name] is { ContainsSecrets: true } || resource.AdditionalSecretOutputs.Contains(name, StringComparer.Ordinal);
            if (isSecret && !value.ContainsSecrets)
                inputs = inputs.With(name, new SecretValue(value));
        }

        return inputs;
    }

    /// <summary>Where something secret stands; the outermost places.</summary>
    public static ImmutableArray<string> Paths(PropertyValue value, PropertyPath at)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        Find(value, at, found);
        return found.ToImmutable();
    }

    /// <summary>The value without what is secret; null when nothing is left. A list that holds a secret goes whole, for its other items would move.</summary>
    public static PropertyValue? Without(PropertyValue value) => value switch
    {
        PropertyMap { ContainsSecrets: true } map => Without(map),
        { ContainsSecrets: true } => null,
        _ => value,
    };

    /// <summary>The map without what is secret.</summary>
    public static PropertyMap Without(PropertyMap map) => PropertyMap.From(
        from entry in map
        let rest = Without(entry.Value)
        where rest is not null
        select KeyValuePair.Create(entry.Key, rest));

    private static void Find(PropertyValue value, PropertyPath at, ImmutableArray<string>.Builder found)
    {
        switch (value)
        {
            case PropertyMap map:
                foreach (var (name, inner) in map)
                    Find(inner, at.Then(name), found);
                break;
            case ListValue list:
                for (var index = 0; index < list.Items.Length; index++)
                    Find(list.Items[index], at.Then(index), found);
                break;
            case { ContainsSecrets: true }:
                found.Add(at.ToString());
                break;
        }
    }
}
