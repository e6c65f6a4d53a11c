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
public sealed class StackReferenceBehavior(IRecordedStacks stacks) : PackageBehavior, IFunctionBehavior
{
    /// <summary>The type of a reference.</summary>
    public const string ReferenceType = "pulumi:pulumi:StackReference";

    /// <summary>The function that reads a stack's outputs without keeping a resource of it; a stack that looks back at itself asks by this.</summary>
    public const string OutputsFunction = "pulumi:pulumi:readStackOutputs";

    /// <inheritdoc />
    public override string Package => "pulumi";

    /// <inheritdoc />
    /// <remarks>A stack of which nothing is recorded yet has no outputs.</remarks>
    public PropertyMap? Invoke(string token, PropertyMap arguments)
    {
        if (token != OutputsFunction || arguments["name"] is not StringValue { Value: var reference })
            return null;

        return Outputs(reference, stacks.OutputsOf(Existing(reference)) ?? PropertyMap.Empty);
    }

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
        var stack = Existing(reference);
        if (stacks.OutputsOf(stack) is { } outputs)
            return new ResourceOutcome(reference, Outputs(reference, outputs), IsMade: true);

        // A plan can be read without them, and a pull request's is: whoever carries it out has them.
        var unknown = PropertyMap.Of(("name", new StringValue(reference)), ("outputs", UnknownValue.Instance), ("secretOutputNames", UnknownValue.Instance));
        return new ResourceOutcome(reference, unknown, IsMade: false)
        {
            Warning = $"nothing is recorded of the stack '{stack}' yet, so what comes from it is unknown; run `up` on it first to see it.",
        };
    }

    private static PropertyMap Outputs(string reference, PropertyMap outputs)
    {
        var secretNames = outputs.Where(output => output.Value.ContainsSecrets).Select(output => (PropertyValue)new StringValue(output.Key));
        return PropertyMap.Of(("name", new StringValue(reference)), ("outputs", outputs), ("secretOutputNames", new ListValue([.. secretNames])));
    }

    private string Existing(string reference)
    {
        var stack = StackOf(reference);
        return stacks.Names.Contains(stack, StringComparer.Ordinal)
            ? stack
            : throw new ResourceCheckException("name", $"there is no stack '{stack}'{Suggestion.For(stack, stacks.Names, ".")} The stacks are {string.Join(", ", stacks.Names)}.");
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
