using System.Text;

namespace Infra.Sdks.Generator.Emission;

/// <summary>Emits the open enumerations of a schema: structs around the text that goes over the wire.</summary>
internal static class EnumEmitter
{
    public static string Emit(EmissionContext context)
    {
        var name = context.Type.Name;
        var text = new StringBuilder();
        text.Append($"{Documentation.Resource(context)}\n[EnumType]\npublic readonly struct {name} : IEquatable<{name}>\n{{\n");
        text.Append("    private readonly string _value;\n\n");
        text.Append($"    private {name}(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));\n");
        foreach (var member in context.Type.Properties.OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            var value = member.WireName ?? context.Facts.EnumValues[member.Name];
            text.Append($"\n    /// <summary>The value <c>{value}</c>.</summary>\n    public static {name} {member.Name} {{ get; }} = new {name}(\"{value}\");\n");
        }
        text.Append($$"""

                /// <summary>Whether both stand for the same text.</summary>
                public static bool operator ==({{name}} left, {{name}} right) => left.Equals(right);

                /// <summary>Whether they stand for different texts.</summary>
                public static bool operator !=({{name}} left, {{name}} right) => !left.Equals(right);

                /// <summary>The text that goes over the wire.</summary>
                public static explicit operator string({{name}} value) => value._value;

                /// <inheritdoc/>
                public override bool Equals(object? obj) => obj is {{name}} other && Equals(other);

                /// <inheritdoc/>
                public bool Equals({{name}} other) => string.Equals(_value, other._value, StringComparison.Ordinal);

                /// <inheritdoc/>
                public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

                /// <inheritdoc/>
                public override string ToString() => _value;
            }
            """);
        return text.ToString();
    }
}
