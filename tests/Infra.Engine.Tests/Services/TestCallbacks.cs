using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumirpc;

namespace Infra.Engine.Tests.Services;

/// <summary>Serves functions to the engine, as an SDK does for its transforms and hooks.</summary>
internal sealed class TestCallbacks : Callbacks.CallbacksBase, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<ByteString, IMessage>> _functions = new(StringComparer.Ordinal);
    private readonly WebApplication _server;

    private TestCallbacks()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _server = builder.Build();
        _server.MapGrpcService<TestCallbacks>();
    }

    public static async Task<TestCallbacks> StartAsync()
    {
        var callbacks = new TestCallbacks();
        await callbacks._server.StartAsync();
        return callbacks;
    }

    /// <summary>Serves a function that takes and gives these messages.</summary>
    public Callback Serve<TRequest>(string token, MessageParser<TRequest> parser, Func<TRequest, IMessage> function)
        where TRequest : IMessage<TRequest>
    {
        _functions[token] = bytes => function(parser.ParseFrom(bytes));
        return new Callback { Target = new Uri(_server.Urls.First()).Authority, Token = token };
    }

    public override Task<CallbackInvokeResponse> Invoke(CallbackInvokeRequest request, ServerCallContext context)
    {
        try
        {
            return Task.FromResult(new CallbackInvokeResponse { Response = _functions[request.Token](request.Request).ToByteString() });
        }
        catch (InvalidOperationException error)
        {
            throw new RpcException(new Status(StatusCode.Unknown, error.Message));
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
