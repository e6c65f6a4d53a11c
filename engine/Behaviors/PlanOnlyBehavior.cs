namespace Infra.Engine.Behaviors;

/// <summary>Answers for every package that nothing is known of: its resources are planned and listed, never pretended.</summary>
/// <remarks>The planner says so, once for each such package.</remarks>
public sealed class PlanOnlyBehavior : PackageBehavior
{
    /// <inheritdoc />
    public override string Package => "*";
}
