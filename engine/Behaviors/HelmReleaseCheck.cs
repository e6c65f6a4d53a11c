using Infra.Engine.Values;

namespace Infra.Engine.Behaviors;

/// <summary>Names and namespaces of Helm releases.</summary>
internal static class HelmReleaseCheck
{
    // Helm's own limit: it needs the rest of a label's 63 letters for revisions.
    private const int MaxName = 53;

    /// <summary>Fills in the name and the namespace.</summary>
    /// <exception cref="ResourceCheckException">The chart is missing or the name is too long.</exception>
    public static PropertyMap Check(ResourceRequest request, PropertyValue? defaultNamespace)
    {
        var inputs = request.Inputs;
        if (inputs["chart"] is null or StringValue { Value: "" })
            throw new ResourceCheckException("chart", "a release needs a chart: a name with repositoryOpts.repo, or an oci:// address.");

        if (inputs["namespace"] is null or StringValue { Value: "" })
            inputs = inputs.With("namespace", defaultNamespace ?? new StringValue("default"));
        if (inputs["name"] is null or StringValue { Value: "" })
        {
            var kept = request.Old?.Inputs["name"] is StringValue { Value: var name } && AutoName.CouldBe(name, request.Name) ? name : null;
            inputs = inputs.With("name", new StringValue(kept ?? AutoName.For(request.Name, request.Urn)));
        }

        if (inputs["name"] is StringValue { Value: { Length: > MaxName } tooLong })
            throw new ResourceCheckException("name", $"'{tooLong}' has {tooLong.Length} letters; Helm allows {MaxName} for a release.");

        return inputs;
    }

    /// <summary>Whether a change there makes another release of it.</summary>
    public static bool ForcesReplacement(PropertyPath path) => path.Segments is [{ Name: "name" or "namespace" }, ..];
}
