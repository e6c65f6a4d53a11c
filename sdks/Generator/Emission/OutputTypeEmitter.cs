using System.Text;

namespace Infra.Sdks.Generator.Emission;

/// <summary>Emits output types: what a provider reports, built by the SDK through the marked constructor.</summary>
internal static class OutputTypeEmitter
{
    public static string Emit(EmissionContext context, IReadOnlyDictionary<string, string> wireNames)
    {
        var fields = context.Properties
            .Select(property => (property.Name, Type: CSharpNames.Type(property.Type), Property: property,
                Wire: wireNames.GetValueOrDefault(property.Name) ?? CSharpNames.Wire(property.Name)))
            .ToList();
        var text = new StringBuilder();
        text.Append($"{Documentation.OutputType(context)}\n[OutputType]\npublic sealed class {context.Type.Name}\n{{\n");
        foreach (var field in fields)
        {
            text.Append($"    {Documentation.Field(field.Wire, field.Property)}\n");
            text.Append($"    public readonly {field.Type} {field.Name};\n\n");
        }

        var parameters = fields.Select(field => $"{NameAttribute(field.Wire)}{field.Type} {CSharpNames.Parameter(field.Wire)}");
        text.Append($"    [OutputConstructor]\n    private {context.Type.Name}(\n        {string.Join(",\n        ", parameters)})\n    {{\n");
        foreach (var field in fields)
            text.Append($"        {(field.Name == CSharpNames.Parameter(field.Wire) ? "this." : "")}{field.Name} = {CSharpNames.Parameter(field.Wire)};\n");
        return text.Append("    }\n}").ToString();
    }

    /// <summary>A field that is no C# name needs its name stated.</summary>
    private static string NameAttribute(string wireName) =>
        wireName.StartsWith('$') ? $"[OutputConstructorParameter(\"{wireName}\")] " : "";
}
