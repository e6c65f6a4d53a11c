using Infra.Engine.Behaviors;
using Infra.Engine.Values;

namespace Infra;

/// <summary>The recorded outputs of a project's stacks, for those that refer to one another.</summary>
internal sealed class RecordedStacks(Workspace workspace) : IRecordedStacks
{
    /// <inheritdoc />
    public string Project => workspace.Project.Name;

    /// <inheritdoc />
    public IReadOnlyList<string> Names => workspace.Project.StackNames;

    /// <inheritdoc />
    public PropertyMap? OutputsOf(string stack)
    {
        using var other = workspace.Stack(stack);
        return other.Read().Stack?.Outputs;
    }
}
