namespace Infra.Sdks.Generator.Npm;

/// <summary>Says TypeScript types as a surface listing says C# types, and remembers the nested types that they name.</summary>
internal sealed class TypeTranslator(string package)
{
    private const string Immutable = "System.Collections.Immutable.";
    private const string Generic = "System.Collections.Generic.";

    private readonly Queue<TypeReference> _named = new();

    /// <summary>The next nested type that has been named.</summary>
    public bool TryTakeNamed(out TypeReference? reference) => _named.TryDequeue(out reference);

    /// <summary>The type of a property that holds inputs.</summary>
    public string Input(TypeScriptMember member, NestedUse use, string number)
    {
        switch (WithoutInput(member.Type))
        {
            case TypeScriptType.List list:
                return $"Pulumi.InputList<{Value(WithoutInput(list.Element), use, number)}>";
            case TypeScriptType.Map map:
                return $"Pulumi.InputMap<{Value(WithoutInput(map.Value), use, number)}>";
            case TypeScriptType.Union union:
                var alternatives = Alternatives(union, use, number);
                var type = alternatives.Count switch
                {
                    1 => $"Pulumi.Input<{alternatives[0]}>",
                    2 => $"Pulumi.InputUnion<{string.Join(", ", alternatives)}>",
                    _ => "object",
                };
                return type + Mark(member);
            case var single:
                return $"Pulumi.Input<{Value(single, use, number)}>{Mark(member)}";
        }
    }

    /// <summary>The type of a property that holds plain values.</summary>
    public string Plain(TypeScriptMember member, NestedUse use, string number) => WithoutUndefined(member.Type) switch
    {
        TypeScriptType.List list => $"{Generic}List<{Value(list.Element, use, number)}>",
        TypeScriptType.Map map => $"{Generic}Dictionary<string, {Value(map.Value, use, number)}>",
        var single => Value(single, use, number) + Mark(member),
    };

    /// <summary>The type of what a provider reports.</summary>
    public string Reported(TypeScriptType type, bool isOptional, NestedUse use, string number)
    {
        var value = WithoutUndefined(type);
        isOptional |= value != type;
        var reported = Value(value, use, number);
        // A list that is not there is an empty one.
        return isOptional && value is not TypeScriptType.List ? reported + "?" : reported;
    }

    private string Value(TypeScriptType type, NestedUse use, string number) => type switch
    {
        TypeScriptType.List list => $"{Immutable}ImmutableArray<{Value(WithoutInput(list.Element), use, number)}>",
        TypeScriptType.Map map => $"{Immutable}ImmutableDictionary<string, {Value(WithoutInput(map.Value), use, number)}>",
        TypeScriptType.Union union when Alternatives(union, use, number) is [var single] => single,
        TypeScriptType.Named { Arguments.Count: 0 } named => Name(named.Name, use, number),
        _ => throw new FormatException($"No C# type is known for '{type}'."),
    };

    private List<string> Alternatives(TypeScriptType.Union union, NestedUse use, string number) =>
        [.. union.Alternatives.Select(alternative => Value(WithoutInput(alternative), use, number)).Distinct(StringComparer.Ordinal)];

    private string Name(string name, NestedUse use, string number)
    {
        switch (name)
        {
            case "string":
                return "string";
            case "boolean":
                return "bool";
            case "number":
                return number;
            case "any":
                return "object";
            case "pulumi.asset.Asset" or "pulumi.asset.Archive":
                return "Pulumi.AssetOrArchive";
        }

        var parts = name.Split('.');
        // A resource of the same package stands for its id or name.
        if (parts.Length == 1)
            return "string";
        var reference = parts[0] switch
        {
            "inputs" => new TypeReference(package, string.Join('.', parts[1..^1]), parts[^1], use),
            "outputs" => new(package, string.Join('.', parts[1..^1]), parts[^1], use),
            "enums" => new(package, string.Join('.', parts[1..^1]), parts[^1], NestedUse.Enumeration),
            _ => throw new FormatException($"No C# type is known for '{name}'."),
        };
        _named.Enqueue(reference);
        return reference.FullName;
    }

    private static string Mark(TypeScriptMember member) => member.IsOptional ? "?" : "";

    private static TypeScriptType WithoutInput(TypeScriptType type) => WithoutUndefined(
        type is TypeScriptType.Named { Name: "pulumi.Input", Arguments: [var inner] } ? inner : type);

    private static TypeScriptType WithoutUndefined(TypeScriptType type)
    {
        if (type is not TypeScriptType.Union union)
            return type;
        var rest = union.Alternatives.Where(alternative => alternative is not TypeScriptType.Named { Name: "undefined" }).ToList();
        if (rest.Count == union.Alternatives.Count)
            return type;
        return rest.Count == 1 ? rest[0] : new TypeScriptType.Union(rest);
    }
}
