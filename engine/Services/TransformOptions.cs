using Google.Protobuf.Collections;
using Pulumirpc;

namespace Infra.Engine.Services;

/// <summary>A resource's options as transforms see and change them.</summary>
internal static class TransformOptions
{
    /// <summary>The options of a request.</summary>
    public static TransformResourceOptions Of(RegisterResourceRequest request)
    {
        var options = new TransformResourceOptions
        {
            DependsOn = { request.Dependencies },
            IgnoreChanges = { request.IgnoreChanges },
            ReplaceOnChanges = { request.ReplaceOnChanges },
            Version = request.Version,
            Aliases = { request.Aliases },
            Provider = request.Provider,
            CustomTimeouts = request.CustomTimeouts,
            PluginDownloadUrl = request.PluginDownloadURL,
            DeletedWith = request.DeletedWith,
            AdditionalSecretOutputs = { request.AdditionalSecretOutputs },
            Providers = { request.Providers },
            Hooks = request.Hooks,
            Import = request.ImportId,
            HideDiff = { request.HideDiffs },
            ReplaceWith = { request.ReplaceWith },
            ReplacementTrigger = request.ReplacementTrigger,
        };
        options.Aliases.AddRange(request.AliasURNs.Select(urn => new Alias { Urn = urn }));
        if (request.HasProtect)
            options.Protect = request.Protect;
        if (request.HasRetainOnDelete)
            options.RetainOnDelete = request.RetainOnDelete;
        if (request.DeleteBeforeReplaceDefined)
            options.DeleteBeforeReplace = request.DeleteBeforeReplace;
        return options;
    }

    /// <summary>Puts options into a request, all of them: what a transform left out is gone.</summary>
    public static void Apply(TransformResourceOptions options, RegisterResourceRequest request)
    {
        Replace(request.Dependencies, options.DependsOn);
        Replace(request.IgnoreChanges, options.IgnoreChanges);
        Replace(request.ReplaceOnChanges, options.ReplaceOnChanges);
        Replace(request.Aliases, options.Aliases);
        Replace(request.AdditionalSecretOutputs, options.AdditionalSecretOutputs);
        Replace(request.HideDiffs, options.HideDiff);
        Replace(request.ReplaceWith, options.ReplaceWith);
        request.AliasURNs.Clear();
        request.Providers.Clear();
        request.Providers.Add(options.Providers);
        request.Version = options.Version;
        request.Provider = options.Provider;
        request.PluginDownloadURL = options.PluginDownloadUrl;
        request.CustomTimeouts = options.CustomTimeouts;
        request.DeletedWith = options.DeletedWith;
        request.Hooks = options.Hooks;
        request.ImportId = options.Import;
        request.ReplacementTrigger = options.ReplacementTrigger;

        request.ClearProtect();
        if (options.HasProtect)
            request.Protect = options.Protect;
        request.ClearRetainOnDelete();
        if (options.HasRetainOnDelete)
            request.RetainOnDelete = options.RetainOnDelete;
        request.DeleteBeforeReplaceDefined = options.HasDeleteBeforeReplace;
        request.DeleteBeforeReplace = options.HasDeleteBeforeReplace && options.DeleteBeforeReplace;
    }

    private static void Replace<T>(RepeatedField<T> target, RepeatedField<T> source)
    {
        target.Clear();
        target.AddRange(source);
    }
}
