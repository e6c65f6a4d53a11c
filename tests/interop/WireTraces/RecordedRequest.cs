using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Infra.Interop.Tests.WireTraces;

/// <summary>One request that a program sent.</summary>
/// <param name="Method">The method's name, such as <c>RegisterResource</c>.</param>
/// <param name="Content">The message as protobuf JSON, with the fields of every object in ordinal order.</param>
internal sealed record RecordedRequest(string Method, string Content)
{
    /// <summary>Records a message as it arrived.</summary>
    public static RecordedRequest Of(string fullMethod, IMessage message) => Parse($"{fullMethod[(fullMethod.LastIndexOf('/') + 1)..]} {JsonFormatter.Default.Format(message)}");

    /// <summary>Reads a line of a recorded exchange: the method's name, a space, the message.</summary>
    public static RecordedRequest Parse(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return new(line[..space], Ordered(JsonNode.Parse(line[space..]))!.ToJsonString());
    }

    /// <summary>The message as JSON.</summary>
    public JsonObject Message => JsonNode.Parse(Content)!.AsObject();

    public override string ToString() => $"{Method} {Content}";

    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject item => new JsonObject(item.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, Ordered(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Ordered)]),
        _ => node?.DeepClone(),
    };
}
