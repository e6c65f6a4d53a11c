using System.Collections.Frozen;
using Google.Protobuf;
using Grpc.Core;

namespace Infra.Engine.Services;

/// <summary>Reaches the engine's services from the same process: the message objects are handed over as they are.</summary>
internal sealed class InProcessInvoker(FrozenDictionary<string, Delegate> methods) : CallInvoker
{
    private static readonly Task<Metadata> NoHeaders = Task.FromResult(new Metadata());

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        new(Call(method, options, request), NoHeaders, static () => Status.DefaultSuccess, static () => [], static () => { });

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Call(method, options, request).GetAwaiter().GetResult();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw Unimplemented(method.FullName);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw Unimplemented(method.FullName);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw Unimplemented(method.FullName);

    private Task<TResponse> Call<TRequest, TResponse>(Method<TRequest, TResponse> method, CallOptions options, TRequest request) =>
        methods.TryGetValue(method.FullName, out var implementation)
            ? ((Func<TRequest, CancellationToken, Task<TResponse>>)implementation)(request, options.CancellationToken)
            : Task.FromException<TResponse>(Unimplemented(method.FullName));

    private static RpcException Unimplemented(string method) => new(new Status(StatusCode.Unimplemented, $"The engine has no method {method}."));
}
