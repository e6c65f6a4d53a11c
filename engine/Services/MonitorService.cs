using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.Values;
using Pulumirpc;

namespace Infra.Engine.Services;

/// <summary>The resource monitor: what a program registers, reads and asks. Plain methods over the protocol's messages.</summary>
internal sealed class MonitorService(StackIdentity stack, SessionOptions options, Planner planner, CallbackClient callbacks)
{
    private static readonly Empty Nothing = new();

    private readonly Transforms _transforms = new(callbacks);
    private readonly Hooks _hooks = new(callbacks, planner.Log);
    private readonly Packages _packages = new();
    private readonly Functions _functions = new(planner);
    private readonly InFlight _inFlight = new();
    private int _signals;

    /// <summary>The requests that have no answer yet.</summary>
    public IEnumerable<string> Unanswered => _inFlight.Descriptions;

    /// <summary>Whether the program said that it has registered everything.</summary>
    public bool HasSignalled => Volatile.Read(ref _signals) > 0;

    public static Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = Features.Supports(request.Id) });

    public Task<DeploymentInfo> GetDeploymentInfo(Empty request, CancellationToken cancellationToken) => Task.FromResult(new DeploymentInfo
    {
        Organization = stack.Organization,
        Project = stack.Project,
        Stack = stack.Stack,
        Config = { options.Config.ToDictionary(StringComparer.Ordinal) },
        ConfigSecretKeys = { options.ConfigSecretKeys },
        DryRun = true,
        Parallel = options.Parallel,
        SupportedFeatures = { Features.All },
    });

    public async Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, CancellationToken cancellationToken)
    {
        using var flight = _inFlight.Enter(request);
        try
        {
            if (_transforms.AnyFor(request))
                request = await _transforms.ApplyAsync(request, planner.Table.Find(request.Parent), cancellationToken);

            var package = _packages.Find(request.PackageRef, request.Version, request.PluginDownloadURL);
            var resource = planner.Register(GoalReader.Read(request, package));
            _transforms.Inherit(resource.Urn, request.Transforms);
            if (request.Hooks is not null)
                await _hooks.RunAsync(resource, request.Hooks, cancellationToken);
            return Answer(request, resource);
        }
        catch (Exception error)
        {
            throw Rejection.Of(error, planner.Log);
        }
    }

    public async Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        try
        {
            var package = _packages.Find(request.PackageRef, request.Version, request.PluginDownloadURL);
            var resource = planner.Register(GoalReader.Read(request, package));
            var writer = new WireWriter(request.AcceptSecrets, request.AcceptResources);
            return new ReadResourceResponse { Urn = resource.Urn, Properties = writer.Write(resource.State!.Outputs) };
        }
        catch (Exception error)
        {
            throw Rejection.Of(error, planner.Log);
        }
    }

    public async Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        try
        {
            planner.RegisterOutputs(request.Urn, WireReader.Read(request.Outputs));
            return Nothing;
        }
        catch (Exception error)
        {
            throw Rejection.Of(error, planner.Log);
        }
    }

    public async Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return _functions.Invoke(await _transforms.ApplyAsync(request, cancellationToken));
        }
        catch (Exception error)
        {
            throw Rejection.Of(error, planner.Log);
        }
    }

    public Task<CallResponse> Call(ResourceCallRequest request, CancellationToken cancellationToken)
    {
        var error = new RegistrationException(
            $"The method '{request.Tok}' is implemented by the provider of '{Urn.PackageOf(request.Tok)}', and this engine runs no providers; only the Pulumi command line can call it.");
        return Task.FromException<CallResponse>(Rejection.Of(error, planner.Log));
    }

    public Task<Empty> RegisterStackTransform(Callback request, CancellationToken cancellationToken)
    {
        _transforms.AddToStack(request);
        return Task.FromResult(Nothing);
    }

    public Task<Empty> RegisterStackInvokeTransform(Callback request, CancellationToken cancellationToken)
    {
        _transforms.AddToInvokes(request);
        return Task.FromResult(Nothing);
    }

    public async Task<Empty> RegisterResourceHook(RegisterResourceHookRequest request, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        try
        {
            _hooks.Add(request);
            return Nothing;
        }
        catch (RegistrationException error)
        {
            throw Rejection.Of(error, planner.Log);
        }
    }

    public async Task<Empty> RegisterErrorHook(RegisterErrorHookRequest request, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        try
        {
            _hooks.AddErrorHook(request.Name);
            return Nothing;
        }
        catch (RegistrationException error)
        {
            throw Rejection.Of(error, planner.Log);
        }
    }

    public Task<RegisterPackageResponse> RegisterPackage(RegisterPackageRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new RegisterPackageResponse { Ref = _packages.Register(request) });

    /// <summary>The program has registered everything. There is nothing to wait for: nothing is deployed.</summary>
    public Task<Empty> SignalAndWaitForShutdown(Empty request, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _signals) == 1
            ? Task.FromResult(Nothing)
            : Task.FromException<Empty>(new RpcException(new Status(StatusCode.FailedPrecondition, "The program signalled its end already.")));

    private static RegisterResourceResponse Answer(RegisterResourceRequest request, Registration resource)
    {
        var state = resource.State!;
        var response = new RegisterResourceResponse { Urn = resource.Urn, Id = state.Id };
        if (state.IsCustom)
            response.Object = new WireWriter(request.AcceptSecrets, request.AcceptResources).Write(state.Outputs);
        return response;
    }
}
