using Infra.Components.Mesh;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>A service of a mesh that is checked, with all that is known of it.</summary>
/// <param name="Context">The specification.</param>
/// <param name="Name">The entry's name.</param>
/// <param name="Spec">The entry.</param>
/// <param name="Mesh">Its mesh.</param>
/// <param name="Service">What is meant by it.</param>
internal sealed record CheckedService(CheckContext Context, string Name, ServiceSpec Spec, MeshPlan Mesh, MeshService Service)
{
    /// <summary>Where it stands.</summary>
    public SpecPath Path { get; } = PathOf(Name);

    /// <summary>The mesh as it is written.</summary>
    public MeshSpec MeshSpec => Context.Platform.Meshes[Mesh.Name];

    /// <summary>Whether it is known on which clusters it runs.</summary>
    public bool HasKnownClusters => MeshChecks.IsKnown(Context, Mesh.Name) && Context.IsRead(SpecPath.Root.Keys("applications", Addons.MeshServices.ApplicationOf(Name, Spec), "placement"));

    /// <summary>Where a service stands.</summary>
    public static SpecPath PathOf(string name) => SpecPath.Root.Keys("services", name);

    /// <summary>Reports something wrong with a part of it.</summary>
    public void Report(Rule rule, string key, string message) => Context.Report(rule, Path.Key(key), message);
}
