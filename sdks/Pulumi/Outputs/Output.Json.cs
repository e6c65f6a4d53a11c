using System.Text.Json;

namespace Pulumi;

public static partial class Output
{
    /// <summary>Writes the value as JSON. Outputs inside it, at any depth, are written as their values.</summary>
    /// <param name="value">If anything in it is unknown, so is the text; if anything in it is secret, so is the text.</param>
    /// <param name="options">How it is written; null for System.Text.Json's defaults.</param>
    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(JsonSerializeAsync(value.Data, options));
    }

    /// <summary>Reads a value from JSON. Text that does not fit makes the output fail.</summary>
    /// <param name="json">The text.</param>
    /// <param name="options">How it is read; null for System.Text.Json's defaults.</param>
    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        var withOutputs = OutputJsonConverter.AddTo(options);
        return json.Apply(text => JsonSerializer.Deserialize<T>(text, withOutputs)!);
    }

    private static async ValueTask<OutputData<string>> JsonSerializeAsync<T>(ValueTask<OutputData<T>> pending, JsonSerializerOptions? options)
    {
        var data = await pending;
        if (!data.IsKnown)
            return data.With<string>(null!);

        var withOutputs = OutputJsonConverter.AddTo(options);
        while (true)
        {
            var (text, found, waiting) = OutputJsonConverter.Serialize(data.Value, withOutputs);
            if (waiting is null)
            {
                found = found.And(data);
                return found.With(found.IsKnown ? text : null!);
            }
            await waiting;
        }
    }
}
