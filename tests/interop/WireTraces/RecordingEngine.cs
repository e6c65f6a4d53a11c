using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumirpc;

namespace Infra.Interop.Tests.WireTraces;

/// <summary>A monitor and engine that answers every request plainly and remembers it: the one that <c>../shared/wire-traces</c> were recorded with.</summary>
internal sealed class RecordingEngine : IAsyncDisposable
{
    /// <summary>The name of a resource whose registration fails.</summary>
    public const string FailingName = "boom";

    private readonly WebApplication _server;
    private readonly ConcurrentQueue<RecordedRequest> _requests;

    private RecordingEngine(WebApplication server, ConcurrentQueue<RecordedRequest> requests)
    {
        _server = server;
        _requests = requests;
    }

    /// <summary>Where it listens: <c>host:port</c>.</summary>
    public string Address =>
        new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;

    /// <summary>Every request so far, in order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>Starts it on a free port of the loopback address.</summary>
    /// <param name="isPreview">Whether it answers as in a preview, where nothing has an id yet.</param>
    public static async Task<RecordingEngine> StartAsync(bool isPreview)
    {
        var requests = new ConcurrentQueue<RecordedRequest>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new Monitor(isPreview, requests));
        builder.Services.AddSingleton(new Listener(requests));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        var server = builder.Build();
        server.MapGrpcService<Monitor>();
        server.MapGrpcService<Listener>();
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new(server, requests);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private sealed class Monitor(bool isPreview, ConcurrentQueue<RecordedRequest> requests) : ResourceMonitor.ResourceMonitorBase
    {
        public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
            Answer(request, context, new SupportsFeatureResponse { HasSupport = true });

        public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context)
        {
            var state = request.Object.Clone();
            if (!isPreview && request.Type.StartsWith("command:", StringComparison.Ordinal))
            {
                state.Fields["stdout"] = Value.ForString("hello");
            }

            var response = new RegisterResourceResponse
            {
                Urn = Urn(request.Type, request.Name, request.Parent),
                Id = request.Custom && !isPreview ? $"{request.Name}-id" : "",
                Object = state,
            };
            var answer = Answer(request, context, response);
            return request.Name == FailingName ? throw new RpcException(new Status(StatusCode.Unknown, "the resource cannot be made")) : answer;
        }

        public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context)
        {
            var properties = request.Properties.Clone();
            if (request.Type == "pulumi:pulumi:StackReference")
            {
                properties.Fields["outputs"] = Struct(("a", Value.ForString("A")), ("b", Struct((SpecialValue, Value.ForString(Secret)), ("value", Value.ForString("B")))));
                properties.Fields["secretOutputNames"] = Value.ForList(Value.ForString("b"));
            }

            return Answer(request, context, new ReadResourceResponse { Urn = Urn(request.Type, request.Name, request.Parent), Properties = properties });
        }

        public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context) =>
            Answer(request, context, new ResourceInvokeResponse { Return = Struct(("answer", Value.ForNumber(42))).StructValue });

        public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context) =>
            Answer(request, context, new Empty());

        public override Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context) => Answer(request, context, new Empty());

        private const string SpecialValue = "4dabf18193072939515e22adb298388d";
        private const string Secret = "1b47061264138c4ac30d75fd1eb44270";

        private Task<T> Answer<T>(IMessage request, ServerCallContext context, T response)
        {
            requests.Enqueue(RecordedRequest.Of(context.Method, request));
            return Task.FromResult(response);
        }

        // A parent's types come before the resource's own; the stack's is left out.
        private static string Urn(string type, string name, string parent)
        {
            var chain = parent.Length == 0 ? "" : parent.Split("::")[2];
            var qualified = chain is "" or "pulumi:pulumi:Stack" ? type : $"{chain}${type}";
            return $"urn:pulumi:dev::proj::{qualified}::{name}";
        }

        private static Value Struct(params (string Key, Value Value)[] fields)
        {
            var result = new Struct();
            foreach (var (key, value) in fields)
            {
                result.Fields.Add(key, value);
            }

            return Value.ForStruct(result);
        }
    }

    private sealed class Listener(ConcurrentQueue<RecordedRequest> requests) : Pulumirpc.Engine.EngineBase
    {
        public override Task<Empty> Log(LogRequest request, ServerCallContext context)
        {
            requests.Enqueue(RecordedRequest.Of(context.Method, request));
            return Task.FromResult(new Empty());
        }
    }
}
