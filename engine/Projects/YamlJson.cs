using System.Globalization;
using System.Text.Json;
using Infra.Documents;

namespace Infra.Engine.Projects;

/// <summary>Turns YAML values into JSON with the types that Pulumi gives them.</summary>
internal static class YamlJson
{
    /// <summary>Writes a plain scalar with its type: null, boolean, integer, number, else string.</summary>
    /// <exception cref="InvalidFileException">It is a number that JSON does not have.</exception>
    public static void Write(Utf8JsonWriter json, YamlScalar scalar)
    {
        if (!scalar.IsPlain)
            json.WriteStringValue(scalar.Text);
        else if (scalar.IsNull)
            json.WriteNullValue();
        else if (scalar.Text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
            json.WriteBooleanValue(scalar.Text[0] is 't' or 'T');
        else if (TryInteger(scalar.Text, out var integer))
            json.WriteRawValue(integer);
        else if (IsNotANumber(scalar.Text))
            throw new InvalidFileException(scalar.Place, $"{scalar.Text} is not a number that a program can be given; quote it if it is a word.");
        else if (TryNumber(scalar.Text, out var number))
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(scalar.Text);
    }

    private static bool IsNotANumber(string text) => text.TrimStart('+', '-').ToLowerInvariant() is ".inf" or ".nan";

    private static bool TryInteger(string text, out string digits)
    {
        var body = text.TrimStart('+', '-').Replace("_", "", StringComparison.Ordinal);
        var sign = text.StartsWith('-') ? "-" : "";
        digits = "";
        if (text.StartsWith('_') || body.Length == 0 || text.Length - text.TrimStart('+', '-').Length > 1 || !char.IsAsciiDigit(body[0]))
            return false;

        (var radix, var start) = body switch
        {
            ['0', 'x' or 'X', ..] => (16u, 2),
            ['0', 'o' or 'O', ..] => (8u, 2),
            ['0', 'b' or 'B', ..] => (2u, 2),
            ['0', _, ..] => (8u, 1),
            _ => (10u, 0),
        };
        if (!TryMagnitude(body.AsSpan(start), radix, out var magnitude) || (sign == "-" && magnitude > (ulong)long.MaxValue + 1))
            return false;

        digits = sign + magnitude.ToString(CultureInfo.InvariantCulture);
        return true;
    }

    private static bool TryMagnitude(ReadOnlySpan<char> digits, uint radix, out ulong magnitude)
    {
        magnitude = 0;
        foreach (var digit in digits)
        {
            var value = char.IsAsciiHexDigit(digit) ? (uint)Convert.ToInt32(digit.ToString(), 16) : radix;
            if (value >= radix || magnitude > (ulong.MaxValue - value) / radix)
                return false;

            magnitude = (magnitude * radix) + value;
        }

        return digits.Length > 0;
    }

    private static bool TryNumber(string text, out double number)
    {
        number = 0;
        return text.IndexOfAnyExceptInRange('+', '9') is var other
            && (other < 0 || text[other] is 'e' or 'E')
            && text.IndexOf(',', StringComparison.Ordinal) < 0
            && text.AsSpan().ContainsAnyInRange('0', '9')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }
}
