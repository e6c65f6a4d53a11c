using System.Collections.Frozen;
using Infra.Engine.Behaviors;

namespace Infra.Engine.Planning;

/// <summary>Finds what is known of a package; where nothing is, planning is all that can be done.</summary>
internal sealed class BehaviorTable(IReadOnlyList<IResourceBehavior> behaviors, RunLog log)
{
    private const string Anything = "*";

    private static readonly PlanOnlyBehavior PlanOnly = new();

    private readonly FrozenDictionary<string, IResourceBehavior> _byPackage = behaviors.ToFrozenDictionary(behavior => behavior.Package, StringComparer.Ordinal);

    /// <summary>The behaviour of a type's package. Warns, once, of a package that nobody knows.</summary>
    public IResourceBehavior For(string type)
    {
        var package = Urn.PackageOf(type);
        if (_byPackage.TryGetValue(package, out var known))
            return known;

        WarnOfPlanOnly(package);
        return _byPackage.GetValueOrDefault(Anything, PlanOnly);
    }

    /// <summary>The same without a warning, for what is only compared.</summary>
    public IResourceBehavior Quietly(string type) =>
        _byPackage.GetValueOrDefault(Urn.PackageOf(type)) ?? _byPackage.GetValueOrDefault(Anything, PlanOnly);

    /// <summary>Says once what a behaviour has to say.</summary>
    public void Warn(string message) => log.WarnOnce(message);

    /// <summary>Says once that a package's resources are only planned.</summary>
    public void WarnOfPlanOnly(string package) =>
        log.WarnOnce(
            $"The package '{package}' is planned only: its resources are listed and recorded, what only it can tell stays unknown, and a change that would replace shows as an update.");
}
