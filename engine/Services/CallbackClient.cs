using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace Infra.Engine.Services;

/// <summary>Calls back into the program: its transforms and hooks, which it serves itself.</summary>
internal sealed class CallbackClient : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<GrpcChannel>> _channels = new(StringComparer.Ordinal);

    /// <summary>Calls one function of the program.</summary>
    /// <exception cref="RpcException">The function failed, or the program does not serve it any more.</exception>
    public async Task<TResponse> InvokeAsync<TResponse>(Callback callback, IMessage request, MessageParser<TResponse> parser, CancellationToken cancellationToken)
        where TResponse : IMessage<TResponse>
    {
        var channel = _channels.GetOrAdd(callback.Target, target => new Lazy<GrpcChannel>(() => Connect(target))).Value;
        var response = await new Callbacks.CallbacksClient(channel).InvokeAsync(
            new CallbackInvokeRequest { Token = callback.Token, Request = request.ToByteString() }, cancellationToken: cancellationToken);
        return parser.ParseFrom(response.Response);
    }

    public void Dispose()
    {
        foreach (var channel in _channels.Values)
            channel.Value.Dispose();
    }

    private static GrpcChannel Connect(string target) => GrpcChannel.ForAddress($"http://{target}", new GrpcChannelOptions
    {
        MaxReceiveMessageSize = LoopbackServer.MaxMessageBytes,
        MaxSendMessageSize = LoopbackServer.MaxMessageBytes,
    });
}
