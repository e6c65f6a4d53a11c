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
        return Values(args.Mirrors, args.IsHighlyAvailable, _ => null);
    }

    /// <summary>The chart's values.</summary>
    /// <param name="mirrors">Where images come from.</param>
    /// <param name="isHighlyAvailable">Whether the controllers are the last to be evicted.</param>
    /// <param name="resources">What a controller gets; null: what the chart gives it.</param>
    internal static ImmutableDictionary<string, object> Values(ImageMirrors mirrors, bool isHighlyAvailable, Func<string, ImmutableDictionary<string, object>?> resources)
    {
        var values = Fields.Of(
            // Kept when the release goes: with the definitions would go everything that Flux delivered.
            ("crds", Fields.Of(("annotations", Fields.Of(("helm.sh/resource-policy", "keep"))))));
        foreach (var (key, controller) in Controllers)
        {
            values = values.SetItem(key, Fields.Of(
                ("create", true),
                ("resources", resources(controller)),
                ("image", Mirrored(mirrors, controller)),
                // One leader works at a time, so more replicas would not be faster; what helps is not to be the first to be evicted.
                ("priorityClassName", isHighlyAvailable ? "system-cluster-critical" : null)));
        }

        // The chart checks the cluster before it installs anything, by a job of this image; without it the installation would wait for ever.
        if (Mirrored(mirrors, "flux-cli") is { } commandLine)
            values = values.SetItem("cli", Fields.Of(("image", commandLine)));
        return ImageAutomation.Aggregate(values, (all, key) => all.SetItem(key, Fields.Of(("create", false))));
    }

    // Null: what the chart has.
    private static string? Mirrored(ImageMirrors mirrors, string image) => mirrors.Of("ghcr.io") is null ? null : mirrors.Apply($"ghcr.io/fluxcd/{image}");
}
