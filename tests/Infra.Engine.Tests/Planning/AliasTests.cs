using Infra.Engine.Planning;
using Pulumirpc;
using Xunit;

namespace Infra.Engine.Tests.Planning;

public sealed class AliasTests
{
    private static readonly StackIdentity Stack = new("org", "proj", "dev");

    [Fact]
    public void An_alias_is_what_it_says_and_otherwise_what_the_resource_is()
    {
        var parent = new Registration("urn:pulumi:dev::proj::p:q:Parent::parent", "p:q:Parent", "parent", null);

        Assert.Equal(
            [
                "urn:pulumi:dev::proj::p:q:Parent$a:b:C::former",
                "urn:pulumi:dev::proj::p:q:Parent$a:b:Former::n",
                "urn:pulumi:old::other::p:q:Parent$a:b:C::n",
                "urn:pulumi:dev::proj::a:b:C::n",
                "urn:pulumi:dev::proj::x:y:Z$a:b:C::n",
                "urn:pulumi:dev::proj::whole:a:Urn::u",
            ],
            Expand(
                "n",
                parent,
                new ResourceAlias(null, Name: "former"),
                new ResourceAlias(null, Type: "a:b:Former"),
                new ResourceAlias(null, Stack: "old", Project: "other"),
                new ResourceAlias(null, HadNoParent: true),
                new ResourceAlias(null, Parent: "urn:pulumi:dev::proj::x:y:Z::elsewhere"),
                new ResourceAlias("urn:pulumi:dev::proj::whole:a:Urn::u"),
                new ResourceAlias("urn:pulumi:dev::proj::p:q:Parent$a:b:C::n")));
    }

    [Fact]
    public void A_child_inherits_its_parents_aliases_with_the_names_that_follow_from_them()
    {
        var parent = new Registration("urn:pulumi:dev::proj::p:q:Parent::site", "p:q:Parent", "site", null)
        {
            Aliases = ["urn:pulumi:dev::proj::p:q:Old::site", "urn:pulumi:dev::proj::p:q:Parent::place"],
        };

        Assert.Equal(
            [
                "urn:pulumi:dev::proj::p:q:Parent$a:b:C::former",
                "urn:pulumi:dev::proj::p:q:Old$a:b:C::site-vm",
                "urn:pulumi:dev::proj::p:q:Old$a:b:C::former",
                "urn:pulumi:dev::proj::p:q:Parent$a:b:C::place-vm",
            ],
            Expand("site-vm", parent, new ResourceAlias(null, Name: "former")));
    }

    [Fact]
    public async Task A_renamed_component_takes_its_children_along()
    {
        var recorded = await TestRun.RecordAsync(async client =>
        {
            var parent = await client.Component("old");
            await client.Custom("old-thing", change: request => request.Parent = parent);
        });

        var plan = await TestRun.PlanAsync(async client =>
        {
            var parent = await client.Component("new", request => request.Aliases.Add(new Alias { Spec = new() { Name = "old" } }), type: "my:index:Renamed");
            await client.Custom("new-thing", change: request => request.Parent = parent);
        }, recorded);

        // The component's type changed too, which its alias does not say: so it is another component.
        Assert.Equal(StepKind.Create, plan.Step("new").Kind);

        plan = await TestRun.PlanAsync(async client =>
        {
            var parent = await client.Component("new", request => request.Aliases.Add(new Alias { Spec = new() { Name = "old", Type = "my:index:Component" } }), type: "my:index:Renamed");
            await client.Custom("new-thing", change: request => request.Parent = parent);
        }, recorded);

        Assert.False(plan.HasChanges);
        Assert.Equal("urn:pulumi:dev::proj::my:index:Component$test:index:Thing::old-thing", plan.Step("new-thing").Old!.Urn);
        Assert.Equal("urn:pulumi:dev::proj::my:index:Renamed$test:index:Thing::new-thing", plan.Step("new-thing").Urn);
    }

    [Fact]
    public async Task Aliases_of_older_clients_are_urns()
    {
        var recorded = await TestRun.RecordAsync(client => client.Custom("old"));

        var plan = await TestRun.PlanAsync(client => client.Custom("new", change: request => request.AliasURNs.Add("urn:pulumi:dev::proj::test:index:Thing::old")), recorded);

        Assert.Equal(StepKind.Same, plan.Step("new").Kind);
    }

    [Fact]
    public async Task A_renamed_provider_replaces_nothing()
    {
        static async Task Program(TestClient client, string name, string? alias)
        {
            var provider = await client.CustomAnswer(name, type: "pulumi:providers:test", change: request =>
            {
                if (alias is not null)
                    request.Aliases.Add(new Alias { Spec = new() { Name = alias } });
            });
            await client.Custom("a", change: request => request.Provider = $"{provider.Urn}::{provider.Id}");
        }

        var recorded = await TestRun.RecordAsync(client => Program(client, "old", null));

        Assert.False((await TestRun.PlanAsync(client => Program(client, "new", "old"), recorded)).HasChanges);
    }

    [Fact]
    public async Task Two_resources_cannot_have_been_the_same_one()
    {
        var recorded = await TestRun.RecordAsync(client => client.Custom("old"));

        var plan = await TestRun.PlanAsync(async client =>
        {
            await client.Custom("a", change: request => request.Aliases.Add(new Alias { Spec = new() { Name = "old" } }));
            await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => client.Custom("b", change: request => request.Aliases.Add(new Alias { Spec = new() { Name = "old" } })));
        }, recorded);

        Assert.Contains("say that they were urn:pulumi:dev::proj::test:index:Thing::old", plan.Error(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Expand(string name, Registration parent, params ResourceAlias[] aliases) => Aliases.Expand(
        Stack,
        new Registration(Urn.Make("dev", "proj", Urn.QualifiedTypeOf(parent.Urn), "a:b:C", name), "a:b:C", name, parent),
        aliases);
}
