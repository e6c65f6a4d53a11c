using System.Text;
using CsCheck;
using Infra.Engine.State;
using Infra.Engine.Tests.Planning;
using Infra.Engine.Tests.Values;
using Infra.Engine.Values;
using Xunit;

namespace Infra.Engine.Tests.State;

public sealed class DeploymentJsonTests
{
    private const string Exported = """
        {
            "version": 3,
            "deployment": {
                "manifest": {
                    "time": "2025-01-02T03:04:05.678901+01:00",
                    "magic": "ab35920a3077459b09dd1a3f7ddc28df4e3efc81b3240013bb6906688abc684d",
                    "version": "v3.259.0",
                    "plugins": [{"name":"kubernetes","type":"resource","version":"4.33.0"}]
                },
                "secrets_providers": {
                    "type": "passphrase",
                    "state": {
                        "salt": "v1:abc"
                    }
                },
                "resources": [
                    {
                        "urn": "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev",
                        "custom": false,
                        "type": "pulumi:pulumi:Stack",
                        "outputs": {
                            "token": {
                                "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
                                "ciphertext": "v1:1:InMzY3JldCI="
                            }
                        }
                    },
                    {
                        "urn": "urn:pulumi:dev::proj::test:index:Thing::a",
                        "custom": true,
                        "id": "a-id",
                        "type": "test:index:Thing",
                        "inputs": {
                            "file": {
                                "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
                                "hash": "0123",
                                "path": "./f"
                            },
                            "number": 1.5,
                            "ref": {
                                "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
                                "urn": "urn:pulumi:dev::proj::test:index:Thing::b",
                                "id": "b-id",
                                "packageVersion": ""
                            }
                        },
                        "parent": "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev",
                        "protect": true,
                        "dependencies": [
                            "urn:pulumi:dev::proj::test:index:Thing::b"
                        ],
                        "provider": "urn:pulumi:dev::proj::pulumi:providers:test::default::uuid",
                        "propertyDependencies": {
                            "ref": [
                                "urn:pulumi:dev::proj::test:index:Thing::b"
                            ]
                        },
                        "customTimeouts": {
                            "create": 120
                        },
                        "created": "2025-01-02T03:04:05Z",
                        "modified": "2025-01-02T03:04:05Z",
                        "sourcePosition": "project:///index.ts#1,2"
                    }
                ],
                "metadata": {}
            }
        }

        """;

    [Fact]
    public void What_Pulumi_exported_is_written_back_byte_for_byte_and_nothing_is_decrypted()
    {
        var secrets = new TestSecrets("v1:abc");

        var snapshot = DeploymentJson.Read(Utf8(Exported), "export.json", (_, _) => secrets);

        Assert.Equal(Exported, Write(snapshot));
        Assert.Equal(0, secrets.Decryptions + secrets.Encryptions);
    }

    [Fact]
    public void A_secret_is_decrypted_when_it_is_looked_at()
    {
        var secrets = new TestSecrets("v1:abc");
        var snapshot = DeploymentJson.Read(Utf8(Exported), "export.json", (_, _) => secrets);

        var token = Assert.IsType<SecretValue>(snapshot.StackOutputs["token"]);

        Assert.Equal(V.S("s3cret"), token.Value);
        Assert.Equal(1, secrets.Decryptions);
    }

    [Fact]
    public void A_secrets_provider_that_cannot_be_had_is_named_when_it_is_needed()
    {
        var snapshot = DeploymentJson.Read(Utf8(Exported.Replace("\"passphrase\"", "\"awskms\"", StringComparison.Ordinal)), "export.json", (_, _) => null);

        var token = Assert.IsType<SecretValue>(snapshot.StackOutputs["token"]);
        var error = Assert.ThrowsAny<EngineException>(() => token.Value);

        Assert.Contains("'awskms'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_of_an_export_that_shows_them_are_secret()
    {
        var shown = Exported.Replace("\"ciphertext\": \"v1:1:InMzY3JldCI=\"", "\"plaintext\": \"\\\"s3cret\\\"\"", StringComparison.Ordinal);

        var snapshot = DeploymentJson.Read(Utf8(shown), "export.json", (_, _) => null);

        Assert.Equal(V.Map(("token", V.Secret(V.S("s3cret")))), snapshot.StackOutputs);
        Assert.DoesNotContain("s3cret", Write(snapshot with { SecretsProvider = new TestSecrets() }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_secrets_provider_encrypts_everything_again()
    {
        var old = new TestSecrets("v1:abc");
        var snapshot = DeploymentJson.Read(Utf8(Exported), "export.json", (_, _) => old);

        var written = Write(snapshot with { SecretsProvider = new TestSecrets("another") });

        Assert.Equal(1, old.Decryptions);
        Assert.Contains("another", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Something_secret_without_a_secrets_provider_is_not_written()
    {
        var snapshot = new DeploymentSnapshot { Resources = [Thing("a", V.Map(("s", V.Secret(V.S("x")))))] };

        Assert.ThrowsAny<EngineException>(() => Write(snapshot));
    }

    [Fact]
    public void Any_values_come_back_as_they_were() => RandomValues.MapWithSecrets.Sample(map =>
    {
        var secrets = new TestSecrets();
        var snapshot = new DeploymentSnapshot { SecretsProvider = secrets, Resources = [Thing("a", map)] };
        return DeploymentJson.Read(Utf8(Write(snapshot)), "state.json", (_, _) => secrets).Resources[0].Inputs.Equals(map);
    });

    [Fact]
    public void Writing_twice_gives_the_same_bytes()
    {
        var snapshot = new DeploymentSnapshot { SecretsProvider = new TestSecrets(), Resources = [Thing("a", V.Map(("s", V.Secret(V.S("x")))))] };

        Assert.Equal(Write(snapshot), Write(snapshot));
    }

    [Fact]
    public void Infinite_numbers_come_back()
    {
        var inputs = V.Map(("list", V.L(V.N(double.PositiveInfinity), V.N(double.NaN))));

        var read = DeploymentJson.Read(Utf8(Write(new DeploymentSnapshot { Resources = [Thing("a", inputs)] })), "state.json", (_, _) => null);

        Assert.Equal(inputs, read.Resources[0].Inputs);
    }

    [Fact]
    public void What_is_planned_only_is_pending_and_nothing_recorded_refers_to_it()
    {
        var planned = Thing("planned", V.Map(("v", V.Unknown))) with { IsPlannedOnly = true, Id = "" };
        var made = Thing("made", PropertyMap.Empty) with { Dependencies = [planned.Urn], DeletedWith = planned.Urn };
        var waits = Thing("waits", PropertyMap.Empty) with { IsPlannedOnly = true, Dependencies = [planned.Urn] };

        var written = Write(new DeploymentSnapshot { Resources = [planned, made, waits] });
        var read = DeploymentJson.Read(Utf8(written), "state.json", (_, _) => null);

        Assert.Equal(["made", "planned", "waits"], read.Resources.Select(resource => resource.Urn[(resource.Urn.LastIndexOf(':') + 1)..]));
        Assert.Equal([false, true, true], read.Resources.Select(resource => resource.IsPlannedOnly));
        Assert.Empty(read.Resources[0].Dependencies);
        Assert.Null(read.Resources[0].DeletedWith);
        Assert.Equal([planned.Urn], read.Resources[2].Dependencies);
        Assert.Equal(2, written.Split("\"type\": \"creating\"").Length - 1);
    }

    [Fact]
    public void Operations_that_others_left_unfinished_are_kept()
    {
        var snapshot = new DeploymentSnapshot { PendingOperations = [new PendingOperation("updating", Thing("a", PropertyMap.Empty))] };

        var operation = Assert.Single(DeploymentJson.Read(Utf8(Write(snapshot)), "state.json", (_, _) => null).PendingOperations);

        Assert.Equal("updating", operation.Type);
    }

    [Fact]
    public void A_state_that_uses_replaceWith_is_version_4_as_Pulumi_writes_it()
    {
        var a = Thing("a", PropertyMap.Empty);

        var written = Write(new DeploymentSnapshot { Resources = [a, Thing("b", PropertyMap.Empty) with { ReplaceWith = [a.Urn] }] });

        Assert.StartsWith("{\n    \"version\": 4,\n    \"features\": [\n        \"replaceWith\"\n    ],", written, StringComparison.Ordinal);
        Assert.Equal([a.Urn], DeploymentJson.Read(Utf8(written), "state.json", (_, _) => null).Resources[1].ReplaceWith);
    }

    [Fact]
    public void The_secrets_provider_may_stand_after_the_resources()
    {
        const string late = """
            {"version": 3, "deployment": {"resources": [{"urn": "u", "type": "t", "custom": false,
              "outputs": {"s": {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:1:MQ=="}}}],
              "secrets_providers": {"type": "passphrase", "state": {"salt": "s"}}}}
            """;

        var snapshot = DeploymentJson.Read(Utf8(late), "state.json", (_, _) => new TestSecrets());

        Assert.Equal(V.Secret(V.N(1)), snapshot.Resources[0].Outputs["s"]);
    }

    [Fact]
    public void The_version_may_stand_after_the_deployment()
    {
        const string late = """{"deployment": {"resources": [{"urn": "u", "type": "t"}]}, "version": 3}""";

        Assert.Equal("u", Assert.Single(DeploymentJson.Read(Utf8(late), "state.json", (_, _) => null).Resources).Urn);
    }

    [Fact]
    public void A_secret_that_nobody_could_decrypt_is_told_with_its_place()
    {
        const string orphan = """
            {"version": 3, "deployment": {"resources": [{"urn": "u", "type": "t",
              "outputs": {"s": {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:1:MQ=="}}}]}}
            """;

        var error = Assert.Throws<DeploymentFormatException>(() => DeploymentJson.Read(Utf8(orphan), "state.json", (_, _) => null));

        Assert.StartsWith("state.json:2:", error.Message, StringComparison.Ordinal);
        Assert.Contains("does not say by what", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "state.json:1:1: not valid JSON")]
    [InlineData("[]", "state.json:1:1: this is not a stack's state")]
    [InlineData("{}", "this is not a stack's state")]
    [InlineData("{\"version\": 3}", "this is not a stack's state")]
    [InlineData("{\n  \"version\": 5, \"deployment\": {}}", "state.json:2:14: version 5 is newer than this engine: it reads versions 3 and 4.")]
    [InlineData("{\"version\": 2, \"deployment\": {}}", "state.json:1:13: version 2 is too old")]
    [InlineData("{\"version\": \"3\", \"deployment\": {}}", "version must be a number")]
    [InlineData("{\"version\": 4, \"features\": [\"views\", \"taint\"], \"deployment\": {}}", "the state uses views, which this engine cannot honour")]
    [InlineData("{\"version\": 3, \"deployment\": {\"resources\": {}}}", "state.json:1:44: resources must be a list.")]
    [InlineData("{\"version\": 3, \"deployment\": {\"resources\": [{\"urn\": \"u\"}]}}", "a resource must have urn and type")]
    [InlineData("{\"version\": 3, \"deployment\": {\"resources\": [{\"urn\": 7}]}}", "state.json:1:53: urn must be a string.")]
    [InlineData("{\"version\": 3, \"deployment\": {\"resources\": [{\"urn\": \"u\",\n \"type\":", "state.json:2:9: not valid JSON")]
    [InlineData("{\"version\": 3, \"checkpoint\": {}}", "`pulumi stack export` prints the form that can be read")]
    public void A_file_that_is_no_state_is_refused_with_its_place(string text, string message)
    {
        var error = Assert.Throws<DeploymentFormatException>(() => DeploymentJson.Read(Utf8(text), "state.json", (_, _) => null));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_anywhere_is_refused()
    {
        var whole = Utf8(Exported.TrimEnd());
        for (var length = 0; length < whole.Length; length++)
        {
            var part = whole.AsMemory(0, length);
            Assert.Throws<DeploymentFormatException>(() => DeploymentJson.Read(part, "state.json", (_, _) => new TestSecrets()));
        }
    }

    private static ResourceState Thing(string name, PropertyMap inputs) => new()
    {
        Urn = $"urn:pulumi:dev::proj::test:index:Thing::{name}",
        Type = "test:index:Thing",
        IsCustom = true,
        Id = $"{name}-id",
        Inputs = inputs,
    };

    private static string Write(DeploymentSnapshot snapshot)
    {
        using var file = new MemoryStream();
        DeploymentJson.Write(snapshot, file);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
