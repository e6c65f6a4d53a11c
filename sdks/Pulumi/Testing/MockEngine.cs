using System.Collections.Concurrent;
using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace Pulumi.Testing;

/// <summary>An engine that asks mocks for everything that a provider would know.</summary>
internal sealed class MockEngine(IMocks mocks, TestOptions options) : CallInvoker
{
    private readonly ConcurrentDictionary<string, (string Id, Struct State)> _registered = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _errors = new();

    /// <summary>The errors that the program reported.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        Grpc.Core.CallOptions options,
        TRequest request) => new(
            CastAsync<TResponse>(AnswerAsync(request)),
            Task.FromResult(new Metadata()),
            static () => Status.DefaultSuccess,
            static () => [],
            static () => { });

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        Grpc.Core.CallOptions options,
        TRequest request) => throw NotUsed();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        Grpc.Core.CallOptions options,
        TRequest request) => throw NotUsed();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        Grpc.Core.CallOptions options) => throw NotUsed();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        Grpc.Core.CallOptions options) => throw NotUsed();

    private static NotSupportedException NotUsed() => new("The engine's services have only simple asynchronous calls.");

    private static async Task<T> CastAsync<T>(Task<IMessage> answer) => (T)await answer;

    private async Task<IMessage> AnswerAsync(object request) => request switch
    {
        // Mocks are plain values, so there is nothing that an output value could carry.
        SupportsFeatureRequest feature => new SupportsFeatureResponse { HasSupport = feature.Id != Features.OutputValues },
        RegisterResourceRequest resource => await RegisterAsync(resource),
        ReadResourceRequest resource => await ReadAsync(resource),
        ResourceInvokeRequest { Tok: "pulumi:pulumi:getResource" } lookUp => LookUp(lookUp.Args.Fields["urn"].StringValue),
        ResourceInvokeRequest call => new ResourceInvokeResponse { Return = await CallAsync(call.Tok, call.Args, call.Provider) },
        ResourceCallRequest call => new CallResponse { Return = await CallAsync(call.Tok, call.Args, call.Provider) },
        RegisterResourceOutputsRequest outputs => await RegisterOutputsAsync(outputs),
        Pulumirpc.RegisterPackageRequest package => new RegisterPackageResponse { Ref = $"{package.Name}-{package.Version}" },
        LogRequest message => Note(message),
        RequirePulumiVersionRequest => new RequirePulumiVersionResponse(),
        _ => new Empty(),
    };

    private async Task<RegisterResourceResponse> RegisterAsync(RegisterResourceRequest request)
    {
        var urn = UrnOf(request.Parent, request.Type, request.Name);
        if (request.Type == Stack.TypeToken)
        {
            return new RegisterResourceResponse { Urn = urn, Object = new Struct() };
        }
        var (id, state) = await AskAsync(request.Type, request.Name, request.Object, request.Provider, request.ImportId);
        _registered[urn] = (id, state);
        return new RegisterResourceResponse { Urn = urn, Id = id, Object = state };
    }

    private async Task<ReadResourceResponse> ReadAsync(ReadResourceRequest request)
    {
        var urn = UrnOf(request.Parent, request.Type, request.Name);
        var (id, state) = await AskAsync(request.Type, request.Name, request.Properties, request.Provider, request.Id);
        _registered[urn] = (id, state);
        return new ReadResourceResponse { Urn = urn, Properties = state };
    }

    private async Task<(string Id, Struct State)> AskAsync(string type, string name, Struct inputs, string provider, string knownId)
    {
        var (id, state) = await mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = type,
            Name = name,
            Inputs = Plain(inputs),
            Provider = provider,
            Id = knownId,
        });
        return (id ?? knownId, await SerializeAsync($"state of '{name}'", state));
    }

    private async Task<Struct> CallAsync(string token, Struct args, string provider) => await SerializeAsync(
        $"result of {token}",
        await mocks.CallAsync(new MockCallArgs { Token = token, Args = Plain(args), Provider = provider }));

    private async Task<Empty> RegisterOutputsAsync(RegisterResourceOutputsRequest request)
    {
        await mocks.RegisterResourceOutputs(new MockRegisterResourceOutputsRequest(
            request.Urn,
            request.Outputs.Fields.ToImmutableDictionary(
                field => field.Key,
                field => new Output<object?>(Deserializer.Deserialize(field.Value)),
                StringComparer.Ordinal)));
        return new Empty();
    }

    private ResourceInvokeResponse LookUp(string urn)
    {
        if (!_registered.TryGetValue(urn, out var known))
        {
            throw new RpcException(new Status(StatusCode.NotFound, $"There is no resource with the URN '{urn}'."));
        }
        return new ResourceInvokeResponse
        {
            Return = new Struct
            {
                Fields =
                {
                    ["urn"] = Value.ForString(urn),
                    ["id"] = Value.ForString(known.Id),
                    ["state"] = Value.ForStruct(known.State),
                },
            },
        };
    }

    private Empty Note(LogRequest message)
    {
        if (message.Severity == LogSeverity.Error)
        {
            _errors.Enqueue(message.Message);
        }
        return new Empty();
    }

    // Not quite the engine's form: of the parents' types only the outermost is kept. Tests written for the published package rely on it.
    private string UrnOf(string parent, string type, string name)
    {
        var outermost = parent.Length == 0 ? "" : parent.Split("::", 4)[2].Split('$')[0] + "$";
        return $"urn:pulumi:{options.StackName ?? Deployment.DefaultTestStack}::{options.ProjectName ?? Deployment.DefaultTestProject}::{outermost}{type}::{name}";
    }

    private static ImmutableDictionary<string, object> Plain(Struct? values)
    {
        var plain = ImmutableDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in values?.Fields ?? [])
        {
            if (Deserializer.Deserialize(value) is { IsKnown: true, Value: { } known })
            {
                plain.Add(name, known);
            }
        }
        return plain.ToImmutable();
    }

    private static async Task<Struct> SerializeAsync(string label, object? state)
    {
        var (value, _) = await PropertySerializer.SerializeValueAsync(label, state, new SerializationOptions(KeepResources: true));
        return value.KindCase switch
        {
            Value.KindOneofCase.StructValue => value.StructValue,
            Value.KindOneofCase.NullValue => new Struct(),
            _ => throw new InvalidOperationException($"The mocks returned {state} as the {label}; it must be a dictionary or an args class."),
        };
    }
}
