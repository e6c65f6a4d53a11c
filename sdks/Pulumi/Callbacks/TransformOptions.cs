using Pulumirpc;

namespace Pulumi;

/// <summary>Resource options as transforms see and return them, and as the engine writes them.</summary>
internal static class TransformOptions
{
    public static ResourceOptions FromWire(TransformRequest request, Hooks hooks)
    {
        var wire = request.Options ?? new TransformResourceOptions();
        ResourceOptions options = request.Custom
            ? new CustomResourceOptions
            {
                DeleteBeforeReplace = wire.HasDeleteBeforeReplace ? wire.DeleteBeforeReplace : null,
                AdditionalSecretOutputs = [.. wire.AdditionalSecretOutputs],
                ImportId = Said(wire.Import),
            }
            : new ComponentResourceOptions { Providers = [.. wire.Providers.Values.Select(ProviderResource.FromReference)] };
        options.Parent = request.Parent.Length == 0 ? null : new DependencyResource(request.Parent);
        options.DependsOn = References(wire.DependsOn);
        options.Protect = wire.HasProtect ? wire.Protect : null;
        options.IgnoreChanges = [.. wire.IgnoreChanges];
        options.ReplaceOnChanges = [.. wire.ReplaceOnChanges];
        options.HideDiffs = [.. wire.HideDiff];
        options.Version = Said(wire.Version);
        options.PluginDownloadURL = Said(wire.PluginDownloadUrl);
        options.Provider = wire.Provider.Length == 0 ? null : ProviderResource.FromReference(wire.Provider);
        options.RetainOnDelete = wire.HasRetainOnDelete ? wire.RetainOnDelete : null;
        options.DeletedWith = wire.DeletedWith.Length == 0 ? null : new DependencyResource(wire.DeletedWith);
        options.ReplaceWith = References(wire.ReplaceWith);
        options.Aliases = [.. wire.Aliases.Select(alias => (Input<Alias>)Aliases.FromWire(alias))];
        options.CustomTimeouts = wire.CustomTimeouts is { } limits
            ? new CustomTimeouts
            {
                Create = CustomTimeouts.FromWire(limits.Create),
                Update = CustomTimeouts.FromWire(limits.Update),
                Delete = CustomTimeouts.FromWire(limits.Delete),
            }
            : null;
        options.Hooks = hooks.FromWire(wire.Hooks);
        if (wire.ReplacementTrigger is { } trigger && Deserializer.DeserializeKeepingOutputs(trigger) is { } value)
        {
            options.ReplacementTrigger = value is Output<object?> output ? output! : Output.Create(value);
        }
        return options;
    }

    public static async ValueTask<TransformResourceOptions> ToWireAsync(ResourceOptions options, Deployment deployment)
    {
        var wire = new TransformResourceOptions
        {
            Version = options.Version ?? "",
            PluginDownloadUrl = options.PluginDownloadURL ?? "",
            Provider = options.Provider is null ? "" : await options.Provider.ReferenceAsync(),
            DeletedWith = options.DeletedWith is null ? "" : (await options.DeletedWith.Urn.Data).Value,
            Hooks = await Hooks.ToWireAsync(options.SaidHooks),
            DependsOn = { await UrnsAsync(options.SaidDependsOn) },
            ReplaceWith = { await UrnsAsync(options.SaidReplaceWith) },
            IgnoreChanges = { options.SaidIgnoreChanges },
            ReplaceOnChanges = { options.SaidReplaceOnChanges },
            HideDiff = { options.SaidHideDiffs },
        };
        if (options.Protect is { } protect)
        {
            wire.Protect = protect;
        }
        if (options.RetainOnDelete is { } retain)
        {
            wire.RetainOnDelete = retain;
        }
        if (options.CustomTimeouts is { } limits)
        {
            wire.CustomTimeouts = RegistrationMessage.ToWire(limits);
        }
        if (options.ReplacementTrigger is { } trigger)
        {
            wire.ReplacementTrigger = (await PropertySerializer.SerializeValueAsync(
                "replacement trigger",
                trigger,
                new SerializationOptions(KeepResources: true, KeepOutputValues: true))).Value;
        }
        foreach (var alias in options.SaidAliases)
        {
            if (await Aliases.ToWireAsync(alias) is { } known)
            {
                wire.Aliases.Add(known);
            }
        }
        await AddKindAsync(wire, options);
        return wire;
    }

    private static async ValueTask AddKindAsync(TransformResourceOptions wire, ResourceOptions options)
    {
        if (options is CustomResourceOptions custom)
        {
            wire.AdditionalSecretOutputs.Add(custom.SaidAdditionalSecretOutputs);
            wire.Import = custom.ImportId ?? "";
            if (custom.DeleteBeforeReplace is { } deleteBeforeReplace)
            {
                wire.DeleteBeforeReplace = deleteBeforeReplace;
            }
        }
        else if (options is ComponentResourceOptions component)
        {
            foreach (var provider in component.SaidProviders)
            {
                wire.Providers[provider.Package] = await provider.ReferenceAsync();
            }
        }
    }

    private static InputList<Resource> References(IEnumerable<string> urns) => urns.Select(Resource (urn) => new DependencyResource(urn)).ToArray();

    private static async ValueTask<IReadOnlyList<string>> UrnsAsync(InputList<Resource>? resources)
    {
        if (resources is null || (await resources.AsOutput().Data).Value is not { IsDefaultOrEmpty: false } known)
        {
            return [];
        }
        return await DependencyExpansion.UrnsAsync(known);
    }

    private static string? Said(string text) => text.Length == 0 ? null : text;
}
