using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Management;

/// <summary>What decides about cert-manager's installation.</summary>
public static class CertificateManagerManifests
{
    /// <summary>The chart's values.</summary>
    public static ImmutableDictionary<string, object> Values(ControlPlaneToolArgs args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return Fields.Of(
            // With the chart, and kept when it goes: with the definitions would go every certificate of the cluster.
            ("crds", Fields.Of(("enabled", true), ("keep", true))),
            ("imageRegistry", args.Mirrors.Of("quay.io")),
            ("replicaCount", args.IsHighlyAvailable ? 2 : 1),
            ("podDisruptionBudget", Budget(args)),
            ("webhook", Fields.Of(
                // Nothing that has a certificate can change while the webhook is away.
                ("replicaCount", args.IsHighlyAvailable ? 3 : 1),
                ("podDisruptionBudget", Budget(args)))),
            ("cainjector", Fields.Of(("replicaCount", args.IsHighlyAvailable ? 2 : 1), ("podDisruptionBudget", Budget(args)))));
    }

    private static ImmutableDictionary<string, object>? Budget(ControlPlaneToolArgs args) =>
        args.IsHighlyAvailable ? Fields.Of(("enabled", true), ("maxUnavailable", 1)) : null;
}
