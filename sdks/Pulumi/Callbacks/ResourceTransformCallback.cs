using System.Collections.Immutable;
using Google.Protobuf;
using Pulumirpc;

namespace Pulumi;

/// <summary>Lets the engine call a <see cref="ResourceTransform"/>.</summary>
internal sealed class ResourceTransformCallback(ResourceTransform transform, Deployment deployment) : ICallback
{
    private readonly ResourceTransform _transform = transform;
    private readonly Deployment _deployment = deployment;

    public async Task<IMessage> InvokeAsync(ByteString request, CancellationToken cancellationToken)
    {
        var message = TransformRequest.Parser.ParseFrom(request);
        var args = new ResourceTransformArgs(
            message.Name,
            message.Type,
            message.Custom,
            TransformValues.Read(message.Properties),
            TransformOptions.FromWire(message, _deployment.Hooks));
        if (await _transform(args, cancellationToken) is not { } result)
        {
            return new TransformResponse { Properties = message.Properties, Options = message.Options };
        }
        return new TransformResponse
        {
            Properties = await TransformValues.WriteAsync($"properties of '{message.Name}'", result.Args, _deployment),
            Options = await TransformOptions.ToWireAsync(result.Options, _deployment),
        };
    }
}

/// <summary>Lets the engine call an <see cref="InvokeTransform"/>.</summary>
internal sealed class InvokeTransformCallback(InvokeTransform transform, Deployment deployment) : ICallback
{
    private readonly InvokeTransform _transform = transform;
    private readonly Deployment _deployment = deployment;

    public async Task<IMessage> InvokeAsync(ByteString request, CancellationToken cancellationToken)
    {
        var message = TransformInvokeRequest.Parser.ParseFrom(request);
        var options = message.Options ?? new TransformInvokeOptions();
        var args = new InvokeTransformArgs(message.Token, TransformValues.Read(message.Args), new InvokeOptions
        {
            Provider = options.Provider.Length == 0 ? null : ProviderResource.FromReference(options.Provider),
            Version = options.Version.Length == 0 ? null : options.Version,
            PluginDownloadURL = options.PluginDownloadUrl.Length == 0 ? null : options.PluginDownloadUrl,
        });
        if (await _transform(args, cancellationToken) is not { } result)
        {
            return new TransformInvokeResponse { Args = message.Args, Options = message.Options };
        }

        var wanted = new TransformInvokeOptions
        {
            Provider = result.Options.Provider is null ? "" : await result.Options.Provider.ReferenceAsync(),
            Version = result.Options.Version ?? "",
            PluginDownloadUrl = result.Options.PluginDownloadURL ?? "",
            PluginChecksums = { options.PluginChecksums },
        };
        return new TransformInvokeResponse
        {
            Args = await TransformValues.WriteAsync($"arguments of {message.Token}", result.Args, _deployment),
            Options = wanted,
        };
    }
}

/// <summary>Values as transforms see them: what is unknown, secret or dependent is an output in its place.</summary>
internal static class TransformValues
{
    public static ImmutableDictionary<string, object?> Read(Google.Protobuf.WellKnownTypes.Struct? values) => values is null
        ? ImmutableDictionary<string, object?>.Empty
        : values.Fields.ToImmutableDictionary(field => field.Key, field => Deserializer.DeserializeKeepingOutputs(field.Value), StringComparer.Ordinal);

    public static async ValueTask<Google.Protobuf.WellKnownTypes.Struct> WriteAsync(
        string label,
        ImmutableDictionary<string, object?> values,
        Deployment deployment)
    {
        var keepReferences = !deployment.Settings.DisableResourceReferences && await deployment.Features.SupportsAsync(Features.ResourceReferences);
        return (await PropertySerializer.SerializeAsync(label, values, new SerializationOptions(keepReferences, KeepOutputValues: true))).Object;
    }
}
