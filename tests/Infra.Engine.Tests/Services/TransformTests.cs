using Grpc.Core;
using Infra.Engine.Planning;
using Infra.Engine.Tests.Planning;
using Infra.Engine.Values;
using Pulumirpc;
using Xunit;

namespace Infra.Engine.Tests.Services;

public sealed class TransformTests
{
    [Fact]
    public async Task Transforms_run_own_first_then_ancestors_from_the_nearest_then_the_stacks()
    {
        await using var callbacks = await TestCallbacks.StartAsync();
        Callback Append(string token) => callbacks.Serve(token, TransformRequest.Parser, request =>
        {
            var properties = request.Properties.Clone();
            properties.Fields["trail"] = Google.Protobuf.WellKnownTypes.Value.ForString((properties.Fields.TryGetValue("trail", out var trail) ? trail.StringValue : "") + token);
            return new TransformResponse { Properties = properties, Options = request.Options };
        });

        var plan = await TestRun.PlanAsync(async client =>
        {
            await client.Monitor.RegisterStackTransformAsync(Append("S"));
            var outer = await client.Component("outer", request => request.Transforms.Add(Append("O")));
            var inner = await client.Component("inner", request =>
            {
                request.Parent = outer;
                request.Transforms.Add(Append("I"));
            });
            await client.Custom("a", change: request =>
            {
                request.Parent = inner;
                request.Transforms.AddRange([Append("1"), Append("2")]);
            });
        });

        Assert.Equal(V.S("12IOS"), plan.Step("a").New!.Inputs["trail"]);
        Assert.Equal(V.S("IOS"), plan.Step("inner").New!.Inputs["trail"]);
        Assert.Equal(V.S("OS"), plan.Step("outer").New!.Inputs["trail"]);
    }

    [Fact]
    public async Task A_transform_sees_and_changes_every_option()
    {
        await using var callbacks = await TestCallbacks.StartAsync();
        var seen = new TransformRequest();
        var change = callbacks.Serve("t", TransformRequest.Parser, request =>
        {
            seen = request;
            var options = new TransformResourceOptions
            {
                Protect = true,
                RetainOnDelete = true,
                DeleteBeforeReplace = true,
                IgnoreChanges = { "x" },
                ReplaceOnChanges = { "y" },
                HideDiff = { "z" },
                AdditionalSecretOutputs = { "made" },
                DependsOn = { request.Options.DependsOn },
                CustomTimeouts = new() { Delete = "5m" },
                Import = "a-id",
                Version = "2.0.0",
                Aliases = { new Alias { Urn = "urn:pulumi:dev::proj::test:index:Thing::old" } },
            };
            var properties = request.Properties.Clone();
            properties.Fields["from"] = WireWriter.Full.Write(new OutputValue(V.S("v"), IsSecret: true, ["urn:pulumi:dev::proj::test:index:Thing::b"]));
            return new TransformResponse { Properties = properties, Options = options };
        });

        var plan = await TestRun.PlanAsync(async client =>
        {
            var b = await client.Custom("b");
            await client.Custom("a", V.Map(("v", V.N(1))), request =>
            {
                request.Transforms.Add(change);
                request.Dependencies.Add(b);
                request.Protect = false;
                request.Version = "1.0.0";
            });
        });

        var state = plan.Step("a").New!;
        Assert.Equal(("test:index:Thing", "a", true, TestRun.StackUrn, false, "1.0.0"), (seen.Type, seen.Name, seen.Custom, seen.Parent, seen.Options.Protect, seen.Options.Version));
        Assert.True(state is { IsProtected: true, RetainOnDelete: true, ImportId: "a-id" });
        Assert.Equal(["x", "y", "z"], [.. state.IgnoreChanges, .. state.ReplaceOnChanges, .. state.HideDiffs]);
        Assert.Equal(V.Secret(V.B(true)), state.Outputs["made"]);
        Assert.Equal(V.Secret(V.S("v")), state.Inputs["from"]);
        Assert.Equal(["urn:pulumi:dev::proj::test:index:Thing::b"], state.PropertyDependencies["from"]);
        Assert.Equal(TimeSpan.FromMinutes(5), state.CustomTimeouts!.Delete);
        Assert.Contains("default_2_0_0", state.Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transform_that_fails_fails_the_registration()
    {
        await using var callbacks = await TestCallbacks.StartAsync();
        var fail = callbacks.Serve("t", TransformRequest.Parser, _ => throw new InvalidOperationException("not today"));

        var plan = await TestRun.PlanAsync(client => Assert.ThrowsAsync<RpcException>(() => client.Custom("a", change: request => request.Transforms.Add(fail))));

        Assert.Equal("Error: A function of the program failed: not today", plan.Error());
    }

    [Fact]
    public async Task An_invoke_transform_changes_what_is_asked()
    {
        await using var callbacks = await TestCallbacks.StartAsync();
        var redirect = callbacks.Serve("t", TransformInvokeRequest.Parser, request => new TransformInvokeResponse
        {
            Args = WireWriter.Full.Write(V.Map(("urn", V.S(TestRun.StackUrn)))),
            Options = request.Options,
        });

        await TestRun.PlanAsync(async client =>
        {
            await client.Monitor.RegisterStackInvokeTransformAsync(redirect);
            var response = await client.Monitor.InvokeAsync(new ResourceInvokeRequest { Tok = "pulumi:pulumi:getResource", Args = new() });
            Assert.Equal(TestRun.StackUrn, response.Return.Fields["urn"].StringValue);
        });
    }

    [Fact]
    public async Task Hooks_that_run_in_previews_run_around_what_happens()
    {
        await using var callbacks = await TestCallbacks.StartAsync();
        var calls = new List<string>();
        Callback Hook(string token) => callbacks.Serve(token, ResourceHookRequest.Parser, request =>
        {
            calls.Add($"{token} {request.Name} {request.NewOutputs is not null}");
            return new ResourceHookResponse();
        });

        await TestRun.PlanAsync(async client =>
        {
            await client.Monitor.RegisterResourceHookAsync(new RegisterResourceHookRequest { Name = "before", Callback = Hook("before"), OnDryRun = true });
            await client.Monitor.RegisterResourceHookAsync(new RegisterResourceHookRequest { Name = "after", Callback = Hook("after"), OnDryRun = true });
            await client.Monitor.RegisterResourceHookAsync(new RegisterResourceHookRequest { Name = "real", Callback = Hook("real") });
            await client.Custom("a", change: request => request.Hooks = new() { BeforeCreate = { "before", "real" }, AfterCreate = { "after" }, BeforeUpdate = { "before" } });
        });

        Assert.Equal(["before a False", "after a True"], calls);
    }

    [Fact]
    public async Task A_hook_that_fails_fails_the_registration_unless_its_errors_are_ignored()
    {
        await using var callbacks = await TestCallbacks.StartAsync();
        var fail = callbacks.Serve("t", ResourceHookRequest.Parser, _ => new ResourceHookResponse { Error = "not today" });

        var plan = await TestRun.PlanAsync(async client =>
        {
            await client.Monitor.RegisterResourceHookAsync(new RegisterResourceHookRequest { Name = "strict", Callback = fail, OnDryRun = true });
            await client.Monitor.RegisterResourceHookAsync(new RegisterResourceHookRequest { Name = "loose", Callback = fail, OnDryRun = true, IgnoreErrors = true });
            await client.Custom("a", change: request => request.Hooks = new() { BeforeCreate = { "loose" } });
            await Assert.ThrowsAsync<RpcException>(() => client.Custom("b", change: request => request.Hooks = new() { BeforeCreate = { "strict" } }));
            await Assert.ThrowsAsync<RpcException>(() => client.Custom("c", change: request => request.Hooks = new() { BeforeCreate = { "nobody" } }));
        });

        Assert.Equal(
            [
                "Error: urn:pulumi:dev::proj::test:index:Thing::b: The resource hook 'strict' failed: not today",
                "Error: urn:pulumi:dev::proj::test:index:Thing::c: Its resource hook 'nobody' is not registered.",
            ],
            plan.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()));
    }
}
