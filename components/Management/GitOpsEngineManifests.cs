using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Management;

/// <summary>What decides about Flux's installation.</summary>
public static class GitOpsEngineManifests
{
    // By the chart's names of the controllers; the image is called as the controller is.
    private static readonly (string Key, string Controller)[] Controllers =
    [
        ("sourceController", "source-controller"),
        ("kustomizeController", "kustomize-controller"),
        ("helmController", "helm-controller"),
        ("notificationController", "notification-controller"),
    ];

    // Images are chosen by who changes Git, and not by a controller.
    private static readonly string[] ImageAutomation = ["imageAutomationController", "imageReflectionController"];

    /// <summary>The chart's values.</summary>
    public static ImmutableDictionary<string, object> Values(ControlPlaneToolArgs args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var values = Fields.Of(
            // Kept when the release goes: with the definitions would go everything that Flux delivered.
            ("crds", Fields.Of(("annotations", Fields.Of(("helm.sh/resource-policy", "keep"))))));
        foreach (var (key, controller) in Controllers)
        {
            values = values.SetItem(key, Fields.Of(
                ("create", true),
                ("image", args.Mirrors.Of("ghcr.io") is null ? null : args.Mirrors.Apply($"ghcr.io/fluxcd/{controller}")),
                // One leader works at a time, so more replicas would not be faster; what helps is not to be the first to be evicted.
                ("priorityClassName", args.IsHighlyAvailable ? "system-cluster-critical" : null)));
        }

        return ImageAutomation.Aggregate(values, (all, key) => all.SetItem(key, Fields.Of(("create", false))));
    }
}
