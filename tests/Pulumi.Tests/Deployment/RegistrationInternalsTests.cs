using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Utilities;
using Pulumirpc;
using Xunit;

namespace Pulumi.Tests;

public class RegistrationInternalsTests
{
    private const string StackUrn = "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev";

    [Fact]
    public async Task The_stack_is_registered_first_and_is_the_parent_of_what_names_none()
    {
        var engine = new RecordingEngine();
        await engine.RunAsync(() => _ = new Thing("thing"));

        var requests = engine.All<RegisterResourceRequest>().ToList();
        Assert.Equal(
            """{ "type": "pulumi:pulumi:Stack", "name": "proj-dev", "object": { }, "acceptSecrets": true, "acceptResources": true, "supportsResultReporting": true, "hooks": { } }""",
            JsonFormatter.Default.Format(requests[0]));
        Assert.Equal(StackUrn, requests[1].Parent);
    }

    [Fact]
    public async Task Every_option_reaches_its_field()
    {
        var engine = new RecordingEngine();
        await engine.RunAsync(() =>
        {
            var owner = new Thing("owner");
            _ = new Thing("thing", new ThingArgs { Size = 1 }, new CustomResourceOptions
            {
                Protect = true,
                RetainOnDelete = false,
                DeleteBeforeReplace = false,
                IgnoreChanges = { "a" },
                ReplaceOnChanges = { "b" },
                HideDiffs = { "c" },
                AdditionalSecretOutputs = { "d" },
                Version = "1.2.3",
                PluginDownloadURL = "https://example.com/p",
                ImportId = "imp",
                CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(2) },
                DeletedWith = owner,
                ReplaceWith = { owner },
                ReplacementTrigger = Output.Create<object>("t"),
                EnvVarMappings = { ["A"] = "B" },
            });
        });

        var request = engine.Registration("thing").Clone();
        var ownerUrn = "urn:pulumi:dev::proj::test:index:Thing::owner";
        Assert.Equal(
            new RegisterResourceRequest
            {
                Type = "test:index:Thing",
                Name = "thing",
                Parent = StackUrn,
                Custom = true,
                Object = new Struct { Fields = { ["size"] = Value.ForNumber(1) } },
                PropertyDependencies = { ["size"] = new RegisterResourceRequest.Types.PropertyDependencies() },
                Protect = true,
                RetainOnDelete = false,
                DeleteBeforeReplaceDefined = true,
                IgnoreChanges = { "a" },
                ReplaceOnChanges = { "b" },
                HideDiffs = { "c" },
                AdditionalSecretOutputs = { "d" },
                Version = "1.2.3",
                PluginDownloadURL = "https://example.com/p",
                ImportId = "imp",
                CustomTimeouts = new RegisterResourceRequest.Types.CustomTimeouts { Create = "120000000000ns" },
                DeletedWith = ownerUrn,
                ReplaceWith = { ownerUrn },
                ReplacementTrigger = Value.ForString("t"),
                EnvVarMappings = { ["A"] = "B" },
                AcceptSecrets = true,
                AcceptResources = true,
                SupportsResultReporting = true,
                Hooks = new RegisterResourceRequest.Types.ResourceHooksBinding(),
            },
            request);
    }

    [Theory]
    [InlineData("deletedWith")]
    [InlineData("replaceWith")]
    [InlineData("replacementTrigger")]
    public async Task An_option_that_the_engine_does_not_know_asks_to_update_the_CLI(string feature)
    {
        var engine = new RecordingEngine { Unsupported = { feature } };
        var exitCode = await engine.RunAsync(() =>
        {
            var owner = new Thing("owner");
            _ = new Thing("thing", options: feature switch
            {
                "deletedWith" => new() { DeletedWith = owner },
                "replaceWith" => new() { ReplaceWith = { owner } },
                _ => new() { ReplacementTrigger = Output.Create<object>("t") },
            });
        });

        Assert.Equal(32, exitCode);
        Assert.Contains("update the Pulumi CLI", Assert.Single(engine.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Features_are_asked_for_once_and_only_when_they_are_used()
    {
        var engine = new RecordingEngine();
        await engine.RunAsync(() =>
        {
            for (var i = 0; i < 10; i++)
            {
                _ = new Thing($"thing{i}");
            }
        });

        Assert.Equal(["resourceReferences", "aliasSpecs"], engine.All<SupportsFeatureRequest>().Select(request => request.Id));
    }

    [Fact]
    public async Task A_resource_with_a_known_id_is_read()
    {
        var engine = new RecordingEngine();
        Thing? thing = null;
        await engine.RunAsync(() => thing = new Thing(
            "thing",
            new ThingArgs { Size = 1 },
            new() { Id = "there", Version = "1.0.0", PluginDownloadURL = "https://example.com", AdditionalSecretOutputs = { "x" } }));

        Assert.Empty(engine.Registrations);
        Assert.Equal(
            new ReadResourceRequest
            {
                Id = "there",
                Type = "test:index:Thing",
                Name = "thing",
                Parent = StackUrn,
                Properties = new Struct { Fields = { ["size"] = Value.ForNumber(1) } },
                Version = "1.0.0",
                AcceptSecrets = true,
                AcceptResources = true,
            },
            Assert.Single(engine.All<ReadResourceRequest>()));
        Assert.Equal("there", await OutputUtilities.GetValueAsync(thing!.Id));
    }

    [Fact]
    public async Task A_resource_with_a_urn_is_looked_up()
    {
        const string Urn = "urn:pulumi:dev::proj::test:index:Thing::there";
        var engine = new RecordingEngine
        {
            Answer = request => Task.FromResult<IMessage?>(request is not ResourceInvokeRequest ? null : new ResourceInvokeResponse
            {
                Return = Struct.Parser.ParseJson($$$"""{"urn": "{{{Urn}}}", "id": "7", "state": {"size": 5}}"""),
            }),
        };
        Thing? thing = null;
        await engine.RunAsync(() => thing = new Thing("thing", options: new() { Urn = Urn }));

        Assert.Empty(engine.Registrations);
        Assert.Equal("pulumi:pulumi:getResource", Assert.Single(engine.All<ResourceInvokeRequest>()).Tok);
        Assert.Equal("7", await OutputUtilities.GetValueAsync(thing!.Id));
        Assert.Equal(5, await OutputUtilities.GetValueAsync(thing.Size));
    }

    [Fact]
    public async Task A_provider_goes_as_its_urn_and_id_and_as_unknown_while_it_has_none()
    {
        var up = new RecordingEngine();
        await up.RunAsync(() => _ = new Thing("thing", options: new() { Provider = new TestProvider("prov") }));
        var preview = new RecordingEngine { IsDryRun = true };
        await preview.RunAsync(() => _ = new Thing("thing", options: new() { Provider = new TestProvider("prov") }));

        Assert.Equal("urn:pulumi:dev::proj::pulumi:providers:test::prov::prov-id", up.Registration("thing").Provider);
        Assert.Equal("urn:pulumi:dev::proj::pulumi:providers:test::prov::04da6b54-80e4-46f7-96ec-b56ff0331ba9", preview.Registration("thing").Provider);
    }

    [Fact]
    public async Task An_absent_property_is_unknown_in_a_preview_and_known_to_be_absent_in_an_update()
    {
        foreach (var isDryRun in new[] { true, false })
        {
            Thing? thing = null;
            await new RecordingEngine { IsDryRun = isDryRun }.RunAsync(() => thing = new Thing("thing"));

            Assert.Equal(!isDryRun, await OutputUtilities.GetIsKnownAsync(thing!.Absent));
            Assert.Equal(!isDryRun, await OutputUtilities.GetIsKnownAsync(thing.Id));
        }
    }

    [Fact]
    public async Task Protection_is_inherited_from_a_parent_unless_the_resource_says_otherwise()
    {
        var engine = new RecordingEngine();
        await engine.RunAsync(() =>
        {
            var group = new Group("group", options: new() { Protect = true });
            _ = new Thing("inherits", options: new() { Parent = group });
            _ = new Thing("refuses", options: new() { Parent = group, Protect = false });
            _ = new Thing("alone");
        });

        Assert.True(engine.Registration("inherits").Protect);
        Assert.True(engine.Registration("refuses") is { HasProtect: true, Protect: false });
        Assert.False(engine.Registration("alone").HasProtect);
    }

    [Fact]
    public async Task Options_and_arguments_are_taken_as_they_were_when_the_resource_was_constructed()
    {
        var engine = new RecordingEngine();
        await engine.RunAsync(async () =>
        {
            await Task.Yield();
            var gate = new TaskCompletionSource<string>();
            var options = new CustomResourceOptions { IgnoreChanges = { "a" }, DependsOn = { new Thing("first") } };
            var args = new ThingArgs { Size = 1, Other = Output.Create(gate.Task) };
            _ = new Thing("thing", args, options);
            options.IgnoreChanges.Add("b");
            options.DependsOn.Add(new Thing("second"));
            args.Size = 2;
            gate.SetResult("now");
        });

        var request = engine.Registration("thing");
        Assert.Equal(["a"], request.IgnoreChanges);
        Assert.Equal(["urn:pulumi:dev::proj::test:index:Thing::first"], request.Dependencies);
        Assert.Equal(1, request.Object.Fields["size"].NumberValue);
    }

    [Theory]
    [InlineData("SKIP", false)]
    [InlineData("FAIL", false)]
    [InlineData("SUCCESS", true)]
    public async Task An_absent_property_is_unknown_when_the_engine_could_not_do_it(string result, bool isUnknown)
    {
        Thing? thing = null;
        var engine = new RecordingEngine
        {
            Answer = request => Task.FromResult<IMessage?>(request is RegisterResourceRequest { Custom: true }
                ? new RegisterResourceResponse { Urn = "urn:pulumi:dev::proj::test:index:Thing::thing", Result = System.Enum.Parse<Result>(result, ignoreCase: true), Unknown = isUnknown }
                : null),
        };
        await engine.RunAsync(() => thing = new Thing("thing"));

        Assert.False(await OutputUtilities.GetIsKnownAsync(thing!.Absent));
    }

    [Fact]
    public async Task Secrets_and_unknowns_of_the_answer_stay_what_they_are()
    {
        var engine = new RecordingEngine
        {
            Answer = request => Task.FromResult<IMessage?>(request is RegisterResourceRequest { Custom: true }
                ? new RegisterResourceResponse
                {
                    Urn = "urn:pulumi:dev::proj::test:index:Thing::thing",
                    Id = "id",
                    Object = Struct.Parser.ParseJson(
                        """{"size": "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "secret": {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "hush"}}"""),
                    PropertyDependencies = { ["secret"] = new() { Urns = { "urn:pulumi:dev::proj::test:index:Thing::source" } } },
                }
                : null),
        };
        Thing? thing = null;
        await engine.RunAsync(() => thing = new Thing("thing"));

        Assert.False(await OutputUtilities.GetIsKnownAsync(thing!.Size));
        Assert.True(await Output.IsSecretAsync(thing.Secret));
        Assert.Equal("hush", await OutputUtilities.GetValueAsync(thing.Secret));
        Assert.Equal(2, (await OutputUtilities.GetDependenciesAsync(thing.Secret)).Count);
        Assert.Same(thing, Assert.Single(await OutputUtilities.GetDependenciesAsync(thing.Size)));
    }

    [Fact]
    public async Task The_outputs_of_a_component_come_before_those_of_the_stack()
    {
        var engine = new RecordingEngine();
        await engine.RunStackAsync(() => new GroupStack());

        var outputs = engine.All<RegisterResourceOutputsRequest>().ToList();
        Assert.Equal(["urn:pulumi:dev::proj::test:index:Group::group", StackUrn], outputs.Select(request => request.Urn));
        Assert.Equal("""{ "GroupUrn": "urn:pulumi:dev::proj::test:index:Group::group", "named": "n" }""", JsonFormatter.Default.Format(outputs[1].Outputs));
        Assert.IsType<Empty>(engine.Requests[^1]);
    }

    [Fact]
    public async Task A_package_is_made_known_once_and_named_by_its_resources()
    {
        var engine = new RecordingEngine();
        await engine.RunAsync(() =>
        {
            _ = new CustomResource("a:b:C", "one", ResourceArgs.Empty, null, new RegisterPackageRequest("a", "1.0.0", null, null, new("b", "2.0.0", [1])));
            _ = new CustomResource("a:b:C", "two", ResourceArgs.Empty, null, new RegisterPackageRequest("a", "1.0.0", null, null, new("b", "2.0.0", [1])));
        });

        Assert.Single(engine.All<Pulumirpc.RegisterPackageRequest>());
        Assert.Equal(["ref-a", "ref-a"], engine.Registrations.Select(request => request.PackageRef));
    }

    [Fact]
    public async Task A_remote_component_gets_its_outputs_and_its_providers_from_the_engine()
    {
        var engine = new RecordingEngine();
        RemoteGroup? group = null;
        await engine.RunAsync(() => group = new RemoteGroup("group", Output.CreateSecret("v"), new() { Providers = { new TestProvider("prov") } }));

        var request = engine.Registration("group");
        Assert.True(request.Remote);
        Assert.False(request.Custom);
        Assert.Equal("urn:pulumi:dev::proj::pulumi:providers:test::prov::prov-id", Assert.Single(request.Providers).Value);
        Assert.Equal("d0e6a833031e9bbcd3f4e8bde6ca49a4", request.Object.Fields["value"].StructValue.Fields["4dabf18193072939515e22adb298388d"].StringValue);
        Assert.Contains("outputValues", engine.All<SupportsFeatureRequest>().Select(feature => feature.Id));
        Assert.Equal("v", await OutputUtilities.GetValueAsync(group!.Value));
    }

    private sealed class GroupStack : Stack
    {
        public GroupStack()
        {
            GroupUrn = new Group("group").Urn;
            Renamed = Output.Create("n");
        }

        [Output]
        public Output<string> GroupUrn { get; set; }

        [Output("named")]
        public Output<string> Renamed { get; set; }
    }

    private sealed class RemoteArgs : ResourceArgs
    {
        [Input("value")]
        public Input<string>? Value { get; init; }
    }

    private sealed class RemoteGroup(string name, Input<string> value, ComponentResourceOptions? options = null)
        : ComponentResource("test:index:Remote", name, new RemoteArgs { Value = value }, options, remote: true)
    {
        [Output("value")]
        public Output<string> Value { get; private set; } = null!;
    }
}
