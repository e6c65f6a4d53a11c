using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Checking;

/// <summary>The kinds that Karmada is told of: each once, and none that it knows anyway.</summary>
internal static class KindChecks
{
    public static void Run(CheckContext context)
    {
        var (kinds, place) = context.Platform.Karmada switch
        {
            { Install: { } install } => (install.Kinds, "install"),
            { Existing: { } existing } => (existing.Kinds, "existing"),
            _ => ([], ""),
        };
        var known = KnownKind.OfPlatform.Select(kind => kind.Definition).ToHashSet(StringComparer.Ordinal);
        foreach (var (index, kind) in kinds.Select(kind => kind.ToKind()).Index())
        {
            if (KubernetesKinds.ScopeOf(kind.ApiVersion, kind.Kind) is not null || !known.Add(kind.Definition))
                context.Report(Rules.Unique, SpecPath.Root.Keys("karmada", place, "kinds").Item(index), $"Karmada is told of '{kind.Definition}' already; remove it");
        }
    }
}
