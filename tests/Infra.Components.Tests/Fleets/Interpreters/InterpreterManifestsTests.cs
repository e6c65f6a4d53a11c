using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Components.Fleets.Interpreters;
using Infra.Interop.Tests.Schemas;
using Xunit;

namespace Infra.Components.Tests.Fleets.Interpreters;

public sealed class InterpreterManifestsTests
{
    private static readonly Lazy<KindCatalog> Kinds = new(() => KindCatalog.Open(Shared.Find(".")));

    public static TheoryData<string, string> Scripts
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (kind, operation, _) in KarmadaLua.Scripts)
                data.Add(kind, operation);
            return data;
        }
    }

    [Fact]
    public void Karmada_s_schema_takes_every_customization()
    {
        var validator = new SchemaValidator(Kinds.Value);

        Assert.All(InterpreterManifests.All, manifest => Assert.Empty(validator.Validate(JsonNode.Parse(Tree.Json(manifest.Manifest("none")))).Select(problem => problem.ToString())));
    }

    [Fact]
    public void Every_kind_that_is_customized_exists_in_that_version() => Assert.All(InterpreterManifests.All, manifest => Assert.NotNull(
        Kinds.Value.Find($"{Tree.At(manifest.Content, "spec", "target", "apiVersion")}", $"{Tree.At(manifest.Content, "spec", "target", "kind")}")));

    [Fact]
    public void No_two_customizations_are_of_one_kind() =>
        Assert.Distinct(InterpreterManifests.All.Select(manifest => $"{Tree.At(manifest.Content, "spec", "target", "apiVersion")} {Tree.At(manifest.Content, "spec", "target", "kind")}"));

    [Fact]
    public void Every_customization_lives_outside_namespaces_under_its_own_name()
    {
        Assert.All(InterpreterManifests.All, manifest => Assert.True(manifest.IsClusterScoped));
        Assert.Distinct(InterpreterManifests.All.Select(manifest => manifest.Name));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_leaves_only_the_function_that_Karmada_calls(string kind, string operation)
    {
        // Karmada runs many scripts in one interpreter: a name that one leaves is found by the next.
        var function = KarmadaLua.Functions[operation];
        var script = KarmadaLua.Scripts.Single(script => script.Kind == kind && script.Operation == operation).Text;
        var item = new JsonObject { ["clusterName"] = "a", ["applied"] = true, ["status"] = new JsonObject() };
        JsonNode second = operation is "statusAggregation" ? new JsonArray(item) : Recorded.Installed;

        Assert.Equal([function], KarmadaLua.Run(script, function, Recorded.Installed, second).Globals);
    }

    [Fact]
    public void Scripts_use_nothing_that_Karmada_s_Lua_lacks_or_takes_away()
    {
        // Names that it takes away or never opens, and signs that Lua has only since 5.2.
        var forbidden = new Regex(
            @"\b(collectgarbage|dofile|getfenv|getmetatable|load|loadfile|loadstring|rawequal|rawget|rawset|rawlen|setfenv|setmetatable|module|newproxy|require|os|io|debug|coroutine|utf8|goto|unpack|print)\b|//|<<|>>|[&|]|~(?!=)|::|table\.(move|pack)",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1));

        Assert.All(
            KarmadaLua.Scripts.Select(script => script.Text).Distinct(StringComparer.Ordinal),
            text => Assert.DoesNotMatch(forbidden, WithoutWords(text)));
    }

    // Comments and texts say what they like.
    private static string WithoutWords(string script) =>
        Regex.Replace(script, "\"[^\"\n]*\"|--[^\n]*", "", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
