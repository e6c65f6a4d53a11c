using System.Collections.Concurrent;
using Pulumirpc;

namespace Pulumi;

/// <summary>What the engine understands. Each feature is asked for when it is first needed, once.</summary>
internal sealed class Features
{
    public const string ResourceReferences = "resourceReferences";
    public const string OutputValues = "outputValues";
    public const string AliasSpecs = "aliasSpecs";
    public const string DeletedWith = "deletedWith";
    public const string ReplaceWith = "replaceWith";
    public const string ReplacementTrigger = "replacementTrigger";
    public const string Transforms = "transforms";
    public const string InvokeTransforms = "invokeTransforms";
    public const string Parameterization = "parameterization";
    public const string ResourceHooks = "resourceHooks";
    public const string ErrorHooks = "errorHooks";

    private readonly ResourceMonitor.ResourceMonitorClient _monitor;
    private readonly ConcurrentDictionary<string, Task<bool>> _answers = new(StringComparer.Ordinal);

    public Features(ResourceMonitor.ResourceMonitorClient monitor) => _monitor = monitor;

    public Task<bool> SupportsAsync(string feature) => _answers.GetOrAdd(feature, static (id, features) => features.AskAsync(id), this);

    /// <summary>Makes sure that the engine understands what the program uses.</summary>
    /// <exception cref="InvalidOperationException">The engine is too old for what the program uses.</exception>
    public async ValueTask RequireAsync(string feature, string use)
    {
        if (!await SupportsAsync(feature))
        {
            throw new InvalidOperationException($"This version of the Pulumi CLI does not support {use}. Please update the Pulumi CLI.");
        }
    }

    private async Task<bool> AskAsync(string feature) =>
        (await _monitor.SupportsFeatureAsync(new SupportsFeatureRequest { Id = feature })).HasSupport;
}
