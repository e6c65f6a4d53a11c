using System.Collections.Frozen;

namespace Infra.Engine.Services;

/// <summary>The engine's methods by their full names on the wire.</summary>
internal static class ServiceMethods
{
    private const string MonitorPrefix = "/pulumirpc.ResourceMonitor/";
    private const string EnginePrefix = "/pulumirpc.Engine/";

    /// <summary>The table through which in-process calls find them.</summary>
    public static FrozenDictionary<string, Delegate> Of(MonitorService monitor, EngineService engine) => new Dictionary<string, Delegate>(StringComparer.Ordinal)
    {
        [MonitorPrefix + nameof(MonitorService.SupportsFeature)] = MonitorService.SupportsFeature,
        [MonitorPrefix + nameof(monitor.GetDeploymentInfo)] = monitor.GetDeploymentInfo,
        [MonitorPrefix + nameof(monitor.RegisterResource)] = monitor.RegisterResource,
        [MonitorPrefix + nameof(monitor.RegisterResourceOutputs)] = monitor.RegisterResourceOutputs,
        [MonitorPrefix + nameof(monitor.ReadResource)] = monitor.ReadResource,
        [MonitorPrefix + nameof(monitor.Invoke)] = monitor.Invoke,
        [MonitorPrefix + nameof(monitor.Call)] = monitor.Call,
        [MonitorPrefix + nameof(monitor.RegisterStackTransform)] = monitor.RegisterStackTransform,
        [MonitorPrefix + nameof(monitor.RegisterStackInvokeTransform)] = monitor.RegisterStackInvokeTransform,
        [MonitorPrefix + nameof(monitor.RegisterResourceHook)] = monitor.RegisterResourceHook,
        [MonitorPrefix + nameof(monitor.RegisterErrorHook)] = monitor.RegisterErrorHook,
        [MonitorPrefix + nameof(monitor.RegisterPackage)] = monitor.RegisterPackage,
        [MonitorPrefix + nameof(monitor.SignalAndWaitForShutdown)] = monitor.SignalAndWaitForShutdown,
        [EnginePrefix + nameof(engine.Log)] = engine.Log,
        [EnginePrefix + nameof(engine.GetRootResource)] = engine.GetRootResource,
        [EnginePrefix + nameof(engine.SetRootResource)] = engine.SetRootResource,
        [EnginePrefix + nameof(engine.StartDebugging)] = engine.StartDebugging,
        [EnginePrefix + nameof(engine.RequirePulumiVersion)] = engine.RequirePulumiVersion,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
