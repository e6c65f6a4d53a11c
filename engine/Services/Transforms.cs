using System.Collections.Concurrent;
using Google.Protobuf.Collections;
using Infra.Engine.Planning;
using Pulumirpc;

namespace Infra.Engine.Services;

/// <summary>The program's functions that change resources and invokes on their way to the engine.</summary>
/// <remarks>A resource's own come first, then its ancestors' from the nearest up, then the stack's, each group in order of registration.</remarks>
internal sealed class Transforms(CallbackClient callbacks)
{
    private readonly ConcurrentDictionary<string, RepeatedField<Callback>> _ofResources = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Callback> _ofStack = new();
    private readonly ConcurrentQueue<Callback> _ofInvokes = new();

    public void AddToStack(Callback transform) => _ofStack.Enqueue(transform);

    public void AddToInvokes(Callback transform) => _ofInvokes.Enqueue(transform);

    /// <summary>Remembers a resource's own transforms for its descendants.</summary>
    public void Inherit(string urn, RepeatedField<Callback> transforms)
    {
        if (transforms.Count > 0)
            _ofResources[urn] = transforms;
    }

    /// <summary>Whether there is anything to do for a resource.</summary>
    public bool AnyFor(RegisterResourceRequest request) => request.Transforms.Count > 0 || !_ofStack.IsEmpty || !_ofResources.IsEmpty;

    /// <summary>Applies all that apply.</summary>
    /// <returns>The request to go on with; the given one stays as it is.</returns>
    public async Task<RegisterResourceRequest> ApplyAsync(RegisterResourceRequest request, Registration? parent, CancellationToken cancellationToken)
    {
        var applicable = request.Transforms.ToList();
        for (var ancestor = parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (_ofResources.TryGetValue(ancestor.Urn, out var inherited))
                applicable.AddRange(inherited);
        }

        applicable.AddRange(_ofStack);
        if (applicable.Count == 0)
            return request;

        request = request.Clone();
        foreach (var transform in applicable)
        {
            var question = new TransformRequest
            {
                Type = request.Type,
                Name = request.Name,
                Custom = request.Custom,
                Parent = request.Parent,
                Properties = request.Object ?? new(),
                Options = TransformOptions.Of(request),
            };
            var answer = await callbacks.InvokeAsync(transform, question, TransformResponse.Parser, cancellationToken);
            if (answer.Properties is not null)
                request.Object = answer.Properties;
            if (answer.Options is not null)
                TransformOptions.Apply(answer.Options, request);
        }

        return request;
    }

    /// <summary>Applies the invoke transforms.</summary>
    /// <returns>The request to go on with; the given one stays as it is.</returns>
    public async Task<ResourceInvokeRequest> ApplyAsync(ResourceInvokeRequest request, CancellationToken cancellationToken)
    {
        if (_ofInvokes.IsEmpty)
            return request;

        request = request.Clone();
        foreach (var transform in _ofInvokes)
        {
            var question = new TransformInvokeRequest
            {
                Token = request.Tok,
                Args = request.Args ?? new(),
                Options = new TransformInvokeOptions { Provider = request.Provider, Version = request.Version, PluginDownloadUrl = request.PluginDownloadURL },
            };
            var answer = await callbacks.InvokeAsync(transform, question, TransformInvokeResponse.Parser, cancellationToken);
            if (answer.Args is not null)
                request.Args = answer.Args;
            if (answer.Options is not { } options)
                continue;

            request.Provider = options.Provider;
            request.Version = options.Version;
            request.PluginDownloadURL = options.PluginDownloadUrl;
        }

        return request;
    }
}
