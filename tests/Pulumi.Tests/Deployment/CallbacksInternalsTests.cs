using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumi.Utilities;
using Pulumirpc;
using Xunit;

namespace Pulumi.Tests;

/// <summary>Transforms and hooks, called as an engine calls them: over a socket.</summary>
public class CallbacksInternalsTests
{
    [Fact]
    public async Task A_transform_sees_the_resource_and_changes_its_properties_and_options()
    {
        ResourceTransformArgs? seen = null;
        var response = await TransformAsync(
            (args, _) =>
            {
                seen = args;
                var options = CustomResourceOptions.Merge((CustomResourceOptions)args.Options, new()
                {
                    Protect = true,
                    IgnoreChanges = { "more" },
                    CustomTimeouts = new CustomTimeouts { Delete = TimeSpan.FromSeconds(1) },
                });
                return Task.FromResult<ResourceTransformResult?>(new ResourceTransformResult(args.Args.SetItem("size", 9), options));
            },
            new TransformRequest
            {
                Type = "test:index:Thing",
                Name = "thing",
                Custom = true,
                Parent = "urn:pulumi:dev::proj::test:index:Group::group",
                Properties = Struct.Parser.ParseJson("""{"size": 1, "secret": {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "hush"}}"""),
                Options = new TransformResourceOptions
                {
                    DependsOn = { "urn:pulumi:dev::proj::test:index:Thing::first" },
                    IgnoreChanges = { "some" },
                    Provider = "urn:pulumi:dev::proj::pulumi:providers:test::prov::prov-id",
                    RetainOnDelete = false,
                    Aliases = { new Pulumirpc.Alias { Urn = "urn:pulumi:dev::proj::x:y:Z::q" } },
                },
            });

        Assert.Equal("thing", seen!.Value.Name);
        Assert.Equal(1.0, seen.Value.Args["size"]);
        Assert.True(await Output.IsSecretAsync(Assert.IsType<Output<object?>>(seen.Value.Args["secret"])));
        Assert.Equal(9, response.Properties.Fields["size"].NumberValue);
        Assert.Equal(Signatures.OutputValue, response.Properties.Fields["secret"].StructValue.Fields[Signatures.Key].StringValue);
        Assert.True(response.Options.Protect);
        Assert.True(response.Options.HasRetainOnDelete);
        Assert.Equal(["some", "more"], response.Options.IgnoreChanges);
        Assert.Equal(["urn:pulumi:dev::proj::test:index:Thing::first"], response.Options.DependsOn);
        Assert.Equal("urn:pulumi:dev::proj::pulumi:providers:test::prov::prov-id", response.Options.Provider);
        Assert.Equal("1000000000ns", response.Options.CustomTimeouts.Delete);
        Assert.Equal("urn:pulumi:dev::proj::x:y:Z::q", Assert.Single(response.Options.Aliases).Urn);
    }

    [Fact]
    public async Task A_transform_that_wants_nothing_keeps_everything()
    {
        var request = new TransformRequest
        {
            Custom = true,
            Properties = Struct.Parser.ParseJson("""{"a": [1, null, "x"]}"""),
            Options = new TransformResourceOptions { Version = "1.0.0", Protect = false },
        };
        var response = await TransformAsync((_, _) => Task.FromResult<ResourceTransformResult?>(null), request);

        Assert.Equal(request.Properties, response.Properties);
        Assert.Equal(request.Options, response.Options);
    }

    [Fact]
    public async Task A_transform_that_throws_tells_the_engine_why()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => TransformAsync((_, _) => throw new FormatException("not like this"), new TransformRequest()));

        Assert.Equal("not like this", error.Status.Detail);
    }

    [Fact]
    public async Task A_transform_runs_as_part_of_its_deployment()
    {
        string? stack = null;
        await TransformAsync(
            (_, _) =>
            {
                stack = Deployment.Instance.StackName;
                return Task.FromResult<ResourceTransformResult?>(null);
            },
            new TransformRequest());

        Assert.Equal("dev", stack);
    }

    [Fact]
    public async Task Transforms_of_the_stack_go_with_the_stacks_own_registration()
    {
        var engine = new RecordingEngine();
        await engine.RunAsync(() => Task.CompletedTask, new StackOptions { ResourceTransforms = { (_, _) => Task.FromResult<ResourceTransformResult?>(null) } });

        Assert.Single(engine.All<RegisterResourceRequest>().First().Transforms);
    }

    [Fact]
    public async Task Transforms_need_an_engine_that_calls_them()
    {
        var engine = new RecordingEngine { Unsupported = { "transforms" } };
        var exitCode = await engine.RunAsync(() => _ = new Thing("thing", options: new() { ResourceTransforms = { (_, _) => Task.FromResult<ResourceTransformResult?>(null) } }));

        Assert.Equal(32, exitCode);
        Assert.Contains("update the Pulumi CLI", Assert.Single(engine.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invoke_transform_changes_arguments_and_options()
    {
        TransformInvokeResponse? response = null;
        var engine = EngineThat<Callback>(async callback => response = TransformInvokeResponse.Parser.ParseFrom(await CallAsync(callback, new TransformInvokeRequest
        {
            Token = "test:index:get",
            Args = Struct.Parser.ParseJson("""{"a": 1}"""),
            Options = new TransformInvokeOptions { Version = "1.0.0" },
        })));
        await engine.RunAsync(() => Deployment.Instance.RegisterInvokeTransform((args, _) => Task.FromResult<InvokeTransformResult?>(
            new InvokeTransformResult(args.Args.SetItem("b", args.Token), new InvokeOptions { Version = args.Options.Version + "-new" }))));

        Assert.Equal(Struct.Parser.ParseJson("""{"a": 1, "b": "test:index:get"}"""), response!.Args);
        Assert.Equal("1.0.0-new", response.Options.Version);
    }

    [Fact]
    public async Task A_hook_is_made_known_before_the_resource_that_names_it_and_can_be_called()
    {
        ResourceHookArgs? seen = null;
        ResourceHookResponse? response = null;
        var engine = EngineThat<RegisterResourceHookRequest>(async request => response = ResourceHookResponse.Parser.ParseFrom(await CallAsync(
            request.Callback,
            new ResourceHookRequest { Urn = "u", Id = "i", Name = "n", Type = "t", NewInputs = Struct.Parser.ParseJson("""{"a": 1}""") })));
        await engine.RunAsync(() =>
        {
            var hook = new ResourceHook(
                "note",
                (args, _) =>
                {
                    seen = args;
                    return Task.CompletedTask;
                },
                new ResourceHookOptions { OnDryRun = true });
            _ = new Thing("thing", options: new() { Hooks = { BeforeCreate = { hook }, AfterDelete = { hook } } });
        });

        var registered = Assert.Single(engine.All<RegisterResourceHookRequest>());
        Assert.Equal("note", registered.Name);
        Assert.True(registered.OnDryRun);
        Assert.False(registered.IgnoreErrors);
        Assert.Equal(["note"], engine.Registration("thing").Hooks.BeforeCreate);
        Assert.Equal(["note"], engine.Registration("thing").Hooks.AfterDelete);
        Assert.Equal("", response!.Error);
        Assert.Equal(1.0, seen!.NewInputs!["a"]);
        Assert.Null(seen.OldInputs);
    }

    [Fact]
    public async Task A_hook_that_throws_answers_with_its_message()
    {
        ResourceHookResponse? response = null;
        var engine = EngineThat<RegisterResourceHookRequest>(async request =>
            response = ResourceHookResponse.Parser.ParseFrom(await CallAsync(request.Callback, new ResourceHookRequest())));
        await engine.RunAsync(() => _ = new ResourceHook("note", (_, _) => throw new FormatException("no")));

        Assert.Equal("no", response!.Error);
    }

    [Fact]
    public async Task An_error_hook_decides_whether_to_try_again()
    {
        ErrorHookArgs? seen = null;
        ErrorHookResponse? response = null;
        var engine = EngineThat<RegisterErrorHookRequest>(async request => response = ErrorHookResponse.Parser.ParseFrom(await CallAsync(
            request.Callback,
            new ErrorHookRequest { FailedOperation = "create", Errors = { "last", "first" } })));
        await engine.RunAsync(() => _ = new Thing("thing", options: new()
        {
            Hooks =
            {
                OnError =
                {
                    new ErrorHook("again", (args, _) =>
                    {
                        seen = args;
                        return Task.FromResult(true);
                    }),
                },
            },
        }));

        Assert.True(response!.Retry);
        Assert.Equal("create", seen!.FailedOperation);
        Assert.Equal(["last", "first"], seen.Errors);
        Assert.Equal(["again"], engine.Registration("thing").Hooks.OnError);
    }

    [Fact]
    public async Task Two_hooks_of_one_name_are_refused()
    {
        var engine = new RecordingEngine();
        var exitCode = await engine.RunAsync(() =>
        {
            _ = new ResourceHook("same", (_, _) => Task.CompletedTask);
            _ = new ResourceHook("same", (_, _) => Task.CompletedTask);
        });

        Assert.Equal(32, exitCode);
        Assert.Contains("'same'", Assert.Single(engine.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_cannot_be_reached_with_another_token()
    {
        RpcException? error = null;
        var engine = EngineThat<Callback>(async callback => error = await Assert.ThrowsAsync<RpcException>(() =>
            CallAsync(new Callback { Target = callback.Target, Token = "guess" }, new TransformInvokeRequest())));
        await engine.RunAsync(() => Deployment.Instance.RegisterInvokeTransform((_, _) => Task.FromResult<InvokeTransformResult?>(null)));

        Assert.Equal(StatusCode.NotFound, error!.StatusCode);
    }

    private static async Task<TransformResponse> TransformAsync(ResourceTransform transform, TransformRequest request)
    {
        TransformResponse? response = null;
        Exception? failure = null;
        var engine = EngineThat<RegisterResourceRequest>(async registration =>
        {
            if (registration.Transforms.Count == 0)
            {
                return;
            }
            try
            {
                response = TransformResponse.Parser.ParseFrom(await CallAsync(registration.Transforms[0], request));
            }
            catch (RpcException error)
            {
                failure = error;
            }
        });
        await engine.RunAsync(() => _ = new Thing("thing", options: new() { ResourceTransforms = { transform } }));
        return failure is null ? response! : throw failure;
    }

    private static RecordingEngine EngineThat<T>(Func<T, Task> does)
        where T : class, IMessage => new()
        {
            Answer = async request =>
            {
                if (request is T wanted)
                {
                    await does(wanted);
                }
                return null;
            },
        };

    private static async Task<ByteString> CallAsync(Callback callback, IMessage request)
    {
        using var channel = GrpcChannel.ForAddress($"http://{callback.Target}");
        var client = new Callbacks.CallbacksClient(channel);
        return (await client.InvokeAsync(new CallbackInvokeRequest { Token = callback.Token, Request = request.ToByteString() })).Response;
    }
}
