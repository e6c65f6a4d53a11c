using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Pulumi;

/// <summary>Says everything about a resource in the engine's words.</summary>
internal static class RegistrationMessage
{
    public static async ValueTask<RegisterResourceRequest> BuildAsync(ResourceRequest request, PreparedInputs inputs, Deployment deployment)
    {
        var options = request.Options;
        var message = new RegisterResourceRequest
        {
            Type = request.Type,
            Name = request.Name,
            Parent = inputs.Parent,
            Custom = request.IsCustom,
            Remote = request.Resource.IsRemote,
            Object = inputs.Object,
            Provider = inputs.Provider,
            Version = options.Version ?? "",
            PluginDownloadURL = options.PluginDownloadURL ?? "",
            AcceptSecrets = true,
            AcceptResources = !deployment.Settings.DisableResourceReferences,
            SupportsResultReporting = true,
            PackageRef = await deployment.Packages.ReferenceAsync(request.Package),
            Hooks = await Hooks.ToWireAsync(options.SaidHooks),
        };
        Add(message.Dependencies, inputs.Dependencies);
        foreach (var (property, urns) in inputs.PropertyDependencies)
        {
            var sources = new RegisterResourceRequest.Types.PropertyDependencies();
            Add(sources.Urns, urns);
            message.PropertyDependencies.Add(property, sources);
        }
        AddSimpleOptions(message, options);
        if (options is CustomResourceOptions custom)
        {
            AddCustomOptions(message, custom);
        }
        await AddIdentityAsync(message, request, deployment);
        await AddRelationsAsync(message, request, deployment);
        return message;
    }

    public static RegisterResourceRequest.Types.CustomTimeouts ToWire(CustomTimeouts limits) => new()
    {
        Create = CustomTimeouts.ToWire(limits.Create),
        Update = CustomTimeouts.ToWire(limits.Update),
        Delete = CustomTimeouts.ToWire(limits.Delete),
    };

    // Most lists are empty, and protobuf would make an enumerator to find that out.
    private static void Add(RepeatedField<string> field, IReadOnlyCollection<string> values)
    {
        if (values.Count > 0)
        {
            field.Add(values);
        }
    }

    private static void AddSimpleOptions(RegisterResourceRequest message, ResourceOptions options)
    {
        if (options.Protect is { } protect)
        {
            message.Protect = protect;
        }
        if (options.RetainOnDelete is { } retain)
        {
            message.RetainOnDelete = retain;
        }
        if (options.CustomTimeouts is { } limits)
        {
            message.CustomTimeouts = ToWire(limits);
        }
        Add(message.IgnoreChanges, options.SaidIgnoreChanges);
        Add(message.HideDiffs, options.SaidHideDiffs);
    }

    private static void AddCustomOptions(RegisterResourceRequest message, CustomResourceOptions options)
    {
        Add(message.ReplaceOnChanges, options.SaidReplaceOnChanges);
        Add(message.AdditionalSecretOutputs, options.SaidAdditionalSecretOutputs);
        message.DeleteBeforeReplace = options.DeleteBeforeReplace ?? false;
        message.DeleteBeforeReplaceDefined = options.DeleteBeforeReplace is not null;
        message.ImportId = options.ImportId ?? "";
        foreach (var (seen, original) in options.SaidEnvVarMappings ?? new Dictionary<string, string>(0, StringComparer.Ordinal))
        {
            message.EnvVarMappings.Add(seen, original);
        }
    }

    private static async ValueTask AddIdentityAsync(RegisterResourceRequest message, ResourceRequest request, Deployment deployment)
    {
        if (await deployment.Features.SupportsAsync(Features.AliasSpecs))
        {
            foreach (var alias in request.Options.SaidAliases)
            {
                if (await Aliases.ToWireAsync(alias) is { } known)
                {
                    message.Aliases.Add(known);
                }
            }
            return;
        }
        message.AliasURNs.Add(await Aliases.UrnsAsync(request.Resource));
    }

    private static async ValueTask AddRelationsAsync(RegisterResourceRequest message, ResourceRequest request, Deployment deployment)
    {
        var options = request.Options;
        var features = deployment.Features;
        if (request.Resource.IsRemote)
        {
            foreach (var (package, provider) in request.Resource.Providers)
            {
                message.Providers.Add(package, await provider.ReferenceAsync());
            }
        }
        if (options.DeletedWith is { } owner)
        {
            await features.RequireAsync(Features.DeletedWith, "the resource option DeletedWith");
            message.DeletedWith = (await owner.Urn.Data).Value;
        }
        if (options.SaidReplaceWith is { } replaceWith && (await replaceWith.AsOutput().Data).Value is { IsDefaultOrEmpty: false } others)
        {
            await features.RequireAsync(Features.ReplaceWith, "the resource option ReplaceWith");
            foreach (var other in others)
            {
                message.ReplaceWith.Add((await other.Urn.Data).Value);
            }
        }
        if (options.ReplacementTrigger is { } trigger)
        {
            await features.RequireAsync(Features.ReplacementTrigger, "the resource option ReplacementTrigger");
            message.ReplacementTrigger = await SerializeTriggerAsync(trigger, features);
        }
        foreach (var transform in options.SaidTransforms)
        {
            await features.RequireAsync(Features.Transforms, "resource transforms");
            message.Transforms.Add(await deployment.Callbacks.AddAsync(new ResourceTransformCallback(transform, deployment)));
        }
    }

    private static async ValueTask<Value> SerializeTriggerAsync(Input<object> trigger, Features features)
    {
        var keepReferences = await features.SupportsAsync(Features.ResourceReferences);
        return (await PropertySerializer.SerializeValueAsync("replacement trigger", trigger, new SerializationOptions(keepReferences))).Value;
    }
}
