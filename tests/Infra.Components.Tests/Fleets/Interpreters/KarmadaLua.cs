using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Infra.Components.Fleets.Interpreters;
using NLua;

namespace Infra.Components.Tests.Fleets.Interpreters;

/// <summary>Runs the scripts as Karmada does: its libraries and no others, its function for each operation, JSON in and JSON out.</summary>
/// <remarks>
/// Karmada has Lua 5.1 (gopher-lua), this is 5.4: what only the newer one has is taken away or refused by a test, so that the scripts mean the same in both. As there,
/// every number is a floating one, and null is the same as absent.
/// </remarks>
internal static class KarmadaLua
{
    /// <summary>The function that Karmada calls for each operation (its package luavm).</summary>
    public static readonly ImmutableDictionary<string, string> Functions = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("healthInterpretation", "InterpretHealth"),
        KeyValuePair.Create("statusReflection", "ReflectStatus"),
        KeyValuePair.Create("statusAggregation", "AggregateStatus"),
        KeyValuePair.Create("retention", "Retain"),
        KeyValuePair.Create("dependencyInterpretation", "GetDependencies"),
    ]);

    // Karmada opens package, base, table, string, math and a small os, and then takes these away; package and os are nothing that a script of ours needs.
    private const string Sandbox = """
        for _, name in ipairs({ "collectgarbage", "dofile", "getmetatable", "load", "loadfile", "rawequal", "rawget", "rawset", "rawlen", "setmetatable", "require", "warn",
            "os", "io", "debug", "utf8", "coroutine", "package", "luanet", "import" }) do
          _G[name] = nil
        end
        for _, name in ipairs({ "move", "pack", "unpack" }) do table[name] = nil end
        for _, name in ipairs({ "pack", "packsize", "unpack" }) do string[name] = nil end
        for _, name in ipairs({ "tointeger", "type", "ult" }) do math[name] = nil end
        """;

    private const string GlobalNames = "local names = {} for name in pairs(_G) do table.insert(names, name) end return names";

    public static ImmutableArray<(string Kind, string Operation, string Text)> Scripts { get; } =
    [
        .. from manifest in InterpreterManifests.All
           let spec = JsonNode.Parse(Tree.Json(manifest.Content))!["spec"]!
           from customization in spec["customizations"]!.AsObject()
           select ($"{spec["target"]!["apiVersion"]} {spec["target"]!["kind"]}", customization.Key, $"{customization.Value!["luaScript"]}"),
    ];

    public static bool Health(JsonNode observed) => (bool)Run("healthInterpretation", observed)!;

    public static JsonObject Reflect(JsonNode observed) => Run("statusReflection", observed)!.AsObject();

    public static JsonObject Aggregate(JsonNode template, params IEnumerable<JsonNode> items) =>
        Run("statusAggregation", template, new JsonArray([.. items.Select(item => item.DeepClone())]))!.AsObject();

    public static JsonObject Retain(JsonNode desired, JsonNode observed) => Run("retention", desired, observed)!.AsObject();

    public static ImmutableArray<string> Dependencies(JsonNode desired) =>
        [.. Run("dependencyInterpretation", desired)!.AsArray().Select(item => $"{item!["apiVersion"]} {item["kind"]} {item["namespace"]}/{item["name"]}")];

    /// <summary>Runs the script of the first object's kind.</summary>
    public static JsonNode? Run(string operation, params ReadOnlySpan<JsonNode> arguments)
    {
        var kind = $"{arguments[0]["apiVersion"]} {arguments[0]["kind"]}";
        var script = Scripts.Single(script => script.Kind == kind && script.Operation == operation);
        return Run(script.Text, Functions[operation], arguments).Result;
    }

    /// <summary>What a function returns, and the names that the script leaves to whatever runs next in the same interpreter.</summary>
    public static (JsonNode? Result, ImmutableArray<string> Globals) Run(string script, string function, params ReadOnlySpan<JsonNode> arguments)
    {
        using var lua = new Lua();
        lua.State.Encoding = Encoding.UTF8;
        lua.DoString(Sandbox);
        var before = Names(lua);
        lua.DoString(script, function);
        var values = new object[arguments.Length];
        for (var index = 0; index < values.Length; index++)
            values[index] = lua.DoString($"return {Literal(arguments[index])}")[0];
        var result = Json(((LuaFunction)lua[function]).Call(values).FirstOrDefault());
        return (result, [.. Names(lua).Except(before, StringComparer.Ordinal)]);
    }

    private static ImmutableArray<string> Names(Lua lua) => [.. ((LuaTable)lua.DoString(GlobalNames)[0]).Values.Cast<string>()];

    private static string Literal(JsonNode? value) => value switch
    {
        JsonObject map => "{" + string.Concat(map.Where(pair => pair.Value is not null).Select(pair => $"[{Quoted(pair.Key)}]={Literal(pair.Value)},")) + "}",
        JsonArray list => "{" + string.Concat(list.Select(item => $"{Literal(item)},")) + "}",
        JsonValue text when text.TryGetValue<string>(out var found) => Quoted(found),
        JsonValue number when number.TryGetValue<long>(out var found) => $"{found}.0",
        _ => $"{value}",
    };

    private static string Quoted(string text) => "\"" + string.Concat(Encoding.UTF8.GetBytes(text).Select(letter => $"\\{letter:000}")) + "\"";

    private static JsonNode? Json(object? value) => value switch
    {
        null => null,
        LuaTable table when table.Keys.Count == 0 || table[1L] is not null => new JsonArray([.. Enumerable.Range(1, table.Keys.Count).Select(index => Json(table[(long)index]))]),
        LuaTable table => new JsonObject(table.Keys.Cast<string>().Order(StringComparer.Ordinal).Select(key => KeyValuePair.Create(key, Json(table[key])))),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        long whole => JsonValue.Create(whole),
        double number when number == Math.Floor(number) => JsonValue.Create((long)number),
        double number => JsonValue.Create(number),
        _ => throw new ArgumentException($"{value.GetType()} is nothing that JSON has", nameof(value)),
    };
}
