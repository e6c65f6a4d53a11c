using System.Collections.Immutable;
using System.Text.Json;
using Infra.Documents;
using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Reading;

public sealed class StackConfigTests : IDisposable
{
    private const string Karmada = "  infra:karmada: {stack: mgmt}\n";
    private const string Canary = "canary-7f3a";

    private readonly StacksFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("config:\n  clusters: {}\n  infra:clusters: {}\n", "INF012 stacks/Pulumi.dev.yaml:3:3 'infra:clusters' is set twice; the first is in line 2.")]
    [InlineData("config:\n  infra:config:fleets: {}\n  infra:fleets: {}\n", "INF012 stacks/Pulumi.dev.yaml:3:3 'infra:fleets' is set twice; the first is in line 2.")]
    [InlineData("config: [a]\n", "INF011 stacks/Pulumi.dev.yaml:1:9 'config' has to be a map; this is a list.")]
    [InlineData("confg: {}\n", "INF001 stacks/Pulumi.dev.yaml:1:1 unknown key 'confg'; allowed: config, encryptionsalt, secretsprovider, encryptedkey, environment; did you mean 'config'?")]
    [InlineData("config:\ninfra:clusters: {}\n", "INF001 stacks/Pulumi.dev.yaml:2:1 unknown key 'infra:clusters'; allowed: config, encryptionsalt, secretsprovider, encryptedkey, environment")]
    public void What_would_be_ignored_is_refused(string text, string finding)
    {
        _folder.Write("stacks/Pulumi.dev.yaml", text);

        Assert.Equal(finding, Assert.Single(_folder.Read("dev").Findings).ToString());
    }

    [Fact]
    public void Keys_of_other_projects_are_not_ours()
    {
        _folder.Write("stacks/Pulumi.dev.yaml", $"config:\n  aws:region: eu-central-1\n{Karmada}");

        Assert.Empty(_folder.Read("dev").Findings);
    }

    [Fact]
    public void What_the_program_is_handed_has_the_places_of_the_file()
    {
        var document = Overlaid(
            "config:\n  infra:karmada:\n    stack: mgmt\n  infra:fleets:\n    f:\n      members:\n        clusters: [a, b]\n",
            ("karmada", """{"stack":"mgmt"}"""),
            ("fleets", """{"f":{"members":{"clusters":["a","b"]}}}"""));

        Assert.Equal("2:3", At(document, "karmada"));
        Assert.Equal("3:5", At(document, "karmada", "stack"));
        Assert.Equal("7:9", At(document, "fleets", "f", "members", "clusters"));
        Assert.Equal("7:23", $"{((YamlList)Value(document, "fleets", "f", "members", "clusters")).Items[1].Place.Line}:{((YamlList)Value(document, "fleets", "f", "members", "clusters")).Items[1].Place.Column}");
    }

    [Theory]
    [InlineData("1.30", "1.3", "1.30")]
    [InlineData("1.30", "1.4", "1.4")]
    [InlineData("012", "10", "012")]
    [InlineData("0o17", "15", "0o17")]
    [InlineData("1_000", "1000", "1_000")]
    [InlineData("0x1F", "31", "0x1F")]
    [InlineData("2026-11-23", "\"2026-11-23T00:00:00Z\"", "2026-11-23")]
    [InlineData("true", "true", "true")]
    [InlineData("yes", "\"yes\"", "yes")]
    [InlineData("true", "5", "5")]
    [InlineData("word", "5", "5")]
    [InlineData("~", "null", "~")]
    public void What_is_written_is_kept_where_it_says_the_same(string written, string handed, string kept)
    {
        var document = Overlaid($"config:\n  infra:karmada:\n    stack: {written}\n", ("karmada", $$"""{"stack":{{handed}}}"""));

        Assert.Equal((kept, true), Value(document, "karmada", "stack") is YamlScalar scalar ? (scalar.Text, scalar.IsPlain) : default);
    }

    [Fact]
    public void A_value_that_differs_from_the_file_wins_and_has_the_nearest_place()
    {
        var document = Overlaid("config:\n  infra:karmada:\n    stack: mgmt\n", ("karmada", """{"stack":"other","existing":{"kubeconfig":{"path":"p"}}}"""), ("managementCluster", "\"m\""));

        Assert.Equal(new YamlScalar(new SourcePlace("stacks/Pulumi.dev.yaml", 3, 12), "other", IsPlain: false), Value(document, "karmada", "stack"));
        Assert.Equal("3:5", At(document, "karmada", "existing", "kubeconfig", "path"));
        Assert.Equal("1:1", At(document, "managementCluster"));
    }

    [Fact]
    public void A_key_that_is_taken_out_of_the_configuration_is_gone()
    {
        var document = Overlaid("config:\n  infra:karmada: {stack: mgmt}\n  infra:fleets: {}\n  infra:fleet: {}\n", ("karmada", """{"stack":"mgmt"}"""));

        Assert.Null(document["fleets"]);
        Assert.NotNull(document["fleet"]);
    }

    [Fact]
    public void Secrets_are_secrets_at_any_depth_with_what_was_decrypted()
    {
        var document = Overlaid(
            "encryptionsalt: s\nconfig:\n  infra:clusters:\n    a:\n      list:\n        - content:\n            secure: v1:x\n",
            ("clusters", """{"a":{"list":[{"content":"CANARY"}]}}"""));

        var secret = Assert.IsType<SecretNode>(((YamlMap)((YamlList)Value(document, "clusters", "a", "list")).Items[0])["content"]!.Value);
        Assert.Equal(Canary, secret.Reveal());
        Assert.Equal("[secret]", secret.ToString());
    }

    [Fact]
    public void Without_files_everything_is_in_the_stacks_file_somewhere()
    {
        var document = StackConfig.FromProgram(Values(("karmada", """{"stack":"mgmt"}""")), null, "dev");

        Assert.Equal(new SourcePlace("stacks/Pulumi.dev.yaml", 1, 1), Value(document, "karmada", "stack").Place);
    }

    [Fact]
    public void A_program_without_files_takes_secrets_that_were_decrypted()
    {
        var reading = new SpecificationLoader(null).FromProgram(
            "dev", Values(("karmada", """{"existing":{"kubeconfig":{"content":"CANARY"}}}""")));

        Assert.Equal(Canary, reading.Platform!.Karmada.Existing!.Kubeconfig.Content!.Reveal());
        Assert.DoesNotContain(Canary, $"{reading.Platform}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_plain_text_is_refused_and_not_repeated()
    {
        _folder.Write("stacks/Pulumi.dev.yaml", $"config:\n  infra:karmada:\n    existing:\n      kubeconfig:\n        content: {Canary}\n  infra:secrets:\n    a: {Canary}\n    b: [{Canary}]\n    c: {{secure: {Canary}, more: 1}}\n");

        var findings = _folder.Read("dev").Findings;

        Assert.Equal(["INF015 5:18", "INF015 7:8", "INF002 8:8", "INF002 9:8"], findings.Select(finding => $"{finding.Rule.Id} {finding.Place!.Value.Line}:{finding.Place.Value.Column}"));
        Assert.DoesNotContain(Canary, string.Concat(findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CANARY")]
    [InlineData("v1:CANARY")]
    [InlineData("v1:CANARY:a word")]
    public void What_was_never_encrypted_is_refused_and_not_repeated(string secret)
    {
        _folder.Write("stacks/Pulumi.dev.yaml", $"encryptionsalt: s\nconfig:\n  infra:karmada: {{existing: {{kubeconfig: {{path: k}}}}}}\n  infra:secrets:\n    a: {{secure: '{secret.Replace("CANARY", Canary, StringComparison.Ordinal)}'}}\n");
        var handed = Values(("karmada", """{"existing":{"kubeconfig":{"path":"k"}}}"""), ("secrets", """{"a":"CANARY"}"""));

        foreach (var reading in new[] { _folder.Read("dev"), _folder.Loader.FromProgram("dev", handed) })
        {
            Assert.Equal(["INF015 5:8"], reading.Findings.Select(finding => $"{finding.Rule.Id} {finding.Place!.Value.Line}:{finding.Place.Value.Column}"));
            Assert.DoesNotContain(Canary, string.Concat(reading.Findings), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("infra:secrets: CANARY")]
    [InlineData("infra:clusterDefaults: CANARY")]
    [InlineData("infra:clusters: CANARY")]
    [InlineData("infra:karmada: CANARY")]
    [InlineData("infra:karmada: {existing: CANARY}")]
    [InlineData("infra:karmada: {existing: {kubeconfig: CANARY}}")]
    [InlineData("infra:clusters: {a: {kind: attached, mode: pull, kubeconfig: CANARY}}")]
    [InlineData("infra:clusters: {a: {kind: aws, bootstrapObjects: CANARY}}")]
    [InlineData("infra:clusters: {a: {kind: aws, bootstrapObjects: [CANARY]}}")]
    [InlineData("infra:clusters: {a: {kind: aws, bootstrapObjects: [{kind: Secret, name: a, secretData: CANARY}]}}")]
    public void A_text_where_something_with_a_secret_belongs_is_refused_and_not_repeated(string line)
    {
        _folder.Write("stacks/Pulumi.dev.yaml", $"config:\n  {line.Replace("CANARY", Canary, StringComparison.Ordinal)}\n");

        var findings = _folder.Read("dev").Findings;

        Assert.Contains(findings, finding => finding.Rule == Rules.Type && finding.Message.StartsWith("found a text; allowed: ", StringComparison.Ordinal));
        Assert.DoesNotContain(Canary, string.Concat(findings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_where_none_belongs_is_refused_and_not_repeated()
    {
        var text = "encryptionsalt: s\nconfig:\n  infra:karmada:\n    stack: {secure: x}\n  infra:clusters:\n    a: {kind: attached, mode: pull, labels: {x: {secure: x}}, zones: [{secure: x}], protected: {secure: x}, network: {podCidr: {secure: x}}}\n"
            + "  infra:applications:\n    a: {namespace: n, helm: {chart: c, repository: 'https://c.example.com', version: 1.0.0, values: {x: {secure: x}}}, placement: {}}\n";
        _folder.Write("stacks/Pulumi.dev.yaml", text);
        var handed = Values(
            ("karmada", """{"stack":"CANARY"}"""),
            ("clusters", """{"a":{"kind":"attached","mode":"pull","labels":{"x":"CANARY"},"zones":["CANARY"],"protected":"CANARY","network":{"podCidr":"CANARY"}}}"""),
            ("applications", """{"a":{"namespace":"n","helm":{"chart":"c","repository":"https://c.example.com","version":"1.0.0","values":{"x":"CANARY"}},"placement":{}}}"""));

        var reading = _folder.Loader.FromProgram("dev", handed);

        Assert.Equal(6, reading.Findings.Count(finding => finding.Message.Contains("secret", StringComparison.Ordinal)));
        Assert.DoesNotContain(Canary, string.Concat(reading.Findings), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, $"{reading} {reading.Document}", StringComparison.Ordinal);
    }

    private static YamlNode Value(YamlMap document, params string[] path)
    {
        YamlNode node = document;
        foreach (var key in path)
            node = ((YamlMap)node)[key]!.Value;
        return node;
    }

    private static string At(YamlMap document, params string[] path)
    {
        var place = ((YamlMap)Value(document, path[..^1]))[path[^1]]!.Place;
        return $"{place.Line}:{place.Column}";
    }

    private static ImmutableArray<(string Key, JsonElement Value)> Values(params (string Key, string Json)[] values) =>
        [.. values.Select(value => (value.Key, JsonDocument.Parse(value.Json.Replace("CANARY", Canary, StringComparison.Ordinal)).RootElement))];

    private YamlMap Overlaid(string text, params (string Key, string Json)[] values)
    {
        _folder.Write("stacks/Pulumi.dev.yaml", text);
        return StackConfig.FromProgram(Values(values), StackConfig.FromFiles(new ProjectFiles(_folder.Root), "dev"), "dev");
    }
}
