using Infra.Sdks.Generator.Packages;
using Infra.Sdks.Generator.Surface;

namespace Infra.Sdks.Generator.Emission;

/// <summary>One type to be emitted.</summary>
/// <param name="Package">The package, which is also its root namespace: <c>Pulumi.Kubernetes</c>.</param>
/// <param name="Type">The type as listed.</param>
/// <param name="Facts">What the selection adds.</param>
/// <param name="NameInPackage">The type's name below the package's namespace.</param>
internal sealed record EmissionContext(string Package, SurfaceType Type, TypeFacts Facts, string NameInPackage)
{
    /// <summary>The package's short name, which begins its attribute: <c>Kubernetes</c>.</summary>
    public string ShortPackage => Package[(Package.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>The schema's name of the type, without <c>Args</c>: <c>DeploymentSpec</c>.</summary>
    public string SchemaName => Type.Name.EndsWith("Args", StringComparison.Ordinal) ? Type.Name[..^"Args".Length] : Type.Name;

    /// <summary>The instance properties by name: the order of a reader who looks for one.</summary>
    public IEnumerable<SurfaceProperty> Properties =>
        Type.Properties.Where(property => !property.IsStatic).OrderBy(property => property.Name, StringComparer.Ordinal);
}
