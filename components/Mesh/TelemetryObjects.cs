using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>What proxies tell of their traffic: requests that are written down, and traces. Requests are counted by all of them, whatever is said here.</summary>
/// <remarks>Sidecars, gateways and waypoints obey. The nodes' proxies of ambient mode see connections only; they trace nothing, and write down what the control plane's values say.</remarks>
public static class TelemetryObjects
{
    /// <summary>What Istio calls writing requests to the proxy's own output.</summary>
    private const string LogProvider = "envoy";

    private const string CollectorRole = "trace-collector";

    /// <summary>The requests that failed: by the answer's code; by what the proxy has to say of it, as where none came; or by the status of gRPC, which answers 200 and says the rest later.</summary>
    /// <remarks>
    /// Attributes are Envoy's (envoyproxy.io, "Attributes"). One that a connection does not have is an error there, which another part that holds outweighs. Of a request that is no gRPC Envoy
    /// makes a status up, so that is asked for first.
    /// </remarks>
    public const string Failed =
        "response.code >= 400 || response.flags != 0 || request.headers['content-type'].startsWith('application/grpc') && response.grpc_status > 0";

    // What an object of the mesh says would hold on where one of a service says nothing.
    private const string Any = "true";

    /// <summary>What holds for the whole mesh, in Istio's own namespace.</summary>
    public static ImmutableArray<KubernetesObject> SystemObjects(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return
        [
            new KubernetesObject("telemetry.istio.io/v1", "Telemetry", MeshNames.Object(mesh.Name, "mesh"), Fields.Of(("spec", Fields.Of(
                ("accessLogging", Logs(mesh.Telemetry.AccessLogs, all: null)),
                ("tracing", mesh.Telemetry.TracedPercent is { } percent ? Traces(percent) : null))))),
            .. mesh.Telemetry.TraceCollector is { } collector ? SupportingServices.Entry(mesh, CollectorRole, collector.Host, collector.Port) : [],
        ];
    }

    /// <summary>What is different for services of a namespace.</summary>
    /// <exception cref="ArgumentException">Of such a service the pods are not known (<see cref="ServiceProxies.AreKnown"/>).</exception>
    public static ImmutableArray<KubernetesObject> Objects(MeshPlan mesh, string space)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(space);
        return
        [
            .. mesh.Services.Where(service => service.Namespace == space && service.Telemetry is { } own && own != mesh.Telemetry)
                .SelectMany(service => Of(mesh, service, service.Telemetry!)),
        ];
    }

    /// <summary>Whoever takes traces, by the name and port that proxies know it by.</summary>
    /// <returns>Null where nobody does.</returns>
    public static (string Host, int Port)? TraceCollector(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return mesh.Telemetry.TraceCollector is { } collector ? (SupportingServices.HostOf(mesh, CollectorRole, collector.Host), collector.Port) : null;
    }

    private static IEnumerable<KubernetesObject> Of(MeshPlan mesh, MeshService service, Telemetry own)
    {
        ImmutableArray<object>? logs = own.AccessLogs == mesh.Telemetry.AccessLogs ? null : Logs(own.AccessLogs, Any);
        ImmutableArray<object>? traces = own.TracedPercent == mesh.Telemetry.TracedPercent
            ? null
            : own.TracedPercent is { } percent ? Traces(percent) : Fields.List(new[] { Fields.Of(("disableSpanReporting", true)) });
        return logs is null && traces is null
            ? []
            : ServiceProxies.Objects("telemetry.istio.io/v1", "Telemetry", $"{service.Name}-telemetry", mesh, service, ("accessLogging", logs), ("tracing", traces));
    }

    private static ImmutableArray<object> Logs(AccessLogs logs, string? all)
    {
        var filter = logs == AccessLogs.Errors ? Failed : all;
        return Fields.List(new[]
        {
            Fields.Of(
                ("providers", Fields.List(new[] { Fields.Of(("name", LogProvider)) })),
                ("disabled", logs == AccessLogs.None ? true : null),
                ("filter", logs == AccessLogs.None || filter is null ? null : Fields.Of(("expression", filter)))),
        });
    }

    private static ImmutableArray<object> Traces(decimal percent) => Fields.List(new[]
    {
        Fields.Of(
            ("providers", Fields.List(new[] { Fields.Of(("name", IstioMeshConfig.TraceProvider)) })),
            ("randomSamplingPercentage", (double)percent)),
    });
}
