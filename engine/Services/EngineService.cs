using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.Engine.Planning;
using Pulumirpc;

namespace Infra.Engine.Services;

/// <summary>The engine's own service: messages, the root resource, and what version it speaks.</summary>
internal sealed class EngineService(RunLog log)
{
    private static readonly Empty Nothing = new();

    private volatile string _root = "";

    public Task<Empty> Log(LogRequest request, CancellationToken cancellationToken)
    {
        var severity = request.Severity switch
        {
            LogSeverity.Debug => DiagnosticSeverity.Debug,
            LogSeverity.Warning => DiagnosticSeverity.Warning,
            LogSeverity.Error => DiagnosticSeverity.Error,
            _ => DiagnosticSeverity.Info,
        };
        log.FromProgram(new Diagnostic(severity, request.Message, request.Urn.Length == 0 ? null : request.Urn, request.Ephemeral));
        return Task.FromResult(Nothing);
    }

    public Task<GetRootResourceResponse> GetRootResource(GetRootResourceRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new GetRootResourceResponse { Urn = _root });

    public Task<SetRootResourceResponse> SetRootResource(SetRootResourceRequest request, CancellationToken cancellationToken)
    {
        _root = request.Urn;
        return Task.FromResult(new SetRootResourceResponse());
    }

    public Task<Empty> StartDebugging(StartDebuggingRequest request, CancellationToken cancellationToken)
    {
        log.FromProgram(new Diagnostic(DiagnosticSeverity.Info, request.Message.Length > 0 ? request.Message : "The program waits for a debugger."));
        return Task.FromResult(Nothing);
    }

    public Task<RequirePulumiVersionResponse> RequirePulumiVersion(RequirePulumiVersionRequest request, CancellationToken cancellationToken)
    {
        var range = request.PulumiVersionRange;
        if (!VersionRange.TryParse(range, out var parsed))
            return Refuse($"The program requires Pulumi '{range}', which is no range of versions; write it like '>=3.100.0 <4.0.0'.");

        return parsed.Contains(VersionRange.Spoken)
            ? Task.FromResult(new RequirePulumiVersionResponse())
            : Refuse($"The program requires Pulumi {range}; this engine speaks the protocol of {VersionRange.Spoken}.");
    }

    private Task<RequirePulumiVersionResponse> Refuse(string message)
    {
        log.Error(message, urn: null);
        return Task.FromException<RequirePulumiVersionResponse>(new RpcException(new Status(StatusCode.FailedPrecondition, message), message));
    }
}
