using System.Text;
using Infra.Sdks.Generator.Packages;
using Infra.Sdks.Generator.Surface;

namespace Infra.Sdks.Generator.Emission;

/// <summary>Emits args types: what a program sets.</summary>
internal static class ArgsEmitter
{
    private static readonly string[] CollectionTypes = ["InputList<", "InputMap<", "List<", "Dictionary<"];

    public static string Emit(EmissionContext context)
    {
        var type = context.Type;
        var text = new StringBuilder();
        text.Append($"{Documentation.Args(context)}\n");
        text.Append($"public {(type.IsSealed ? "sealed " : "")}class {type.Name} : global::{type.Bases}\n{{\n");
        text.Append(string.Join("\n", context.Properties.Select(property => Property(context, property))));
        if (type.Properties.Any(property => property is { IsStatic: true, Name: "Empty" }))
        {
            text.Append("\n    /// <summary>Args with nothing set; a new object each time, since args can be changed.</summary>\n");
            text.Append($"    public static new {type.Name} Empty => new {type.Name}();\n");
        }
        return text.Append('}').ToString();
    }

    private static string Property(EmissionContext context, SurfaceProperty property)
    {
        var facts = context.Facts;
        var wireName = property.WireName ?? CSharpNames.Wire(property.Name);
        var type = CSharpNames.Type(property.Type);
        var isCollection = IsCollection(type);
        var isRequired = property.IsRequired || facts.RequiredInputs.Contains(property.Name);
        var isJson = property.IsJson || facts.JsonInputs.Contains(property.Name);
        // An attribute that is missing on a plain property sits on its field: the setter makes the value secret.
        var isSecret = facts.SecretInputs.Contains(property.Name) || (property.WireName is null && !isCollection);
        var (initial, meaning) = InitialValue(facts, property.Name);
        var documentation = "    " + Documentation.Field(wireName, property, isRequired, isSecret, meaning) + "\n";
        var attribute = $"    [Input(\"{wireName}\"{(isRequired ? ", required: true" : "")}{(isJson ? ", json: true" : "")})]\n";
        var field = "_" + CSharpNames.Wire(property.Name);

        if (!isCollection && !isSecret)
        {
            var value = initial ?? (type.EndsWith('?') || type is "bool" or "int" or "double" ? null : "null!");
            return documentation + attribute + $"    public {type} {property.Name} {{ get; set; }}{(value is null ? "" : $" = {value};")}\n";
        }

        var get = isCollection ? $"{field} ??= new {type}()" : field;
        var set = isSecret ? $"value is null ? null : ({type.TrimEnd('?')})Output.CreateSecret(value.ToOutput())" : "value";
        return attribute + $"    private {type.TrimEnd('?')}? {field};\n\n"
            + documentation + $"    public {type} {property.Name}\n    {{\n        get => {get};\n        set => {field} = {set};\n    }}\n";
    }

    /// <summary>What a property starts with: the C# expression, and how a reader is told.</summary>
    private static (string? Expression, string? Meaning) InitialValue(TypeFacts facts, string property)
    {
        if (facts.Defaults.TryGetValue(property, out var value))
            return (value, $"<c>{value.Trim('"')}</c>");
        if (!facts.Environment.TryGetValue(property, out var source))
            return (null, null);
        var variables = string.Join(", ", source.Variables.Select(variable => $"\"{variable}\""));
        var names = string.Join(" or ", source.Variables.Select(variable => $"<c>{variable}</c>"));
        return ($"EnvironmentDefaults.{source.Kind}({variables})", $"the environment variable {names}");
    }

    private static bool IsCollection(string type) =>
        !type.EndsWith('?') && CollectionTypes.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal));
}
