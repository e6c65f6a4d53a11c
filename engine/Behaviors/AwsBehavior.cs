using Infra.Engine.Values;

namespace Infra.Engine.Behaviors;

/// <summary>Resources of Amazon's cloud: planned and listed, never made.</summary>
/// <remarks>Which changes replace is known of the types that <c>sdks/Pulumi.Aws</c> offers.</remarks>
public sealed class AwsBehavior : PackageBehavior
{
    /// <inheritdoc />
    public override string Package => "aws";

    /// <inheritdoc />
    public override bool DeletesBeforeReplacing(ResourceRequest request) => AwsNames.AreHeld(request);

    /// <inheritdoc />
    protected override bool ReplacesProvider(ResourceRequest request, PropertyPath path) => PropertyPath.Root.Then("region").Covers(path);

    /// <inheritdoc />
    protected override bool ReplacesResource(ResourceRequest request, PropertyPath path) => AwsReplacement.Forces(request, path);
}
