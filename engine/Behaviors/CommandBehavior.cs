using Infra.Engine.Values;

namespace Infra.Engine.Behaviors;

/// <summary>Commands and copies, local and over SSH: planned and listed, never run.</summary>
/// <remarks>A change of <c>triggers</c> replaces, so that the command runs again; any other change updates.</remarks>
public sealed class CommandBehavior : PackageBehavior
{
    private static readonly PropertyPath Triggers = PropertyPath.Root.Then("triggers");

    /// <inheritdoc />
    public override string Package => "command";

    /// <inheritdoc />
    protected override bool ReplacesResource(ResourceRequest request, PropertyPath path) => Triggers.Covers(path);
}
