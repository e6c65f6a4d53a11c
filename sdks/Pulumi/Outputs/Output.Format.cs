using System.Globalization;

namespace Pulumi;

public static partial class Output
{
    /// <summary>
    /// Formats a string of which parts are inputs or outputs: <c>Output.Format($"https://{host}:{port}")</c>. Culture does not matter: the invariant one is used.
    /// </summary>
    public static Output<string> Format(FormattableString formattableString)
    {
        ArgumentNullException.ThrowIfNull(formattableString);
        return new(FormatAsync(formattableString.Format, formattableString.GetArguments()));
    }

    private static async ValueTask<OutputData<string>> FormatAsync(string format, object?[] arguments)
    {
        var values = new object?[arguments.Length];
        var all = OutputData.Create<object?>(null);
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = arguments[i];
            while ((value as IOutput ?? (value as IInput)?.ToOutput()) is { } output)
            {
                var data = await output.GetDataAsync();
                all = all.And(data);
                value = data.Value;
            }
            values[i] = value;
        }
        return all.With(all.IsKnown ? string.Format(CultureInfo.InvariantCulture, format, values) : null!);
    }
}
