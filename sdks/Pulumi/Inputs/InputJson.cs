using System.Text.Json;

namespace Pulumi;

/// <summary>An input of any JSON value, given as text, document or element.</summary>
public sealed class InputJson : Input<JsonElement>
{
    /// <summary>An input of JSON's null.</summary>
    public InputJson()
        : this(Parse("null"))
    {
    }

    private InputJson(JsonElement value)
        : base(value)
    {
    }

    private InputJson(Output<JsonElement> value)
        : base(value)
    {
    }

    /// <summary>Parses JSON. Text that is not JSON makes the input fail when it is used.</summary>
    public static implicit operator InputJson(string json) => Output.Create(json);

    /// <summary>The root of a document.</summary>
    public static implicit operator InputJson(JsonDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(document.RootElement);
    }

    /// <summary>A JSON value.</summary>
    public static implicit operator InputJson(JsonElement element) => new(element);

    /// <summary>Parses JSON. Text that is not JSON makes the input fail when it is used.</summary>
    public static implicit operator InputJson(Output<string> json) => new(json.Apply(Parse));

    /// <summary>The root of a document.</summary>
    public static implicit operator InputJson(Output<JsonDocument> document) => new(document.Apply(value => value.RootElement));

    /// <summary>A JSON value.</summary>
    public static implicit operator InputJson(Output<JsonElement> element) => new(element);

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
