using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>A text, perhaps of some form.</summary>
internal sealed class TextShape(TextForm? form) : Shape
{
    /// <summary>The form; null when every text will do.</summary>
    public TextForm? Form { get; } = form;

    public override object? Read(YamlNode node, SpecPath path, SpecReader reader)
    {
        if (Text(node, path, reader) is not { } text)
            return null;
        if (Form is null || Form.Holds(text))
            return text;
        reader.Report(Rules.Form, path, node.Place, $"found '{SpecReader.Shortened(text)}'; allowed: {Form.Allowed}");
        return null;
    }

    public override YamlNode Write(object value) => Text((string)value);

    public override JsonObject Describe(SchemaWriter schema)
    {
        var description = new JsonObject { ["type"] = "string" };
        if (Form is not null)
            description["pattern"] = Form.Pattern;
        if (Form?.MaximumLength is { } most)
            description["maxLength"] = most;
        return description;
    }

    /// <summary>The text of a value; null when it is none, which is reported.</summary>
    public static string? Text(YamlNode node, SpecPath path, SpecReader reader, string allowed = "a text")
    {
        if (node is not YamlScalar { IsNull: false } scalar)
            reader.ReportType(path, node, allowed);
        else if (scalar.IsPlain && PlainScalar.Misreading(scalar.Text) is { } misreading)
            reader.Report(Rules.Unambiguous, path, node.Place, $"found {SpecReader.Shortened(scalar.Text)}, which is {misreading} to some who read YAML; write it in quotes: '{SpecReader.Shortened(scalar.Text)}'");
        else
            return scalar.Text;
        return null;
    }
}

/// <summary>A text that means a value of another type.</summary>
internal abstract class ParsedTextShape : Shape
{
    /// <summary>The value's type.</summary>
    public abstract Type Type { get; }
}

/// <inheritdoc cref="ParsedTextShape"/>
internal sealed class ParsedTextShape<T> : ParsedTextShape
    where T : struct, IParsedText<T>
{
    public override Type Type => typeof(T);

    public override object? Read(YamlNode node, SpecPath path, SpecReader reader)
    {
        if (TextShape.Text(node, path, reader, T.Allowed) is not { } text)
            return null;
        if (T.TryParse(text, out var value, out var problem))
            return value;
        reader.Report(T.Rule, path, node.Place, $"found '{SpecReader.Shortened(text)}'; {problem}");
        return null;
    }

    public override YamlNode Write(object value) => Text(value.ToString()!);

    public override JsonObject Describe(SchemaWriter schema) => new() { ["type"] = "string", ["pattern"] = T.Pattern };
}

/// <summary>A whole number within bounds.</summary>
internal sealed class NumberShape(int minimum, int maximum) : Shape
{
    /// <summary>The least that is allowed.</summary>
    public int Minimum => minimum;

    /// <summary>The most that is allowed.</summary>
    public int Maximum => maximum;

    public override object? Read(YamlNode node, SpecPath path, SpecReader reader)
    {
        if (node is not YamlScalar { IsPlain: true, IsNull: false } scalar || PlainScalar.Misreading(scalar.Text) is not { } misreading)
            reader.ReportType(path, node, $"a whole number from {minimum} to {maximum}");
        else if (!PlainScalar.IsWhole(scalar.Text))
            reader.Report(Rules.Unambiguous, path, node.Place, $"found {SpecReader.Shortened(scalar.Text)}, {misreading}; write a whole number from {minimum} to {maximum} in plain digits");
        else if (int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
            return number;
        else
            reader.Report(Rules.Form, path, node.Place, $"found {SpecReader.Shortened(scalar.Text)}; allowed: {minimum} to {maximum}");
        return null;
    }

    public override YamlNode Write(object value) => Plain(((int)value).ToString(CultureInfo.InvariantCulture));

    public override JsonObject Describe(SchemaWriter schema) => new() { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum };
}

/// <summary>A number within bounds, which may have a point.</summary>
internal sealed class FractionShape(decimal minimum, decimal maximum) : Shape
{
    // What is smaller nobody means.
    private const int MostLetters = 20;

    /// <summary>The least that is allowed.</summary>
    public decimal Minimum => minimum;

    /// <summary>The most that is allowed.</summary>
    public decimal Maximum => maximum;

    private string Allowed => string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}");

    public override object? Read(YamlNode node, SpecPath path, SpecReader reader)
    {
        if (node is not YamlScalar { IsPlain: true, IsNull: false } scalar || PlainScalar.Misreading(scalar.Text) is not { } misreading)
            reader.ReportType(path, node, Allowed);
        else if (!IsPlainNumber(scalar.Text))
            reader.Report(Rules.Unambiguous, path, node.Place, $"found {SpecReader.Shortened(scalar.Text)}, {misreading}; write {Allowed} in plain digits, for example 0.5");
        else if (decimal.TryParse(scalar.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
            return number;
        else
            reader.Report(Rules.Form, path, node.Place, $"found {SpecReader.Shortened(scalar.Text)}; allowed: {Allowed}");
        return null;
    }

    public override YamlNode Write(object value) => Plain(((decimal)value).ToString(CultureInfo.InvariantCulture));

    public override JsonObject Describe(SchemaWriter schema) => new() { ["type"] = "number", ["minimum"] = minimum, ["maximum"] = maximum };

    private static bool IsPlainNumber(string text) =>
        PlainScalar.IsWhole(text)
        || (text.Length <= MostLetters && text.Split('.') is [var whole, { Length: > 0 } part] && PlainScalar.IsWhole(whole) && part.All(char.IsAsciiDigit));
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class BooleanShape : Shape
{
    public override object? Read(YamlNode node, SpecPath path, SpecReader reader)
    {
        if (node is YamlScalar { IsPlain: true, Text: "true" or "false" } scalar)
            return scalar.Text == "true";
        var meant = node is not YamlScalar word ? null : word.Text.ToLowerInvariant() switch
        {
            "yes" or "on" or "y" or "true" => "true",
            "no" or "off" or "n" or "false" => "false",
            _ => null,
        };
        if (meant is null)
            reader.ReportType(path, node, "true or false");
        else
            reader.Report(Rules.Unambiguous, path, node.Place, $"found {SpecReader.Describe(node)}; write {meant}");
        return null;
    }

    public override YamlNode Write(object value) => Plain((bool)value ? "true" : "false");

    public override JsonObject Describe(SchemaWriter schema) => new() { ["type"] = "boolean" };
}

/// <summary>A word of a fixed set.</summary>
internal sealed class ChoiceShape(IReadOnlyDictionary<string, object> values) : Shape
{
    /// <summary>The words.</summary>
    public IEnumerable<string> Words => values.Keys;

    public override object? Read(YamlNode node, SpecPath path, SpecReader reader)
    {
        if (TextShape.Text(node, path, reader, string.Join(", ", values.Keys)) is not { } word)
            return null;
        if (values.TryGetValue(word, out var value))
            return value;
        reader.Report(Rules.Form, path, node.Place, $"found '{SpecReader.Shortened(word)}'; allowed: {string.Join(", ", values.Keys)}{Suggestion.For(word, values.Keys)}");
        return null;
    }

    public override YamlNode Write(object value) => Text(values.First(pair => pair.Value.Equals(value)).Key);

    public override JsonObject Describe(SchemaWriter schema) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. values.Keys.Select(word => JsonValue.Create(word))]) };
}
