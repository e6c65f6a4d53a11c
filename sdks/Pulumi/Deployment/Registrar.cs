using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Pulumi;

/// <summary>Takes a constructed resource to the engine and brings back its outputs.</summary>
internal sealed class Registrar(Deployment deployment)
{
    private readonly Action<string> _warn = message => _ = deployment.Logger.LogAsync(LogSeverity.Warning, message);

    private ResourceMonitor.ResourceMonitorClient Monitor => deployment.Engine.Monitor;

    /// <summary>Makes the engine know a resource: registers it, reads it, or looks it up, as its options say.</summary>
    public async Task RunAsync(ResourceRequest request)
    {
        try
        {
            var answer = await AskAsync(request);
            request.Outputs.Resolve(answer, deployment.Settings.IsDryRun, _warn);
        }
        catch (Exception error)
        {
            request.Outputs.Fail(error);
            throw;
        }
    }

    /// <summary>Tells the engine the outputs of a component, and that it is complete.</summary>
    public async Task RegisterOutputsAsync(ComponentResource component, Output<IDictionary<string, object?>> outputs)
    {
        var urn = (await component.Urn.Data).Value;
        var values = (await outputs.Data).Value ?? new Dictionary<string, object?>(StringComparer.Ordinal);
        var keepReferences = !deployment.Settings.DisableResourceReferences && await deployment.Features.SupportsAsync(Features.ResourceReferences);
        var serialized = await PropertySerializer.SerializeAsync(
            $"outputs of '{component.GetResourceName()}'",
            values.ToDictionary(StringComparer.Ordinal),
            new SerializationOptions(keepReferences));
        await deployment.Engine.AnswerAsync(Monitor.RegisterResourceOutputsAsync(new RegisterResourceOutputsRequest { Urn = urn, Outputs = serialized.Object }));
    }

    private async ValueTask<ResourceAnswer> AskAsync(ResourceRequest request)
    {
        if (request.Options.Urn is { } urn)
        {
            return await LookUpAsync(urn);
        }
        if (request.Options.Id is { } id && await id.AsOutput().Data is { IsKnown: true, Value.Length: > 0 } known)
        {
            return request.IsCustom
                ? await ReadAsync(request, known.Value)
                : throw new ResourceException($"The option Id of '{request.Name}' ({request.Type}) has no meaning: only custom resources can be read.", request.Options.Parent);
        }
        return await RegisterAsync(request);
    }

    private async ValueTask<ResourceAnswer> RegisterAsync(ResourceRequest request)
    {
        var inputs = await PreparedInputs.PrepareAsync(request, deployment.Features, deployment.Settings.DisableResourceReferences);
        var message = await RegistrationMessage.BuildAsync(request, inputs, deployment);
        deployment.Recorder?.Add(request.Resource);
        using var place = deployment.Engine.Limit is { } limit ? await limit.EnterAsync() : default;
        var response = await deployment.Engine.AnswerAsync(Monitor.RegisterResourceAsync(message));
        return new ResourceAnswer(response.Urn, response.Id, response.Object ?? new Struct())
        {
            IsComplete = response.Result == Result.Success && !response.Unknown,
            PropertySources = SourcesOf(response.PropertyDependencies),
        };
    }

    private async ValueTask<ResourceAnswer> ReadAsync(ResourceRequest request, string id)
    {
        var inputs = await PreparedInputs.PrepareAsync(request, deployment.Features, deployment.Settings.DisableResourceReferences);
        deployment.Recorder?.Add(request.Resource);
        var response = await deployment.Engine.AnswerAsync(Monitor.ReadResourceAsync(new ReadResourceRequest
        {
            Id = id,
            Type = request.Type,
            Name = request.Name,
            Parent = inputs.Parent,
            Properties = inputs.Object,
            Dependencies = { inputs.Dependencies },
            Provider = inputs.Provider,
            Version = request.Options.Version ?? "",
            AcceptSecrets = true,
            AcceptResources = !deployment.Settings.DisableResourceReferences,
            PackageRef = await deployment.Packages.ReferenceAsync(request.Package),
        }));
        return new ResourceAnswer(response.Urn, id, response.Properties ?? new Struct())
        {
            IsComplete = response.Result == Result.Success && !response.Unknown,
        };
    }

    private async ValueTask<ResourceAnswer> LookUpAsync(string urn)
    {
        const string Token = "pulumi:pulumi:getResource";
        var response = await deployment.Engine.AnswerAsync(Monitor.InvokeAsync(new ResourceInvokeRequest
        {
            Tok = Token,
            Args = new Struct { Fields = { ["urn"] = Value.ForString(urn) } },
            AcceptResources = !deployment.Settings.DisableResourceReferences,
        }));
        InvokeException.ThrowIfAny(Token, response.Failures);
        var fields = response.Return.Fields;
        return new ResourceAnswer(
            fields.TryGetValue("urn", out var known) ? known.StringValue : urn,
            fields.TryGetValue("id", out var id) ? id.StringValue : "",
            fields.TryGetValue("state", out var state) && state.KindCase == Value.KindOneofCase.StructValue ? state.StructValue : new Struct());
    }

    private static Dictionary<string, ImmutableHashSet<Resource>>? SourcesOf(
        MapField<string, RegisterResourceResponse.Types.PropertyDependencies> dependencies) =>
        dependencies.Count == 0 ? null : dependencies.ToDictionary(
            pair => pair.Key,
            pair => pair.Value.Urns.Select(Resource (urn) => new DependencyResource(urn)).ToImmutableHashSet(),
            StringComparer.Ordinal);
}
