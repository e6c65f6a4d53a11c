using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace Pulumi;

/// <summary>The engine's two services, wherever they are: behind a socket, in this process, or played by a test.</summary>
internal sealed class EngineConnection : IDisposable
{
    /// <summary>Where a host in this process leaves the invoker that reaches its engine; see docs/sdk.md.</summary>
    public const string InProcessEngineKey = "Pulumi.InProcessEngine";

    // Large stacks send large messages, and the engine accepts this much.
    private const int MaxMessageBytes = 400 * 1024 * 1024;

    private readonly List<GrpcChannel> _channels = [];
    private int _callsInFlight;

    private EngineConnection(CallInvoker monitor, CallInvoker engine)
    {
        Monitor = new ResourceMonitor.ResourceMonitorClient(monitor);
        Engine = new Engine.EngineClient(engine);
    }

    public ResourceMonitor.ResourceMonitorClient Monitor { get; }

    public Engine.EngineClient Engine { get; }

    /// <summary>Bounds what is under way; null where calls are cheap, in process.</summary>
    public RegistrationLimit? Limit { get; private init; }

    /// <summary>How many requests the engine has not answered yet.</summary>
    public int CallsInFlight => Volatile.Read(ref _callsInFlight);

    /// <summary>Both services behind one invoker, which gets the messages themselves.</summary>
    public static EngineConnection To(CallInvoker invoker) => new(invoker, invoker);

    public static EngineConnection Open(DeploymentSettings settings)
    {
        if (settings.IsInProcess)
        {
            return To(AppContext.GetData(InProcessEngineKey) as CallInvoker ?? throw new InvalidOperationException(
                $"PULUMI_MONITOR is '{DeploymentSettings.InProcess}', but this process has no engine: AppContext has no data named '{InProcessEngineKey}'."));
        }

        var monitor = Dial(settings.Monitor);
        var engine = settings.Engine == settings.Monitor ? monitor : Dial(settings.Engine);
        var connection = new EngineConnection(monitor.CreateCallInvoker(), engine.CreateCallInvoker()) { Limit = new RegistrationLimit(settings.Parallel) };
        connection._channels.AddRange(monitor == engine ? [monitor] : [monitor, engine]);
        return connection;
    }

    /// <summary>Waits for an answer that may take as long as a cloud takes.</summary>
    public async ValueTask<T> AnswerAsync<T>(AsyncUnaryCall<T> call)
    {
        Interlocked.Increment(ref _callsInFlight);
        try
        {
            return await call.ResponseAsync;
        }
        finally
        {
            Interlocked.Decrement(ref _callsInFlight);
        }
    }

    public void Dispose()
    {
        foreach (var channel in _channels)
        {
            channel.Dispose();
        }
    }

    private static GrpcChannel Dial(string address) => GrpcChannel.ForAddress($"http://{address}", new GrpcChannelOptions
    {
        MaxReceiveMessageSize = MaxMessageBytes,
        MaxSendMessageSize = MaxMessageBytes,
        Credentials = ChannelCredentials.Insecure,
        DisposeHttpClient = true,

        // The engine is on this machine: a proxy for the outside world must not get between, and nothing of a browser is of use.
        HttpHandler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
        },
    });
}
