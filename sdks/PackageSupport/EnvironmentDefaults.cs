using System.Globalization;

namespace Pulumi;

/// <summary>The values that provider settings take from environment variables while a program does not set them.</summary>
/// <remarks>A variable that is absent, empty or not of the setting's type leaves the setting unset.</remarks>
internal static class EnvironmentDefaults
{
    /// <summary>The first of the variables that is set.</summary>
    internal static Input<string>? Text(params string[] variables)
    {
        foreach (var variable in variables)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text)
                return text;
        }
        return null;
    }

    internal static Input<bool>? Flag(string variable) => Environment.GetEnvironmentVariable(variable) switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => null,
    };

    internal static Input<int>? Integer(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : (Input<int>?)null;

    internal static Input<double>? Number(string variable) =>
        double.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number : (Input<double>?)null;
}
