using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.State;
using Infra.Engine.Values;
using Pulumirpc;
using Xunit;

namespace Infra.Engine.Tests.Planning;

public sealed class PlannerTests
{
    [Fact]
    public async Task A_first_run_creates_everything_with_its_default_provider()
    {
        var plan = await TestRun.PlanAsync(client => client.Custom("a", V.Map(("v", V.N(1))), request => request.Version = "1.2.3-beta.4"));

        Assert.Equal(
            [TestRun.StackUrn, "urn:pulumi:dev::proj::pulumi:providers:test::default_1_2_3_beta_4", "urn:pulumi:dev::proj::test:index:Thing::a"],
            plan.Steps.Select(step => step.Urn));
        Assert.All(plan.Steps, step => Assert.Equal(StepKind.Create, step.Kind));
        Assert.Equal("a-id", plan.Step("a").New!.Id);
        Assert.Equal(V.Map(("version", V.S("1.2.3-beta.4"))), plan.Step("default_1_2_3_beta_4").New!.Inputs);
        Assert.Equal($"{plan.Steps[1].Urn}::{plan.Steps[1].New!.Id}", plan.Step("a").New!.Provider);
    }

    [Fact]
    public async Task A_second_run_of_the_same_program_changes_nothing_and_shares_every_record()
    {
        static async Task Program(TestClient client)
        {
            var a = await client.Custom("a", V.Map(("s", V.Secret(V.S("hush"))), ("v", V.N(1))));
            await client.Custom("b", V.Map(("from", V.Unknown)), request =>
            {
                request.Dependencies.Add(a);
                request.PropertyDependencies["from"] = new() { Urns = { a } };
                request.IgnoreChanges.Add("x");
                request.CustomTimeouts = new() { Create = "1h30m" };
            });
            await client.Outputs(TestRun.StackUrn, V.Map(("o", V.Secret(V.S("x")))));
        }

        var first = await TestRun.PlanAsync(Program);
        var second = await TestRun.PlanAsync(Program, first.Snapshot);

        Assert.False(second.HasChanges, string.Join('\n', second.Steps.Where(step => step.IsChange).Select(step => step.Urn)));
        Assert.Same(first.Snapshot, second.Snapshot);
        Assert.False(second.ChangesRecord);
    }

    [Fact]
    public async Task A_second_run_over_a_record_that_was_read_changes_no_byte_of_a_secret()
    {
        static Task Program(TestClient client) => client.Custom("a", V.Map(("s", V.Secret(V.S("hush"))), ("v", V.N(1))));
        var recorded = await TestRun.RecordAsync(Program);

        var plan = await TestRun.PlanAsync(client => client.Custom("a", V.Map(("s", V.Secret(V.S("hush"))), ("v", V.N(2)))), recorded);

        Assert.Equal(["~ v: 1 => 2"], plan.Step("a").Differences.Select(difference => difference.ToString()));
        var old = Assert.IsType<SecretValue>(plan.Step("a").Old!.Inputs["s"]);
        Assert.Same(old, plan.Step("a").New!.Inputs["s"]);
    }

    [Fact]
    public async Task A_second_run_over_a_record_that_was_read_leaves_it_alone_though_references_to_what_is_unmade_are_not_in_it()
    {
        static async Task Program(TestClient client)
        {
            var unmade = await client.Custom("unmade", V.Map(("v", V.Unknown)));
            await client.Custom("made", V.Map(("v", V.N(1))), request =>
            {
                request.Dependencies.Add(unmade);
                request.DeletedWith = unmade;
                request.PropertyDependencies["v"] = new() { Urns = { unmade } };
            });
        }

        var recorded = await TestRun.RecordAsync(Program);

        Assert.Same(recorded, (await TestRun.PlanAsync(Program, recorded)).Snapshot);
    }

    [Fact]
    public async Task A_protection_that_is_lifted_is_recorded_though_nothing_else_changes()
    {
        var recorded = await TestRun.RecordAsync(client => client.Custom("a", change: request => request.Protect = true));

        var plan = await TestRun.PlanAsync(client => client.Custom("a", change: request => request.Protect = false), recorded);

        Assert.False(plan.HasChanges);
        Assert.True(plan.ChangesRecord);
        Assert.All(plan.Snapshot.Resources, resource => Assert.False(resource.IsProtected));
    }

    [Fact]
    public async Task A_changed_input_updates_and_one_that_cannot_change_replaces()
    {
        var recorded = await TestRun.RecordAsync(Two(V.Map(("v", V.N(1))), V.Map(("fixed", V.S("x")))));

        var plan = await TestRun.PlanAsync(Two(V.Map(("v", V.N(2))), V.Map(("fixed", V.S("y")))), recorded);

        Assert.Equal(StepKind.Update, plan.Step("a").Kind);
        Assert.Equal(StepKind.Replace, plan.Step("b").Kind);
        Assert.Equal(["fixed"], plan.Step("b").ReplaceReasons);
        Assert.True(plan.Step("b").Differences[0].ForcesReplacement);
    }

    [Theory]
    [InlineData(null, true, StepKind.DeleteBeforeReplace)]
    [InlineData(false, true, StepKind.Replace)]
    [InlineData(true, false, StepKind.DeleteBeforeReplace)]
    public async Task The_option_decides_what_is_deleted_first_and_otherwise_the_behaviour(bool? option, bool oneOnly, StepKind expected)
    {
        Task Program(TestClient client, string value) => client.Custom("a", V.Map(("fixed", V.S(value)), ("one", V.B(oneOnly))), request =>
        {
            request.DeleteBeforeReplaceDefined = option is not null;
            request.DeleteBeforeReplace = option ?? false;
        });
        var recorded = await TestRun.RecordAsync(client => Program(client, "x"));

        var plan = await TestRun.PlanAsync(client => Program(client, "y"), recorded);

        Assert.Equal(expected, plan.Step("a").Kind);
    }

    [Fact]
    public async Task What_cannot_do_without_something_that_is_deleted_first_makes_way()
    {
        async Task Program(TestClient client, string value)
        {
            var first = await client.Custom("first", V.Map(("fixed", V.S(value)), ("one", V.B(true))));
            await client.Custom("inside", V.Map(("place", V.S("same"))), request => request.PropertyDependencies["place"] = new() { Urns = { first } });
            await client.Custom("beside", V.Map(("v", V.S("same"))), request => request.PropertyDependencies["v"] = new() { Urns = { first } });
        }

        var recorded = await TestRun.RecordAsync(client => Program(client, "x"));

        var plan = await TestRun.PlanAsync(client => Program(client, "y"), recorded);

        Assert.Equal(StepKind.DeleteBeforeReplace, plan.Step("inside").Kind);
        Assert.Equal(["place came from what is deleted first"], plan.Step("inside").ReplaceReasons);
        Assert.Equal(StepKind.Same, plan.Step("beside").Kind);
    }

    [Fact]
    public async Task ReplaceOnChanges_replaces_for_places_below_around_and_everywhere()
    {
        static Task Program(TestClient client, int number, bool hasSpec) => client.Custom(
            "a",
            hasSpec ? V.Map(("list", V.L(V.Map(("n", V.N(number))))), ("spec", V.Map(("deep", V.N(1))))) : V.Map(("list", V.L(V.Map(("n", V.N(number)))))),
            request => request.ReplaceOnChanges.AddRange(["list[*].n", "spec.deep", "spec.other"]));
        var recorded = await TestRun.RecordAsync(client => Program(client, 1, hasSpec: false));

        var plan = await TestRun.PlanAsync(client => Program(client, 2, hasSpec: true), recorded);

        Assert.Equal(StepKind.Replace, plan.Step("a").Kind);
        Assert.Equal(["list[0].n", "spec"], plan.Step("a").ReplaceReasons);
    }

    [Fact]
    public async Task ReplaceOnChanges_does_not_care_for_what_comes_around_a_place_that_is_not_there()
    {
        var recorded = await TestRun.RecordAsync(client => client.Custom("a"));

        var plan = await TestRun.PlanAsync(
            client => client.Custom("a", V.Map(("spec", V.Map(("deep", V.N(1))))), request => request.ReplaceOnChanges.AddRange(["spec.other", "spec.deep.er"])), recorded);

        Assert.Equal(StepKind.Update, plan.Step("a").Kind);
    }

    [Fact]
    public async Task IgnoreChanges_keeps_what_was_there()
    {
        var recorded = await TestRun.RecordAsync(client => client.Custom("a", V.Map(
            ("labels", V.Map(("a", V.N(1)), ("b", V.N(2)))), ("list", V.L(V.Map(("x", V.N(1)), ("y", V.N(1))))), ("v", V.N(1)))));

        var plan = await TestRun.PlanAsync(client => client.Custom(
            "a",
            V.Map(
                ("added", V.S("ignored")),
                ("labels", V.Map(("a", V.N(9)), ("c", V.N(9)))),
                ("list", V.L(V.Map(("x", V.N(9)), ("y", V.N(1))), V.Map(("x", V.N(9))))),
                ("v", V.N(2))),
            request => request.IgnoreChanges.AddRange(["labels[*]", "list[*].x", "added"])), recorded);

        Assert.Equal(["+ list[1]: { x: 9 }", "~ v: 1 => 2"], plan.Step("a").Differences.Select(difference => difference.ToString()));
        Assert.Equal(V.Map(("a", V.N(1)), ("b", V.N(2))), plan.Step("a").New!.Inputs["labels"]);
    }

    [Fact]
    public async Task A_hidden_difference_is_made_and_marked()
    {
        var recorded = await TestRun.RecordAsync(client => client.Custom("a", V.Map(("v", V.Map(("deep", V.N(1)))))));

        var plan = await TestRun.PlanAsync(client => client.Custom("a", V.Map(("v", V.Map(("deep", V.N(2))))), request => request.HideDiffs.Add("v")), recorded);

        Assert.True(Assert.Single(plan.Step("a").Differences).IsHidden);
        Assert.Equal(StepKind.Update, plan.Step("a").Kind);
    }

    [Fact]
    public async Task A_changed_trigger_and_the_replacement_of_a_companion_replace()
    {
        async Task Program(TestClient client, double trigger)
        {
            var a = await client.Custom("a", change: request => request.ReplacementTrigger = Google.Protobuf.WellKnownTypes.Value.ForNumber(trigger));
            await client.Custom("b", change: request => request.ReplaceWith.Add(a));
        }

        var recorded = await TestRun.RecordAsync(client => Program(client, 1));

        Assert.False((await TestRun.PlanAsync(client => Program(client, 1), recorded)).HasChanges);
        var plan = await TestRun.PlanAsync(client => Program(client, 2), recorded);

        Assert.Equal(["replacementTrigger"], plan.Step("a").ReplaceReasons);
        Assert.Equal([$"replaced with {plan.Step("a").Urn}"], plan.Step("b").ReplaceReasons);
    }

    [Fact]
    public async Task What_the_program_no_longer_has_goes_dependents_first()
    {
        var recorded = await TestRun.RecordAsync(async client =>
        {
            var component = await client.Component("c");
            var z = await client.Custom("z", change: request => request.Parent = component);
            await client.Custom("a", change: request => request.Dependencies.Add(z));
            await client.Custom("kept", change: request => request.RetainOnDelete = true);
        });

        var plan = await TestRun.PlanAsync(_ => Task.CompletedTask, recorded);

        Assert.Equal(
            [(StepKind.Forget, "kept"), (StepKind.Delete, "a"), (StepKind.Delete, "z"), (StepKind.Delete, "default"), (StepKind.Delete, "c")],
            plan.Steps.Skip(1).Select(step => (step.Kind, step.Name)));
        Assert.Equal([TestRun.StackUrn], plan.Snapshot.Resources.Select(resource => resource.Urn));
    }

    [Fact]
    public async Task What_is_protected_is_neither_deleted_nor_replaced()
    {
        var recorded = await TestRun.RecordAsync(async client =>
        {
            await client.Custom("gone", change: request => request.Protect = true);
            await client.Custom("changed", V.Map(("fixed", V.N(1))), request => request.Protect = true);
        });

        var plan = await TestRun.PlanAsync(client => client.Custom("changed", V.Map(("fixed", V.N(2)))), recorded);

        var errors = plan.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.Equal(["urn:pulumi:dev::proj::test:index:Thing::changed", "urn:pulumi:dev::proj::test:index:Thing::gone"], errors.Select(error => error.Urn));
        Assert.Contains("would be replaced (fixed)", errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("protect set to false", errors[1].Message, StringComparison.Ordinal);
        Assert.Same(recorded, plan.Snapshot);
    }

    [Fact]
    public async Task Protection_comes_from_the_parent_unless_the_resource_says_otherwise()
    {
        var plan = await TestRun.PlanAsync(async client =>
        {
            var parent = await client.Component("parent", request => request.Protect = true);
            await client.Custom("child", change: request => request.Parent = parent);
            await client.Custom("free", change: request =>
            {
                request.Parent = parent;
                request.Protect = false;
            });
        });

        Assert.True(plan.Step("child").New!.IsProtected);
        Assert.False(plan.Step("free").New!.IsProtected);
    }

    [Fact]
    public async Task What_can_only_be_planned_is_planned_and_compared_but_never_taken_for_made()
    {
        static Task Program(TestClient client) => client.Custom("a", V.Map(("fixed", V.Unknown)));
        var recorded = await TestRun.RecordAsync(Program);

        var again = await TestRun.PlanAsync(Program, recorded);
        var known = await TestRun.PlanAsync(client => client.Custom("a", V.Map(("fixed", V.N(1)))), recorded);

        Assert.Equal(StepKind.Same, again.Step("a").Kind);
        Assert.True(again.Step("a").IsPlannedOnly);
        Assert.Equal(V.Map(("fixed", V.Unknown)), again.Step("a").New!.Outputs);
        Assert.Equal(StepKind.Update, known.Step("a").Kind);
        Assert.False(known.Step("a").New!.IsPlannedOnly);
    }

    [Fact]
    public async Task What_exists_is_not_lost_from_the_record_by_a_change_that_only_a_cloud_can_make()
    {
        var recorded = await TestRun.RecordAsync(client => client.Custom("a", V.Map(("v", V.N(1)))));

        var plan = await TestRun.PlanAsync(client => client.Custom("a", V.Map(("v", V.Unknown))), recorded);

        Assert.Equal(StepKind.Update, plan.Step("a").Kind);
        Assert.True(plan.Step("a").IsPlannedOnly);
        Assert.Equal("a-id", Assert.Single(plan.Snapshot.Resources, resource => resource.Type == "test:index:Thing").Id);
    }

    [Fact]
    public async Task What_only_a_cloud_can_delete_stays_recorded_with_all_that_it_needs()
    {
        var recorded = await TestRun.RecordAsync(async client =>
        {
            var component = await client.Component("c");
            await client.Custom("real", change: request => request.Parent = component, type: "cloud:index:Thing");
        });

        // As if Pulumi had made it.
        recorded = recorded with
        {
            Resources = [.. recorded.Resources.Select(resource => resource.Type == "cloud:index:Thing" ? resource with { IsPlannedOnly = false, Id = "real-id" } : resource)],
        };

        var plan = await TestRun.PlanAsync(client => client.Custom("a"), recorded);

        Assert.Equal((StepKind.Delete, true), (plan.Step("real").Kind, plan.Step("real").IsPlannedOnly));
        Assert.Equal(
            ["proj-dev", "c", "default", "real", "default", "a"],
            plan.Snapshot.Resources.Select(resource => Urn.NameOf(resource.Urn)));
        Assert.Equal("real-id", plan.Snapshot.Resources[3].Id);
    }

    [Fact]
    public async Task Outputs_are_as_secret_as_the_inputs_they_came_from_and_as_the_program_asks()
    {
        var plan = await TestRun.PlanAsync(client => client.Custom(
            "a", V.Map(("s", V.Secret(V.S("x"))), ("v", V.N(1))), request => request.AdditionalSecretOutputs.Add("made")));

        Assert.Equal(V.Map(("made", V.Secret(V.B(true))), ("s", V.Secret(V.S("x"))), ("v", V.N(1))), plan.Step("a").New!.Outputs);
    }

    [Fact]
    public async Task What_is_not_known_yet_is_no_secret_yet_and_needs_no_passphrase()
    {
        var plan = await TestRun.PlanAsync(client => client.Custom(
            "a",
            V.Map(("all", V.Map(("token", V.Unknown))), ("some", V.Map(("token", V.Unknown), ("x", V.N(1))))),
            request => request.AdditionalSecretOutputs.AddRange(["all", "some"])));

        var outputs = plan.Step("a").New!.Outputs;
        Assert.False(outputs["all"]!.ContainsSecrets);
        Assert.True(outputs["some"]!.ContainsSecrets);
    }

    [Fact]
    public async Task Other_outputs_of_a_component_are_an_update_of_outputs_only()
    {
        static async Task Program(TestClient client, string value)
        {
            var component = await client.Component("c");
            await client.Outputs(component, V.Map(("o", V.S(value))));
        }

        var recorded = await TestRun.RecordAsync(client => Program(client, "x"));

        Assert.False((await TestRun.PlanAsync(client => Program(client, "x"), recorded)).HasChanges);
        var step = (await TestRun.PlanAsync(client => Program(client, "y"), recorded)).Step("c");

        Assert.Equal((StepKind.Update, true), (step.Kind, step.IsOutputsOnly));
        Assert.Equal("~ o: \"x\" => \"y\"", Assert.Single(step.Differences).ToString());
    }

    [Fact]
    public async Task What_is_read_is_external_and_is_forgotten_not_deleted()
    {
        static async Task Program(TestClient client) => await client.Monitor.ReadResourceAsync(
            new ReadResourceRequest { Type = "test:index:Thing", Name = "r", Id = "there", Parent = TestRun.StackUrn });
        var recorded = await TestRun.RecordAsync(Program);

        var again = await TestRun.PlanAsync(Program, recorded);
        var gone = await TestRun.PlanAsync(_ => Task.CompletedTask, recorded);

        Assert.Equal(StepKind.Read, again.Step("r").Kind);
        Assert.False(again.HasChanges);
        Assert.Equal(("there", true), (again.Step("r").New!.Id, again.Step("r").New!.IsExternal));
        Assert.Equal(StepKind.Forget, gone.Step("r").Kind);
    }

    [Fact]
    public async Task An_import_is_recorded_with_its_id_once()
    {
        static Task Program(TestClient client) => client.Custom("a", change: request => request.ImportId = "a-id");

        var first = await TestRun.PlanAsync(Program);
        var second = await TestRun.PlanAsync(Program, first.Snapshot);

        Assert.Equal((StepKind.Import, "a-id"), (first.Step("a").Kind, first.Step("a").New!.ImportId));
        Assert.Equal(StepKind.Same, second.Step("a").Kind);
    }

    [Fact]
    public async Task A_file_with_another_content_is_a_change()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "f");
        Task<Plan> Plan(DeploymentSnapshot? previous) => TestRun.PlanAsync(
            client => client.Custom("a", V.Map(("file", new AssetValue(AssetSource.Path, "f")))), previous, new() { RootDirectory = folder.Path });

        await File.WriteAllTextAsync(file, "one", TestContext.Current.CancellationToken);
        var first = await Plan(null);
        await File.WriteAllTextAsync(file, "two", TestContext.Current.CancellationToken);

        Assert.Equal(StepKind.Update, (await Plan(TestRun.Reread(first.Snapshot))).Step("a").Kind);
        await File.WriteAllTextAsync(file, "one", TestContext.Current.CancellationToken);
        Assert.Equal(StepKind.Same, (await Plan(TestRun.Reread(first.Snapshot))).Step("a").Kind);
    }

    [Fact]
    public async Task A_tainted_resource_is_replaced()
    {
        var recorded = await TestRun.RecordAsync(client => client.Custom("a"));
        recorded = recorded with
        {
            Resources = [.. recorded.Resources.Select(resource => resource.Type == "test:index:Thing" ? resource with { OtherFields = resource.OtherFields.Add("taint", "true") } : resource)],
        };

        var step = (await TestRun.PlanAsync(client => client.Custom("a"), recorded)).Step("a");

        Assert.Equal(["it is tainted"], step.ReplaceReasons);
        Assert.DoesNotContain("taint", step.New!.OtherFields.Keys);
    }

    [Fact]
    public async Task What_waits_for_its_deletion_is_deleted_beside_its_successor()
    {
        var recorded = await TestRun.RecordAsync(client => client.Custom("a"));
        recorded = recorded with { Resources = [.. recorded.Resources, recorded.Resources[^1] with { IsPendingDelete = true, Id = "old-id" }] };

        var plan = await TestRun.PlanAsync(client => client.Custom("a"), recorded);

        Assert.Equal("old-id", plan.Step("a", StepKind.Delete).Old!.Id);
        Assert.Equal("a-id", plan.Step("a", StepKind.Same).New!.Id);
    }

    [Fact]
    public async Task Destroying_deletes_everything_but_what_is_protected()
    {
        var recorded = await TestRun.RecordAsync(async client =>
        {
            await client.Custom("a");
            await client.Custom("b", change: request => request.Protect = true);
        });

        var plan = EngineSession.PlanDestroy(TestRun.Stack, recorded, [new TestBehavior()], new());

        Assert.Contains("urn:pulumi:dev::proj::test:index:Thing::b", plan.Error(), StringComparison.Ordinal);
        Assert.Equal(["b", "a", "default", "proj-dev"], plan.Steps.Select(step => step.Name));
        Assert.All(plan.Steps, step => Assert.Equal(StepKind.Delete, step.Kind));
    }

    private static Func<TestClient, Task> Two(PropertyMap a, PropertyMap b) => async client =>
    {
        await client.Custom("a", a);
        await client.Custom("b", b);
    };
}
