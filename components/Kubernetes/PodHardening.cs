using System.Collections.Immutable;

namespace Infra.Components.Kubernetes;

/// <summary>The security contexts of pods that the platform makes: what the level <c>restricted</c> of the Pod Security Standards asks for, and a root file system that cannot be written to.</summary>
internal static class PodHardening
{
    /// <summary>Of a container.</summary>
    public static ImmutableDictionary<string, object> Container { get; } = Fields.Of(
        ("allowPrivilegeEscalation", false), ("readOnlyRootFilesystem", true), ("capabilities", Fields.Of(("drop", new[] { "ALL" }))));

    /// <summary>Of a pod.</summary>
    /// <param name="user">Whom its processes and its volumes belong to, and their group; not root.</param>
    public static ImmutableDictionary<string, object> Pod(int user) => Fields.Of(
        ("runAsNonRoot", true), ("runAsUser", user), ("runAsGroup", user), ("fsGroup", user), ("seccompProfile", Fields.Of(("type", "RuntimeDefault"))));
}
