using Google.Protobuf;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests;

public class AliasesInternalsTests
{
    private readonly RecordingEngine _engine = new();

    [Fact]
    public async Task Aliases_go_as_the_parts_in_which_they_differ()
    {
        await _engine.RunAsync(() =>
        {
            var parent = new Group("parent");
            _ = new Thing("thing", options: new()
            {
                Aliases =
                {
                    new Alias { Name = "old" },
                    new Alias { Type = "old:index:Thing", Stack = "s", Project = "p" },
                    new Alias { NoParent = true },
                    new Alias { Parent = parent },
                    new Alias { ParentUrn = "urn:pulumi:dev::proj::x:y:Z::q" },
                    new Alias { Urn = "urn:pulumi:dev::proj::x:y:Z::whole" },
                },
            });
        });

        Assert.Equal(
            [
                """{ "spec": { "name": "old", "noParent": false } }""",
                """{ "spec": { "type": "old:index:Thing", "stack": "s", "project": "p", "noParent": false } }""",
                """{ "spec": { "noParent": true } }""",
                """{ "spec": { "parentUrn": "urn:pulumi:dev::proj::test:index:Group::parent" } }""",
                """{ "spec": { "parentUrn": "urn:pulumi:dev::proj::x:y:Z::q" } }""",
                """{ "urn": "urn:pulumi:dev::proj::x:y:Z::whole" }""",
            ],
            _engine.Registration("thing").Aliases.Select(alias => JsonFormatter.Default.Format(alias)));
    }

    [Fact]
    public async Task An_alias_of_which_something_is_unknown_is_left_out()
    {
        await _engine.RunAsync(() => _ = new Thing("thing", options: new()
        {
            Aliases = { new Alias { Name = OutputUtilities.CreateUnknown("x") }, OutputUtilities.CreateUnknown(new Alias { Name = "y" }) },
        }));

        Assert.Empty(_engine.Registration("thing").Aliases);
    }

    [Fact]
    public async Task An_alias_with_two_parents_is_refused()
    {
        Assert.Equal(32, await _engine.RunAsync(() => _ = new Thing("thing", options: new() { Aliases = { new Alias { NoParent = true, ParentUrn = "urn:x" } } })));
        Assert.Contains("only one of Parent, ParentUrn and NoParent", Assert.Single(_engine.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_engine_gets_whole_urns_those_of_renamed_parents_included()
    {
        var engine = new RecordingEngine { Unsupported = { "aliasSpecs" } };
        await engine.RunAsync(() => _ = new Group(
            "group",
            group => _ = new Thing("thing", options: new() { Parent = group, Aliases = { new Alias { Name = "old" }, new Alias { NoParent = true } } }),
            new() { Aliases = { new Alias { Name = "oldgroup", Type = "old:index:Group" } } }));

        Assert.Equal(["urn:pulumi:dev::proj::old:index:Group::oldgroup"], engine.Registration("group").AliasURNs);
        Assert.Equal(
            [
                "urn:pulumi:dev::proj::test:index:Group$test:index:Thing::old",
                "urn:pulumi:dev::proj::test:index:Thing::thing",
                "urn:pulumi:dev::proj::old:index:Group$test:index:Thing::thing",
            ],
            engine.Registration("thing").AliasURNs);
        Assert.Empty(engine.Registration("thing").Aliases);
    }
}
