namespace Infra.Engine.Behaviors;

/// <summary>Everything that the engine knows about packages.</summary>
public static class ResourceBehaviors
{
    /// <summary>The behaviours of the known packages, and one for all others.</summary>
    /// <param name="stacks">What is recorded of the stacks that programs refer to.</param>
    public static IReadOnlyList<IResourceBehavior> BuiltIn(IRecordedStacks stacks) =>
        [new KubernetesBehavior(), new CommandBehavior(), new AwsBehavior(), new StackReferenceBehavior(stacks), new PlanOnlyBehavior()];
}
