using Infra.Components.Fleets;
using Infra.Stacks;
using Infra.Stacks.Addons;
using Infra.Stacks.Specification;

namespace Infra.Presentation;

/// <summary>The commands that tell how things really are. They are printed, never run: this program asks no cluster.</summary>
internal static class StatusCommands
{
    private const string Saved = "karmada.kubeconfig";

    /// <summary>How the kubeconfig of Karmada becomes a file; null where it is one already.</summary>
    public static string? Kubeconfig(PlatformStatus status) => status.Platform.Karmada switch
    {
        { Existing.Kubeconfig.Path: not null } => null,
        { Existing: not null } => $"# {Saved} is what infra:karmada.existing.kubeconfig.content holds",
        { Stack: { } other } => $"pulumi stack output {Platform.KarmadaKubeconfigOutput} --show-secrets -s {other} > {Saved}",
        _ => $"pulumi stack output {Platform.KarmadaKubeconfigOutput} --show-secrets -s {status.Stack} > {Saved}",
    };

    /// <summary>Whether all add-ons are ready in every cluster that has them, by the one condition that they have in Karmada.</summary>
    public static string Releases(PlatformStatus status) => $"{Kubectl(status.Platform.Karmada)} get helmreleases -n {AddonManifests.ReleaseNamespace}";

    /// <summary>What each cluster says of one add-on. Karmada's binding of an object has the object's name and kind.</summary>
    public static string Binding(PlatformStatus status, AddonStatus addon) => addon.Version is null
        ? $"{Kubectl(status.Platform.Karmada)} get clusterpropagationpolicy {addon.ObjectName} -o yaml"
        : $"{Kubectl(status.Platform.Karmada)} get resourcebinding {addon.ObjectName}-helmrelease -n {AddonManifests.ReleaseNamespace} -o yaml";

    /// <summary>What Karmada has given to one cluster, and whether the cluster took it.</summary>
    public static string Works(PlatformStatus status, string cluster) => $"{Kubectl(status.Platform.Karmada)} get works -n karmada-es-{cluster}";

    private static string Kubectl(KarmadaSpec karmada) => karmada switch
    {
        { Existing.Kubeconfig: { Path: { } path } kubeconfig } => $"kubectl --kubeconfig {Quoted(path)}{Context(kubeconfig)}",
        { Existing.Kubeconfig: var kubeconfig } => $"kubectl --kubeconfig {Saved}{Context(kubeconfig)}",
        _ => $"kubectl --kubeconfig {Saved}",
    };

    private static string Context(KubeconfigSpec kubeconfig) => kubeconfig.Context is { } context ? $" --context {Quoted(context)}" : "";

    // As a shell reads it; most names need nothing, and a leading ~ must stay outside of quotes.
    private static string Quoted(string text) =>
        text.All(letter => char.IsAsciiLetterOrDigit(letter) || "~/._-:@+=,".Contains(letter, StringComparison.Ordinal)) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
