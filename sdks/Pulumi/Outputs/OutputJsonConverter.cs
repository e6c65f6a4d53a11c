using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

/// <summary>Lets System.Text.Json write outputs and inputs as their values, and read values as outputs.</summary>
internal sealed class OutputJsonConverter : JsonConverterFactory
{
    private static readonly ConditionalWeakTable<JsonSerializerOptions, JsonSerializerOptions> Extended = new();

    // Serializing is synchronous, so the pass that runs on this thread is the one that an output is written for.
    [ThreadStatic]
    private static Pass? _current;

    /// <summary>The options with this converter. Made once for each, because System.Text.Json keeps what it knows about types in them.</summary>
    public static JsonSerializerOptions AddTo(JsonSerializerOptions? options) => Extended.GetValue(
        options ?? JsonSerializerOptions.Default,
        static options => new JsonSerializerOptions(options) { Converters = { new OutputJsonConverter() } });

    /// <summary>Makes one pass over a value.</summary>
    /// <returns>The text, what was found about the outputs in it, and what to wait for before the next pass if the text is not good yet.</returns>
    public static (string Text, OutputData<object?> Found, Task? Waiting) Serialize<T>(T value, JsonSerializerOptions options)
    {
        var outer = _current;
        var pass = _current = new Pass();
        try
        {
            return (JsonSerializer.Serialize(value, options), pass.Found, pass.Waiting);
        }
        catch (Exception) when (pass.Waiting is not null)
        {
            return ("", pass.Found, pass.Waiting);
        }
        finally
        {
            _current = outer;
        }
    }

    public override bool CanConvert(Type typeToConvert) =>
        typeof(IOutput).IsAssignableFrom(typeToConvert) || typeof(IInput).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        typeof(IOutput).IsAssignableFrom(typeToConvert)
            ? (JsonConverter)Activator.CreateInstance(typeof(OfOutput<>).MakeGenericType(typeToConvert.GenericTypeArguments))!
            : (JsonConverter)Activator.CreateInstance(typeof(OfInput<>).MakeGenericType(typeToConvert))!;

    private static void Write(Utf8JsonWriter writer, object? value, JsonSerializerOptions options)
    {
        if (value is IInput input)
            value = input.ToOutput();
        if (value is not IOutput output)
            JsonSerializer.Serialize(writer, value, value?.GetType() ?? typeof(object), options);
        else if (_current!.TryTake(output, out var inner))
            Write(writer, inner, options);
        else
            writer.WriteNullValue();
    }

    /// <summary>What one pass came across.</summary>
    private sealed class Pass
    {
        private List<Task>? _pending;

        public OutputData<object?> Found { get; private set; } = OutputData.Create<object?>(null);

        public Task? Waiting => _pending is null ? null : Task.WhenAll(_pending);

        public bool TryTake(IOutput output, out object? value)
        {
            value = null;
            if (!output.TryGetData(out var data, out var pending))
            {
                (_pending ??= []).Add(pending);
                return false;
            }
            Found = Found.And(data);
            value = data.Value;
            return data.IsKnown;
        }
    }

    private sealed class OfOutput<T> : JsonConverter<Output<T>>
    {
        public override Output<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Output.Create(JsonSerializer.Deserialize<T>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Output<T> value, JsonSerializerOptions options) => OutputJsonConverter.Write(writer, value, options);
    }

    private sealed class OfInput<TInput> : JsonConverter<TInput>
        where TInput : class
    {
        public override TInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException($"{typeToConvert} cannot be read from JSON; read an Output instead.");

        public override void Write(Utf8JsonWriter writer, TInput value, JsonSerializerOptions options) => OutputJsonConverter.Write(writer, value, options);
    }
}
