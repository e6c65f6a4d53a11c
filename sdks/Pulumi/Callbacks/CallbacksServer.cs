using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pulumirpc;

namespace Pulumi;

/// <summary>A function of the program that the engine may call.</summary>
internal interface ICallback
{
    /// <summary>Calls the function.</summary>
    /// <param name="request">The message, which depends on the kind of function.</param>
    /// <param name="cancellationToken">Cancelled when the engine gives up.</param>
    Task<IMessage> InvokeAsync(ByteString request, CancellationToken cancellationToken);
}

/// <summary>Serves the functions of the program that the engine may call, on a port of this machine, from the first one on.</summary>
internal sealed class CallbacksServer : Pulumirpc.Callbacks.CallbacksBase, IAsyncDisposable
{
    private const int MaxMessageBytes = 400 * 1024 * 1024;

    private readonly Deployment _deployment;
    private readonly ConcurrentDictionary<string, ICallback> _callbacks = new(StringComparer.Ordinal);
    private readonly Lazy<Task<Running>> _running;

    public CallbacksServer(Deployment deployment)
    {
        _deployment = deployment;
        _running = new Lazy<Task<Running>>(StartAsync);
    }

    /// <summary>Makes a function callable.</summary>
    /// <returns>How the engine calls it.</returns>
    public async Task<Callback> AddAsync(ICallback callback)
    {
        // A token that cannot be guessed: other users of the machine can reach the port as well.
        var token = Guid.NewGuid().ToString();
        _deployment.Engine.Limit?.Lift();
        _callbacks[token] = callback;
        return new Callback { Target = (await _running.Value).Target, Token = token };
    }

    public override async Task<CallbackInvokeResponse> Invoke(CallbackInvokeRequest request, ServerCallContext context)
    {
        if (!_callbacks.TryGetValue(request.Token, out var callback))
        {
            throw new RpcException(new Status(StatusCode.NotFound, "The program has no callback with this token."));
        }
        try
        {
            var response = await _deployment.EnterAsync(() => callback.InvokeAsync(request.Request, context.CancellationToken));
            return new CallbackInvokeResponse { Response = response.ToByteString() };
        }
        catch (Exception error) when (error is not RpcException)
        {
            throw new RpcException(new Status(StatusCode.Unknown, error.Message, error));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_running.IsValueCreated)
        {
            await using var app = (await _running.Value).App;
            await app.StopAsync(CancellationToken.None);
        }
    }

    private async Task<Running> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port: 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton<IHostLifetime, BoundToProgram>();
        builder.Services.AddSingleton(this);
        builder.Services.AddRouting();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxMessageBytes;
            grpc.MaxSendMessageSize = MaxMessageBytes;
        });
        var app = builder.Build();
        app.UseRouting();
        app.MapGrpcService<CallbacksServer>();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new Running(app, new Uri(address).Authority);
    }

    private sealed record Running(WebApplication App, string Target);

    /// <summary>Lives as long as the program, and leaves Ctrl-C to it.</summary>
    private sealed class BoundToProgram : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
