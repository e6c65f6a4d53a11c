using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace Pulumi.Tests;

/// <summary>An engine in this process that writes down every request and answers plainly: the state of a resource is its inputs.</summary>
internal sealed class RecordingEngine : CallInvoker
{
    private readonly ConcurrentQueue<IMessage> _requests = new();

    public bool IsDryRun { get; init; }

    /// <summary>The features that the engine does not understand.</summary>
    public HashSet<string> Unsupported { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Answers instead of the usual answer, or returns null.</summary>
    public Func<IMessage, Task<IMessage?>> Answer { get; init; } = _ => Task.FromResult<IMessage?>(null);

    public IReadOnlyList<IMessage> Requests => [.. _requests];

    public IEnumerable<RegisterResourceRequest> Registrations => All<RegisterResourceRequest>().Where(request => request.Type != Stack.TypeToken);

    public IEnumerable<LogRequest> Errors => All<LogRequest>().Where(message => message.Severity == LogSeverity.Error);

    public bool WasSignalled => All<Empty>().Any();

    public IEnumerable<T> All<T>()
        where T : IMessage => Requests.OfType<T>();

    public RegisterResourceRequest Registration(string name) => Registrations.Single(request => request.Name == name);

    public Task<int> RunAsync(Action program) => RunAsync(() =>
    {
        program();
        return Task.CompletedTask;
    });

    public Task<int> RunAsync(Func<Task> program, StackOptions? options = null) => RunStackAsync(() => new Stack(
        async () =>
        {
            await program();
            return new Dictionary<string, object?>(StringComparer.Ordinal);
        },
        options));

    public Task<int> RunStackAsync(Func<Stack> construct) => Deployment.RunAsync(
        new DeploymentSettings { Project = "proj", Stack = "dev", IsDryRun = IsDryRun },
        EngineConnection.To(this),
        construct);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        Grpc.Core.CallOptions options,
        TRequest request)
    {
        _requests.Enqueue((IMessage)request);
        return new AsyncUnaryCall<TResponse>(
            RespondAsync<TResponse>((IMessage)request),
            Task.FromResult(new Metadata()),
            () => Status.DefaultSuccess,
            () => [],
            () => { });
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        Grpc.Core.CallOptions options,
        TRequest request) => throw new NotSupportedException();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        Grpc.Core.CallOptions options,
        TRequest request) => throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        Grpc.Core.CallOptions options) => throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        Grpc.Core.CallOptions options) => throw new NotSupportedException();

    /// <summary>A URN in the engine's form: the types of all parents but the stack, joined.</summary>
    public static string UrnOf(string parent, string type, string name)
    {
        var parents = parent.Length == 0 ? "" : parent.Split("::", 4)[2];
        var chain = parents.Length == 0 || parents == Stack.TypeToken ? type : $"{parents}${type}";
        return $"urn:pulumi:dev::proj::{chain}::{name}";
    }

    private async Task<TResponse> RespondAsync<TResponse>(IMessage request) => (TResponse)(await Answer(request) ?? Plainly(request));

    private IMessage Plainly(IMessage request) => request switch
    {
        SupportsFeatureRequest feature => new SupportsFeatureResponse { HasSupport = !Unsupported.Contains(feature.Id) },
        RegisterResourceRequest resource => new RegisterResourceResponse
        {
            Urn = UrnOf(resource.Parent, resource.Type, resource.Name),
            Id = resource.Custom && !IsDryRun ? $"{resource.Name}-id" : "",
            Object = resource.Object,
        },
        ReadResourceRequest resource => new ReadResourceResponse
        {
            Urn = UrnOf(resource.Parent, resource.Type, resource.Name),
            Properties = resource.Properties,
        },
        ResourceInvokeRequest => new ResourceInvokeResponse { Return = new Struct { Fields = { ["answer"] = Value.ForNumber(42) } } },
        ResourceCallRequest => new CallResponse { Return = new Struct { Fields = { ["answer"] = Value.ForNumber(42) } } },
        Pulumirpc.RegisterPackageRequest package => new RegisterPackageResponse { Ref = $"ref-{package.Name}" },
        _ => new Empty(),
    };
}
