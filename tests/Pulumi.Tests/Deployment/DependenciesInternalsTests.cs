using Google.Protobuf;
using Pulumi.Utilities;
using Pulumirpc;
using Xunit;

namespace Pulumi.Tests;

public class DependenciesInternalsTests
{
    private readonly RecordingEngine _engine = new();

    [Fact]
    public async Task Explicit_dependencies_come_before_those_of_properties_each_once()
    {
        await _engine.RunAsync(() =>
        {
            var a = new Thing("a");
            var b = new Thing("b");
            _ = new Thing("thing", new ThingArgs { Other = Output.Format($"{a.Id}{b.Id}"), Secret = b.Id }, new() { DependsOn = { b } });
        });

        var request = _engine.Registration("thing");
        Assert.Equal([Urn("b"), Urn("a")], request.Dependencies);
        Assert.Equal([Urn("a"), Urn("b")], request.PropertyDependencies["other"].Urns.Order(StringComparer.Ordinal));
        Assert.Equal([Urn("b")], request.PropertyDependencies["secret"].Urns);
    }

    [Fact]
    public async Task Every_property_has_an_entry_even_without_dependencies()
    {
        await _engine.RunAsync(() => _ = new Thing("thing", new ThingArgs { Size = 1, Other = "x" }));

        Assert.Equal(["other", "size"], _engine.Registration("thing").PropertyDependencies.Keys.Order());
        Assert.All(_engine.Registration("thing").PropertyDependencies.Values, dependencies => Assert.Empty(dependencies.Urns));
    }

    [Fact]
    public async Task A_component_stands_for_its_children_at_any_depth_and_not_for_itself()
    {
        await _engine.RunAsync(() =>
        {
            var outer = new Group("outer");
            var inner = new Group("inner", options: new() { Parent = outer });
            _ = new Thing("deep", options: new() { Parent = inner });
            _ = new Thing("shallow", options: new() { Parent = outer });
            _ = new Thing("thing", options: new() { DependsOn = { outer } });
        });

        Assert.Equal(
            ["urn:pulumi:dev::proj::test:index:Group$test:index:Group$test:index:Thing::deep", "urn:pulumi:dev::proj::test:index:Group$test:index:Thing::shallow"],
            _engine.Registration("thing").Dependencies);
    }

    [Fact]
    public async Task A_component_of_very_many_children_can_be_depended_on()
    {
        await _engine.RunAsync(() =>
        {
            var group = new Group("group", group =>
            {
                for (var i = 0; i < 20_000; i++)
                {
                    _ = new Thing($"child{i}", options: new() { Parent = group });
                }
            });
            var first = group.Children.First();
            _ = new Thing("thing", new ThingArgs { Other = first.Urn }, new() { DependsOn = { group, first } });
        });

        var dependencies = _engine.Registration("thing").Dependencies;
        Assert.Equal(20_000, dependencies.Count);
        Assert.EndsWith("::child0", dependencies[0], StringComparison.Ordinal);
        Assert.EndsWith("::child19999", dependencies[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_depends_on_its_own_component_does_not_wait_for_itself()
    {
        var exitCode = await _engine.RunAsync(() => _ = new Group("group", group =>
        {
            _ = new Thing("first", options: new() { Parent = group, DependsOn = { group } });
            _ = new Thing("second", options: new() { Parent = group, DependsOn = { group } });
        }));

        Assert.Equal(0, exitCode);
        Assert.All(_engine.Registrations, request => Assert.Empty(request.Dependencies));
    }

    [Fact]
    public async Task A_resource_waits_for_what_it_depends_on()
    {
        var gate = new TaskCompletionSource();
        var engine = new RecordingEngine
        {
            Answer = async request =>
            {
                if (request is RegisterResourceRequest { Name: "slow" })
                {
                    await gate.Task;
                }
                return null;
            },
        };
        var run = engine.RunAsync(() =>
        {
            var slow = new Thing("slow");
            _ = new Thing("after", options: new() { DependsOn = { slow } });
            _ = new Thing("independent");
        });

        Assert.Equal(["slow", "independent"], engine.Registrations.Select(request => request.Name));
        gate.SetResult();
        await run;
        Assert.Equal(["slow", "independent", "after"], engine.Registrations.Select(request => request.Name));
    }

    [Fact]
    public async Task A_long_chain_that_is_released_at_once_does_not_overflow_the_stack()
    {
        const int Length = 20_000;
        var gate = new TaskCompletionSource();
        var engine = new RecordingEngine
        {
            Answer = async request =>
            {
                if (request is RegisterResourceRequest { Name: "thing0" })
                {
                    await gate.Task;
                }
                return null;
            },
        };
        var run = engine.RunAsync(() =>
        {
            var last = new Thing("thing0");
            for (var i = 1; i < Length; i++)
            {
                last = new Thing($"thing{i}", new ThingArgs { Other = last.Id });
            }
        });
        gate.SetResult();

        Assert.Equal(0, await run);
        Assert.Equal(Length, engine.Registrations.Count());
    }

    [Fact]
    public async Task AwaitPendingRegistrations_waits_for_resources_and_what_they_make_possible()
    {
        await _engine.RunAsync(async () =>
        {
            await Task.Yield();
            var first = new Thing("first");
            _ = new Thing("second", new ThingArgs
            {
                Other = first.Id.Apply(async id =>
            {
                await Task.Delay(20);
                return id;
            })
            });
            await Deployment.RequiredInstance.AwaitPendingRegistrations();

            Assert.Equal(2, _engine.Registrations.Count());
        });
    }

    [Fact]
    public async Task What_an_apply_makes_is_part_of_the_run()
    {
        await _engine.RunAsync(() => _ = new Thing("outer").Id.Apply(async id =>
        {
            await Task.Delay(20);
            return new Thing("inner", new ThingArgs { Other = id });
        }));

        Assert.Equal(["outer", "inner"], _engine.Registrations.Select(request => request.Name));
    }

    [Fact]
    public async Task An_output_that_never_comes_fails_the_run_and_names_who_waits()
    {
        var settings = new DeploymentSettings { Project = "proj", Stack = "dev", StallLimit = TimeSpan.FromMilliseconds(120) };
        var exitCode = await Deployment.RunAsync(settings, EngineConnection.To(_engine), () => new Stack(
            () =>
            {
                _ = new Thing("waiting", new ThingArgs { Other = new DeferredOutput<string>().Output! });
                return Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>(StringComparer.Ordinal));
            },
            null));

        Assert.Equal(32, exitCode);
        var message = Assert.Single(_engine.Errors).Message;
        Assert.Contains("never comes", message, StringComparison.Ordinal);
        Assert.Contains("the resource test:index:Thing 'waiting'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_engine_is_not_a_stalled_program()
    {
        var engine = new RecordingEngine
        {
            Answer = async request =>
            {
                if (request is RegisterResourceRequest { Name: "slow" })
                {
                    await Task.Delay(2000);
                }
                return null;
            },
        };
        var settings = new DeploymentSettings { Project = "proj", Stack = "dev", StallLimit = TimeSpan.FromMilliseconds(900) };
        var exitCode = await Deployment.RunAsync(settings, EngineConnection.To(engine), () => new Stack(
            () =>
            {
                _ = new Thing("slow");
                return Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>(StringComparer.Ordinal));
            },
            null));

        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Call_dependencies_of_a_stack_output_do_not_matter_to_its_value()
    {
        Output<string>? combined = null;
        await _engine.RunAsync(() => combined = Output.Format($"{new Thing("a").Id}/{new Thing("b").Id}"));

        Assert.Equal("a-id/b-id", await OutputUtilities.GetValueAsync(combined!));
        Assert.Equal(2, (await OutputUtilities.GetDependenciesAsync(combined!)).Count);
    }

    private static string Urn(string name) => $"urn:pulumi:dev::proj::test:index:Thing::{name}";
}
