using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Documents;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>The custom kinds of which objects may stand among the manifests of a stack.</summary>
internal static class PlatformKinds
{
    private const string Karmada = "karmada";

    /// <summary>Those that the configuration of Karmada names, and those whose definitions are among the manifests themselves.</summary>
    public static ImmutableArray<KnownKind> Of(PlatformSpec platform) =>
    [
        .. Named(platform.Karmada),
        .. Manifests.Objects([.. platform.Addons.Values.SelectMany(addon => addon.Manifests).Concat(platform.Applications.Values.SelectMany(application => application.Manifests)).Where(IsDefinition)])
            .SelectMany(KnownKind.DefinedBy),
    ];

    /// <summary>Those that the configuration of Karmada names.</summary>
    public static IEnumerable<KnownKind> Named(KarmadaSpec karmada) => KindsOf(karmada).Select(kind => kind.ToKind());

    /// <summary>The specification, with what the stack that has Karmada says of it.</summary>
    /// <param name="platform">The specification.</param>
    /// <param name="others">What the other stacks say, by name.</param>
    public static PlatformSpec WithThoseOfStack(PlatformSpec platform, ImmutableSortedDictionary<string, YamlMap> others)
    {
        if (platform.Karmada.Stack is not { } stack || !others.TryGetValue(stack, out var config) || config[Karmada] is not { } said)
            return platform;
        // What is wrong with the other stack is its own to tell.
        return Shapes.Of<KarmadaSpec>().Read(said.Value, SpecPath.Root.Key(Karmada), new SpecReader()) is KarmadaSpec other
            ? platform with { Karmada = platform.Karmada with { KindsOfStack = KindsOf(other) } }
            : platform;
    }

    private static ImmutableArray<KindSpec> KindsOf(KarmadaSpec karmada) => karmada.Install?.Kinds ?? karmada.Existing?.Kinds ?? karmada.KindsOfStack ?? [];

    private static bool IsDefinition(Tree manifest) => manifest.Values.GetValueOrDefault("kind") is KubernetesKinds.Definition;
}
