using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pulumi.Utilities;
using Pulumirpc;
using Xunit;

namespace Pulumi.Tests;

/// <summary>How the SDK finds its engine: in this process, or behind a socket.</summary>
[Collection(nameof(EnvironmentCollection))]
public sealed class HostInternalsTests : IDisposable
{
    private const string EngineKey = "Pulumi.InProcessEngine";

    [Fact]
    public async Task An_engine_in_this_process_is_found_and_left_the_exit_code()
    {
        var engine = new RecordingEngine();
        AppContext.SetData(EngineKey, engine);
        Host("in-process");

        Assert.Equal(32, await Deployment.RunAsync((Action)(() => throw new RunException("no"))));
        Assert.Equal("no", Assert.Single(engine.Errors).Message);
        Assert.Equal(0, Environment.ExitCode);
    }

    [Fact]
    public async Task Without_an_engine_in_this_process_the_error_says_what_is_missing()
    {
        Host("in-process");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Deployment.RunAsync(() => { }));
        Assert.Contains(EngineKey, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_behind_a_socket_gets_the_same_requests()
    {
        await using var server = await ServeAsync();
        Host(new Uri(server.Urls.First()).Authority);
        Thing? thing = null;

        Assert.Equal(0, await Deployment.RunAsync(() => thing = new Thing("thing", new ThingArgs { Size = 3 })));
        Assert.Equal(3, await OutputUtilities.GetValueAsync(thing!.Size));
        Assert.Equal(["proj-dev", "thing"], server.Services.GetRequiredService<Monitor>().Registered);
    }

    [Fact]
    public async Task A_secret_of_the_wrong_type_is_not_shown()
    {
        var engine = new RecordingEngine();
        AppContext.SetData(EngineKey, engine);
        Host("in-process");
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", """{"proj:number": "hush"}""");
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", """["proj:number"]""");

        Assert.Equal(32, await Deployment.RunAsync(() => { _ = new Config().GetInt32("number"); }));
        var message = Assert.Single(engine.Errors).Message;
        Assert.Contains("proj:number", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PULUMI_MONITOR")]
    [InlineData("PULUMI_STACK")]
    [InlineData("PULUMI_DRY_RUN")]
    public async Task A_variable_that_the_host_left_out_is_named(string name)
    {
        Host("in-process");
        Environment.SetEnvironmentVariable(name, null);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Deployment.RunAsync(() => { }));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_resources_than_may_be_under_way_all_arrive_through_a_socket()
    {
        await using var server = await ServeAsync();
        Host(new Uri(server.Urls.First()).Authority);

        Assert.Equal(0, await Deployment.RunAsync(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                _ = new Thing($"thing{i}");
            }
        }));
        Assert.Equal(1001, server.Services.GetRequiredService<Monitor>().Registered.Count);
    }

    [Fact]
    public async Task Service_providers_construct_stacks()
    {
        AppContext.SetData(EngineKey, new RecordingEngine());
        Host("in-process");
        await using var services = new ServiceCollection().AddTransient<EmptyStack>().BuildServiceProvider();
        await using var nothing = new ServiceCollection().BuildServiceProvider();

        Assert.Equal(0, await Deployment.RunAsync<EmptyStack>(services));
        Assert.Equal(32, await Deployment.RunAsync<EmptyStack>(nothing));
    }

    public void Dispose()
    {
        AppContext.SetData(EngineKey, null);
        foreach (var name in new[] { "MONITOR", "ENGINE", "PROJECT", "STACK", "DRY_RUN", "QUERY_MODE", "PARALLEL", "CONFIG", "CONFIG_SECRET_KEYS" })
        {
            Environment.SetEnvironmentVariable($"PULUMI_{name}", null);
        }
    }

    private static void Host(string address)
    {
        foreach (var (name, value) in new[]
        {
            ("MONITOR", address), ("ENGINE", address), ("PROJECT", "proj"), ("STACK", "dev"), ("DRY_RUN", "false"), ("QUERY_MODE", "false"), ("PARALLEL", "16"),
        })
        {
            Environment.SetEnvironmentVariable($"PULUMI_{name}", value);
        }
    }

    private static async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddRouting();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<Monitor>();
        var app = builder.Build();
        app.UseRouting();
        app.MapGrpcService<Monitor>();
        await app.StartAsync();
        return app;
    }

    private sealed class EmptyStack : Stack;

    private sealed class Monitor : ResourceMonitor.ResourceMonitorBase
    {
        public List<string> Registered { get; } = [];

        public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
            Task.FromResult(new SupportsFeatureResponse { HasSupport = true });

        public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context)
        {
            lock (Registered)
            {
                Registered.Add(request.Name);
            }
            return Task.FromResult(new RegisterResourceResponse { Urn = RecordingEngine.UrnOf(request.Parent, request.Type, request.Name), Object = request.Object });
        }

        public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context) => Task.FromResult(new Empty());
    }
}
