using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace Infra.Engine.Services;

/// <summary>The resource monitor as a gRPC service.</summary>
internal sealed class GrpcMonitor(MonitorService monitor) : ResourceMonitor.ResourceMonitorBase
{
    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) => MonitorService.SupportsFeature(request, context.CancellationToken);

    public override Task<DeploymentInfo> GetDeploymentInfo(Empty request, ServerCallContext context) => monitor.GetDeploymentInfo(request, context.CancellationToken);

    public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context) =>
        monitor.RegisterResource(request, context.CancellationToken);

    public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context) =>
        monitor.RegisterResourceOutputs(request, context.CancellationToken);

    public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context) => monitor.ReadResource(request, context.CancellationToken);

    public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context) => monitor.Invoke(request, context.CancellationToken);

    public override Task<CallResponse> Call(ResourceCallRequest request, ServerCallContext context) => monitor.Call(request, context.CancellationToken);

    public override Task<Empty> RegisterStackTransform(Callback request, ServerCallContext context) => monitor.RegisterStackTransform(request, context.CancellationToken);

    public override Task<Empty> RegisterStackInvokeTransform(Callback request, ServerCallContext context) => monitor.RegisterStackInvokeTransform(request, context.CancellationToken);

    public override Task<Empty> RegisterResourceHook(RegisterResourceHookRequest request, ServerCallContext context) => monitor.RegisterResourceHook(request, context.CancellationToken);

    public override Task<Empty> RegisterErrorHook(RegisterErrorHookRequest request, ServerCallContext context) => monitor.RegisterErrorHook(request, context.CancellationToken);

    public override Task<RegisterPackageResponse> RegisterPackage(RegisterPackageRequest request, ServerCallContext context) => monitor.RegisterPackage(request, context.CancellationToken);

    public override Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context) => monitor.SignalAndWaitForShutdown(request, context.CancellationToken);
}

/// <summary>The engine's own service as a gRPC service.</summary>
internal sealed class GrpcEngine(EngineService engine) : Pulumirpc.Engine.EngineBase
{
    public override Task<Empty> Log(LogRequest request, ServerCallContext context) => engine.Log(request, context.CancellationToken);

    public override Task<GetRootResourceResponse> GetRootResource(GetRootResourceRequest request, ServerCallContext context) => engine.GetRootResource(request, context.CancellationToken);

    public override Task<SetRootResourceResponse> SetRootResource(SetRootResourceRequest request, ServerCallContext context) => engine.SetRootResource(request, context.CancellationToken);

    public override Task<Empty> StartDebugging(StartDebuggingRequest request, ServerCallContext context) => engine.StartDebugging(request, context.CancellationToken);

    public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(RequirePulumiVersionRequest request, ServerCallContext context) =>
        engine.RequirePulumiVersion(request, context.CancellationToken);
}
