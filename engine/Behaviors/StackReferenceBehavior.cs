using Infra.Documents;
using Infra.Engine.Values;

namespace Infra.Engine.Behaviors;

/// <summary>What is recorded of the project's stacks, for those that refer to one another.</summary>
public interface IRecordedStacks
{
    /// <summary>The project's name.</summary>
    string Project { get; }

    /// <summary>The names of the stacks that the project has, in ordinal order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The outputs of a stack; null when nothing is recorded of it.</summary>
    PropertyMap? OutputsOf(string stack);
}

/// <summary>Stack references: read from what this engine recorded of the other stacks.</summary>
/// <remarks>A reference reads <c>stack</c>, <c>project/stack</c> or <c>organization/project/stack</c>.</remarks>
public sealed class StackReferenceBehavior(IRecordedStacks stacks) : PackageBehavior
{
    /// <summary>The type of a reference.</summary>
    public const string ReferenceType = "pulumi:pulumi:StackReference";

    /// <inheritdoc />
    public override string Package => "pulumi";

    /// <inheritdoc />
    public override ResourceOutcome Read(ResourceRequest request, string id) =>
        request.Type == ReferenceType ? Outputs(request.Inputs["name"] is StringValue { Value: var name } ? name : id) : base.Read(request, id);

    /// <inheritdoc />
    public override ResourceOutcome Plan(ResourceRequest request)
    {
        if (request.Type != ReferenceType)
            return base.Plan(request);

        return request.Inputs["name"] switch
        {
            StringValue { Value: var name } => Outputs(name),
            null => Outputs(request.Name),
            _ => new ResourceOutcome(null, request.Inputs, IsMade: false),
        };
    }

    /// <inheritdoc />
    protected override bool ReplacesResource(ResourceRequest request, PropertyPath path) => PropertyPath.Root.Then("name").Covers(path);

    private ResourceOutcome Outputs(string reference)
    {
        var stack = StackOf(reference);
        if (!stacks.Names.Contains(stack, StringComparer.Ordinal))
            throw new ResourceCheckException("name", $"there is no stack '{stack}'{Suggestion.For(stack, stacks.Names, ".")} The stacks are {string.Join(", ", stacks.Names)}.");

        var outputs = stacks.OutputsOf(stack)
            ?? throw new ResourceCheckException("name", $"nothing is recorded of the stack '{stack}' yet; run `up` on it first.");

        var secretNames = outputs.Where(output => output.Value.ContainsSecrets).Select(output => (PropertyValue)new StringValue(output.Key));
        return new ResourceOutcome(
            reference,
            PropertyMap.Of(("name", new StringValue(reference)), ("outputs", outputs), ("secretOutputNames", new ListValue([.. secretNames]))),
            IsMade: true);
    }

    private string StackOf(string reference)
    {
        var parts = reference.Split('/');
        var (project, stack) = parts switch
        {
            [var name] => (stacks.Project, name),
            [var owner, var name] => (owner, name),
            [_, var owner, var name] => (owner, name),
            _ => throw new ResourceCheckException("name", $"'{reference}' is not a stack; it reads 'stack', 'project/stack' or 'organization/project/stack'."),
        };

        return project == stacks.Project
            ? stack
            : throw new ResourceCheckException("name", $"'{reference}' is a stack of the project '{project}'; only stacks of '{stacks.Project}' are recorded here.");
    }
}
