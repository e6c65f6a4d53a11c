using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Infra.Engine.Services;

/// <summary>The engine's services by gRPC, for programs in other processes: HTTP/2 without encryption, on a free port of the loopback address only.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    /// <summary>The largest message, as Pulumi has it: 400 MiB.</summary>
    public const int MaxMessageBytes = 400 * 1024 * 1024;

    private const int ConcurrentCalls = 10_000;
    private const int WindowBytes = 8 * 1024 * 1024;

    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app) => _app = app;

    /// <summary>The <c>host:port</c> that programs connect to.</summary>
    public string Address => new Uri(_app.Urls.First()).Authority;

    /// <summary>Starts listening.</summary>
    public static async Task<LoopbackServer> StartAsync(MonitorService monitor, EngineService engine, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port: 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = ConcurrentCalls;
            kestrel.Limits.Http2.InitialConnectionWindowSize = WindowBytes;
            kestrel.Limits.Http2.InitialStreamWindowSize = WindowBytes;
        });
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxMessageBytes;
            grpc.MaxSendMessageSize = MaxMessageBytes;
        });
        builder.Services.AddSingleton(new GrpcMonitor(monitor));
        builder.Services.AddSingleton(new GrpcEngine(engine));
        builder.Services.AddSingleton<IHostLifetime, SessionLifetime>();

        var app = builder.Build();
        app.MapGrpcService<GrpcMonitor>();
        app.MapGrpcService<GrpcEngine>();
        await app.StartAsync(cancellationToken);
        return new LoopbackServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The server lives as long as its session; Ctrl-C belongs to whoever runs the session.</summary>
    private sealed class SessionLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
