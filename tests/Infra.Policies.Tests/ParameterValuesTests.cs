using System.Collections.Immutable;
using Infra.Documents;
using Xunit;

namespace Infra.Policies.Tests;

public sealed class ParameterValuesTests
{
    [Fact]
    public void Every_fault_of_a_list_is_told_at_its_item() => Assert.Equal(
        ["[0] found the number 1; allowed: a text", "[2] found true; allowed: a text", "[3] found an empty text; allowed: a text"],
        Faults(ParameterType.Texts, List(1, "a", true, "  ")));

    [Fact]
    public void Faults_of_a_map_are_told_in_the_order_of_its_keys() => Assert.Equal(
        ["[a] found true; allowed: a text", "[b] found a list; allowed: a text", "[c] found an empty text; allowed: a text", "[d] found a map; allowed: a text", "[e] found false; allowed: a text"],
        Faults(ParameterType.Labels, Map(("e", false), ("d", Map()), ("c", ""), ("b", List()), ("a", true), ("f", 1), ("g", "text"))));

    [Fact]
    public void Amounts_are_written_as_numbers_or_as_texts()
    {
        Assert.Empty(Faults(ParameterType.Quantities, Map(("pods", 50), ("secrets", "50"), ("memory", "2Gi"), ("cpu", 0.5))));
        Assert.Equal(
            [
                "[a] found 'lots'; allowed: an amount as Kubernetes writes it, such as 500m or 2Gi",
                "[b] found the number -1; allowed: an amount as Kubernetes writes it, such as 500m or 2Gi",
                "[c] found a list; allowed: an amount as Kubernetes writes it, such as 500m or 2Gi",
            ],
            Faults(ParameterType.Quantities, Map(("a", "lots"), ("b", -1), ("c", List()))));
        Assert.Equal(["[] found 'many'; allowed: a map of amounts, such as memory: 2Gi"], Faults(ParameterType.Quantities, "many"));
    }

    [Fact]
    public void Amounts_reach_expressions_as_texts()
    {
        const string Pack = "{ title: A, description: B, version: 1.1.0, parameters: { registries: { type: quantities, description: C. } } }";
        using var folder = new PackFolder().WithBoth(Pack);
        var policy = Assert.Single(folder.Read().Policies);
        var spec = policy.SpecFor(PolicyAction.Enforce, ImmutableSortedDictionary.Create<string, object>(StringComparer.Ordinal).Add("registries", Map(("cpu", 0.5), ("memory", "2Gi"), ("pods", 50))));
        Assert.Contains("{'cpu': '0.5', 'memory': '2Gi', 'pods': '50'}", ((ImmutableArray<object>)spec["variables"]).Cast<ImmutableDictionary<string, object>>().Select(variable => variable["expression"]));
    }

    [Theory]
    [InlineData("*", "*", false)]
    [InlineData("**", "*", false)]
    [InlineData("*", "https://github.com/example/*", true)]
    [InlineData("https://issuer.example.com", "*", true)]
    public void Somebody_in_particular_signs(string issuer, string subject, bool isRight) =>
        Assert.Equal(isRight, Faults(ParameterType.Identities, List(Map(("issuer", issuer), ("subject", subject)))).Count == 0);

    [Fact]
    public void Every_fault_of_an_identity_is_told_in_a_fixed_order() => Assert.Equal(
        ["[0, aaa] found the key 'aaa'; allowed: issuer, subject", "[0, bbb] found the key 'bbb'; allowed: issuer, subject", "[0, ccc] found the key 'ccc'; allowed: issuer, subject", "[0] 'subject' is missing, or no text"],
        Faults(ParameterType.Identities, List(Map(("ccc", 1), ("issuer", "x"), ("bbb", 1), ("aaa", 1)))));

    [Theory]
    [InlineData(ParameterType.Text, "")]
    [InlineData(ParameterType.Text, " \n")]
    public void An_empty_text_is_none(ParameterType type, string text) => Assert.Equal(["[] found an empty text; allowed: a text"], Faults(type, text));

    private static IReadOnlyList<string> Faults(ParameterType type, object value) =>
        [.. ParameterValues.Faults(new PolicyParameter("some", type, "Some.", IsRequired: false, new SourcePlace("pack.yaml", 1, 1)), value).Select(fault => $"[{string.Join(", ", fault.Path)}] {fault.Message}")];

    private static ImmutableArray<object> List(params object[] items) => [.. items];

    private static ImmutableDictionary<string, object> Map(params (string Key, object Value)[] entries) => entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
}
