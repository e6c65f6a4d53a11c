using System.Text;
using Infra.Engine.State;
using Infra.Engine.Tests.Planning;
using Xunit;

namespace Infra.Engine.Tests.State;

public sealed class GoldenTests
{
    /// <summary>The whole file of a small stack, so that a reviewer sees what a change of the engine does to recorded states.</summary>
    [Fact]
    public async Task A_small_stack_is_recorded_like_this()
    {
        var plan = await TestRun.PlanAsync(async client =>
        {
            var site = await client.Component("site");
            var made = await client.Custom("made", V.Map(("token", V.Secret(V.S("hush"))), ("v", V.N(1))), request =>
            {
                request.Parent = site;
                request.Version = "1.2.3";
                request.Protect = true;
                request.CustomTimeouts = new() { Create = "10m" };
            });
            await client.Custom("planned", V.Map(("from", V.Unknown)), request =>
            {
                request.Parent = site;
                request.Version = "1.2.3";
                request.Dependencies.Add(made);
                request.PropertyDependencies["from"] = new() { Urns = { made } };
            });
            await client.Outputs(site, V.Map(("url", V.S("https://<site>"))));
            await client.Outputs(TestRun.StackUrn, V.Map(("token", V.Secret(V.S("hush"))), ("later", V.Unknown)));
        });

        using var file = new MemoryStream();
        DeploymentJson.Write(plan.Snapshot with { SecretsProvider = new TestSecrets() }, file);

        Assert.Equal(Golden, Encoding.UTF8.GetString(file.ToArray()));
    }

    private const string Golden = """
        {
            "version": 3,
            "deployment": {
                "manifest": {
                    "time": "2026-02-03T04:05:06Z",
                    "magic": "ab35920a3077459b09dd1a3f7ddc28df4e3efc81b3240013bb6906688abc684d",
                    "version": "v3.259.0"
                },
                "secrets_providers": {
                    "type": "passphrase",
                    "state": {
                        "salt": "salt"
                    }
                },
                "resources": [
                    {
                        "urn": "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev",
                        "custom": false,
                        "type": "pulumi:pulumi:Stack",
                        "outputs": {
                            "later": "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
                            "token": {
                                "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
                                "ciphertext": "v1:1:Imh1c2gi"
                            }
                        },
                        "created": "2026-02-03T04:05:06Z",
                        "modified": "2026-02-03T04:05:06Z"
                    },
                    {
                        "urn": "urn:pulumi:dev::proj::my:index:Component::site",
                        "custom": false,
                        "type": "my:index:Component",
                        "outputs": {
                            "url": "https://<site>"
                        },
                        "parent": "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev",
                        "created": "2026-02-03T04:05:06Z",
                        "modified": "2026-02-03T04:05:06Z"
                    },
                    {
                        "urn": "urn:pulumi:dev::proj::pulumi:providers:test::default_1_2_3",
                        "custom": true,
                        "id": "ae26bdf7-71fa-57cd-862b-f70cf4737e30",
                        "type": "pulumi:providers:test",
                        "inputs": {
                            "version": "1.2.3"
                        },
                        "outputs": {
                            "version": "1.2.3"
                        },
                        "created": "2026-02-03T04:05:06Z",
                        "modified": "2026-02-03T04:05:06Z"
                    },
                    {
                        "urn": "urn:pulumi:dev::proj::my:index:Component$test:index:Thing::made",
                        "custom": true,
                        "id": "made-id",
                        "type": "test:index:Thing",
                        "inputs": {
                            "token": {
                                "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
                                "ciphertext": "v1:2:Imh1c2gi"
                            },
                            "v": 1
                        },
                        "outputs": {
                            "made": true,
                            "token": {
                                "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
                                "ciphertext": "v1:2:Imh1c2gi"
                            },
                            "v": 1
                        },
                        "parent": "urn:pulumi:dev::proj::my:index:Component::site",
                        "protect": true,
                        "provider": "urn:pulumi:dev::proj::pulumi:providers:test::default_1_2_3::ae26bdf7-71fa-57cd-862b-f70cf4737e30",
                        "customTimeouts": {
                            "create": 600
                        },
                        "created": "2026-02-03T04:05:06Z",
                        "modified": "2026-02-03T04:05:06Z"
                    }
                ],
                "pending_operations": [
                    {
                        "resource": {
                            "urn": "urn:pulumi:dev::proj::my:index:Component$test:index:Thing::planned",
                            "custom": true,
                            "type": "test:index:Thing",
                            "inputs": {
                                "from": "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
                            },
                            "parent": "urn:pulumi:dev::proj::my:index:Component::site",
                            "dependencies": [
                                "urn:pulumi:dev::proj::my:index:Component$test:index:Thing::made"
                            ],
                            "provider": "urn:pulumi:dev::proj::pulumi:providers:test::default_1_2_3::ae26bdf7-71fa-57cd-862b-f70cf4737e30",
                            "propertyDependencies": {
                                "from": [
                                    "urn:pulumi:dev::proj::my:index:Component$test:index:Thing::made"
                                ]
                            },
                            "created": "2026-02-03T04:05:06Z",
                            "modified": "2026-02-03T04:05:06Z"
                        },
                        "type": "creating"
                    }
                ]
            }
        }

        """;
}
