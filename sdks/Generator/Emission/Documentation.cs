using Infra.Sdks.Generator.Surface;

namespace Infra.Sdks.Generator.Emission;

/// <summary>The documentation comments of generated code: what a thing is upstream, where the reference describes it.</summary>
internal static class Documentation
{
    public static string Resource(EmissionContext context) =>
        Summary(context.Facts.Summary ?? $"The kind <c>{context.SchemaName}</c> of <c>{Group(context)}</c>.");

    public static string Args(EmissionContext context) =>
        Summary(context.Facts.Summary ?? $"What a program sets of a <c>{context.SchemaName}</c> of <c>{Group(context)}</c>.");

    public static string Function(EmissionContext context) =>
        Summary(context.Facts.Summary ?? $"The function <c>{context.SchemaName}</c> of <c>{Group(context)}</c>.");

    public static string OutputType(EmissionContext context) =>
        Summary($"What the provider reports of a <c>{context.SchemaName}</c> of <c>{Group(context)}</c>.");

    public static string Field(string wireName, SurfaceProperty property, bool isRequired = false, bool isSecret = false, string? @default = null)
    {
        var text = $"The field <c>{wireName}</c>.";
        if (isRequired)
            text += " Required.";
        if (property.Type.StartsWith("Pulumi.InputUnion<int, string>", StringComparison.Ordinal))
            text += " A number, or a percentage or name.";
        if (property.Name.EndsWith("Seconds", StringComparison.Ordinal))
            text += " In seconds.";
        if (isSecret)
            text += " Kept secret.";
        if (@default is not null)
            text += $" Defaults to {@default}.";
        return Summary(text);
    }

    public static string Summary(string text) => $"/// <summary>{text}</summary>";

    /// <summary>Where the reference has the type: <c>apps/v1</c> for what is below the namespace Apps.V1.</summary>
    private static string Group(EmissionContext context)
    {
        var parts = context.NameInPackage.Split('.')[..^1].Where(part => part is not ("Types" or "Inputs" or "Outputs")).ToArray();
        return parts.Length == 0 ? context.ShortPackage.ToLowerInvariant() : string.Join('/', parts).ToLowerInvariant();
    }
}
