using System.Collections.Immutable;

namespace Infra.Components.Kubernetes;

/// <summary>What the API server of a cluster writes down: who did what to which object, and never what is in it, for it may be secret.</summary>
/// <remarks>See kubernetes.io, "Auditing".</remarks>
internal static class AuditPolicy
{
    /// <summary>The policy, an object of <c>audit.k8s.io/v1</c>.</summary>
    public static ImmutableDictionary<string, object> Rules { get; } = Fields.Of(
        ("apiVersion", "audit.k8s.io/v1"),
        ("kind", "Policy"),
        ("omitStages", new[] { "RequestReceived" }),
        ("rules", Fields.List(new[]
        {
            // Health checks, and what the parts of Kubernetes tell one another all the time.
            Fields.Of(("level", "None"), ("nonResourceURLs", new[] { "/healthz*", "/livez*", "/readyz*", "/version" })),
            Fields.Of(("level", "None"), ("resources", Fields.List(new[] { Fields.Of(("group", ""), ("resources", new[] { "events" })) }))),
            Fields.Of(("level", "None"), ("resources", Fields.List(new[] { Fields.Of(("group", "coordination.k8s.io"), ("resources", new[] { "leases" })) }))),
            Fields.Of(
                ("level", "None"),
                ("users", new[] { "system:kube-proxy" }),
                ("verbs", new[] { "watch" })),
            Fields.Of(("level", "Metadata")),
        })));
}
