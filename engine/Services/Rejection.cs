using Grpc.Core;
using Infra.Engine.Planning;

namespace Infra.Engine.Services;

/// <summary>Tells both the program and the run's diagnostics why a request was refused.</summary>
internal static class Rejection
{
    /// <summary>The answer to the program.</summary>
    public static RpcException Of(Exception error, RunLog log)
    {
        switch (error)
        {
            case RegistrationException rejected:
                log.Error(rejected.Message, rejected.Urn);
                return new RpcException(new Status(StatusCode.InvalidArgument, rejected.Urn is null ? rejected.Message : $"{rejected.Urn}: {rejected.Message}"), rejected.Message);
            case EngineException known:
                log.Error(known.Message, urn: null);
                return new RpcException(new Status(StatusCode.InvalidArgument, known.Message), known.Message);
            case OperationCanceledException:
                return new RpcException(new Status(StatusCode.Cancelled, "The run was cancelled."));
            case RpcException callback:
                log.Error($"A function of the program failed: {callback.Status.Detail}", urn: null);
                return callback;
            default:
                log.Error($"The engine failed, which is a fault of the engine: {error}", urn: null);
                return new RpcException(new Status(StatusCode.Internal, $"The engine failed: {error.Message}"));
        }
    }
}
