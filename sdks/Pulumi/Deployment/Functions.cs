using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Pulumi;

/// <summary>Calls of provider functions and of methods of remote components.</summary>
internal sealed class Functions(Deployment deployment)
{
    private const string Self = "__self__";

    private readonly Action<string> _warn = message => _ = deployment.Logger.LogAsync(LogSeverity.Warning, message);

    /// <summary>Calls a function at once, whatever its arguments are.</summary>
    public async Task<OutputData<T>> InvokeNowAsync<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? package, bool isSingle)
    {
        var inputs = await SerializeAsync(token, args.ToDictionary(), keepOutputs: false);
        return await SendAsync<T>(token, inputs, options, package, isSingle, ImmutableHashSet<Resource>.Empty);
    }

    /// <summary>Calls a function when everything that it depends on is there; where that is not known yet, neither is the result.</summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? package, bool isSingle) =>
        new(InvokeWhenKnownAsync<T>(token, args, options, package, isSingle));

    public Output<T> Call<T>(string token, CallArgs args, Resource? self, CallOptions? options, RegisterPackageRequest? package) =>
        new(CallAsync<T>(token, args, self, options, package));

    private async Task<OutputData<T>> InvokeWhenKnownAsync<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? package, bool isSingle)
    {
        var arguments = args.ToDictionary();
        var dependsOn = await DependsOnAsync(options);
        var inputs = await SerializeAsync(token, arguments, keepOutputs: false);
        var sources = inputs.PropertyDependencies.Values.SelectMany(resources => resources).Concat(dependsOn).ToImmutableHashSet();
        var isKnown = !Wire.HasUnknown(inputs.Object) && await AllExistAsync(dependsOn);
        return isKnown
            ? await SendAsync<T>(token, inputs, options, package, isSingle, sources)
            : OutputData.Create<T>(default!, isKnown: false, Wire.HasSecret(inputs.Object), sources);
    }

    private async Task<OutputData<T>> SendAsync<T>(
        string token,
        SerializedProperties inputs,
        InvokeOptions? options,
        RegisterPackageRequest? package,
        bool isSingle,
        ImmutableHashSet<Resource> sources)
    {
        var provider = options?.Provider ?? options?.Parent?.ProviderFor(token);
        var response = await deployment.Engine.AnswerAsync(deployment.Engine.Monitor.InvokeAsync(new ResourceInvokeRequest
        {
            Tok = token,
            Args = inputs.Object,
            Provider = provider is null ? "" : await provider.ReferenceAsync(),
            Version = options?.Version ?? "",
            PluginDownloadURL = options?.PluginDownloadURL ?? "",
            AcceptResources = !deployment.Settings.DisableResourceReferences,
            PackageRef = await deployment.Packages.ReferenceAsync(package),
        }));
        InvokeException.ThrowIfAny(token, response.Failures);
        var result = Convert<T>(token, response.Return, isSingle, sources);
        return OutputData.Create(result.Value, result.IsKnown && !response.Unknown, result.IsSecret || Wire.HasSecret(inputs.Object), result.Resources);
    }

    private async Task<OutputData<T>> CallAsync<T>(string token, CallArgs args, Resource? self, CallOptions? options, RegisterPackageRequest? package)
    {
        var arguments = new Dictionary<string, object?>(args.ToDictionary(), StringComparer.Ordinal);
        if (self is not null)
        {
            arguments[Self] = self;
        }
        var keepOutputs = await deployment.Features.SupportsAsync(Features.OutputValues);
        var inputs = await SerializeAsync(token, arguments, keepOutputs);
        var provider = options?.Provider ?? self?.ProviderFor(token) ?? options?.Parent?.ProviderFor(token);
        var message = new ResourceCallRequest
        {
            Tok = token,
            Args = inputs.Object,
            Provider = provider is null ? "" : await provider.ReferenceAsync(),
            Version = options?.Version ?? self?.Version ?? "",
            PluginDownloadURL = options?.PluginDownloadURL ?? self?.PluginDownloadUrl ?? "",
            PackageRef = await deployment.Packages.ReferenceAsync(package),
        };
        foreach (var (argument, resources) in inputs.PropertyDependencies)
        {
            message.ArgDependencies.Add(argument, new ResourceCallRequest.Types.ArgumentDependencies { Urns = { await DependencyExpansion.UrnsAsync(resources) } });
        }

        var response = await deployment.Engine.AnswerAsync(deployment.Engine.Monitor.CallAsync(message));
        InvokeException.ThrowIfAny(token, response.Failures, verb: "Call");
        var sources = response.ReturnDependencies.Values.SelectMany(dependencies => dependencies.Urns).Distinct(StringComparer.Ordinal)
            .Select(Resource (urn) => new DependencyResource(urn)).ToImmutableHashSet();
        return Convert<T>(token, response.Return, isSingle: false, sources);
    }

    private OutputData<T> Convert<T>(string token, Struct? returned, bool isSingle, ImmutableHashSet<Resource> sources)
    {
        var value = Value.ForStruct(returned ?? new Struct());
        if (isSingle)
        {
            value = value.StructValue.Fields.Count == 1
                ? value.StructValue.Fields.Values.First()
                : throw new InvalidOperationException($"'{token}' was called for a single value, and returned {value.StructValue.Fields.Count} values.");
        }
        var data = Converter.Convert($"{token} result", value, typeof(T), sources, _warn);
        return data.With(data.Value is null ? default! : (T)data.Value);
    }

    private async ValueTask<SerializedProperties> SerializeAsync(string token, IReadOnlyDictionary<string, object?> arguments, bool keepOutputs)
    {
        var keepReferences = !deployment.Settings.DisableResourceReferences && await deployment.Features.SupportsAsync(Features.ResourceReferences);
        return await PropertySerializer.SerializeAsync($"arguments of {token}", arguments, new SerializationOptions(keepReferences, keepOutputs));
    }

    private static async ValueTask<ImmutableArray<Resource>> DependsOnAsync(InvokeOptions? options)
    {
        if ((options as InvokeOutputOptions)?.SaidDependsOn is not { } dependsOn)
        {
            return [];
        }
        var resources = (await dependsOn.AsOutput().Data).Value;
        return resources.IsDefault ? [] : resources;
    }

    // A resource that has no id yet does not exist yet, so what depends on it cannot be asked for.
    private static async ValueTask<bool> AllExistAsync(ImmutableArray<Resource> resources)
    {
        foreach (var resource in DependencyExpansion.Expand(resources))
        {
            await resource.Urn.Data;
            if (resource is CustomResource custom && !(await custom.Id.Data).IsKnown)
            {
                return false;
            }
        }
        return true;
    }
}
