using Pulumi;
using Pulumi.Utilities;

namespace Infra.Stacks;

/// <summary>Another stack of the project, for what it hands on.</summary>
public sealed class OtherStack
{
    private readonly string _name;
    private readonly StackReference _reference;
    private readonly bool _mayBeUnknown;

    /// <summary>Refers to a stack; once in a program, for each reference is a resource.</summary>
    internal OtherStack(string name)
    {
        // The whole name: short ones do not work with every Pulumi backend.
        var deployment = Deployment.Instance;
        _name = name;
        _reference = new StackReference(name, new StackReferenceArgs { Name = $"{deployment.OrganizationName}/{deployment.ProjectName}/{name}" });
        _mayBeUnknown = deployment.IsDryRun;
    }

    /// <summary>An output that the stack has once it was brought up.</summary>
    public Output<string> Text(string output) => _reference.GetOutput(output).Apply(value => value switch
    {
        string known => Output.Create(known),
        // A plan goes on without it: what was only planned so far hands nothing on yet.
        _ when _mayBeUnknown => OutputUtilities.CreateUnknown(""),
        _ => throw new RunException($"stack '{_name}' has no output '{output}'; bring it up first: pulumi up -s {_name}"),
    });

    /// <summary>A part of an output that is a map of texts.</summary>
    public Output<string> Text(string output, string key) => _reference.GetOutput(output).Apply(value => value switch
    {
        IReadOnlyDictionary<string, object> map when map.GetValueOrDefault(key) is string known => Output.Create(known),
        _ when _mayBeUnknown => OutputUtilities.CreateUnknown(""),
        _ => throw new RunException($"stack '{_name}' has no output '{output}' with '{key}'; bring it up first: pulumi up -s {_name}"),
    });

    /// <summary>An output that the stack need not have.</summary>
    public Output<string?> TextOrNone(string output) => _reference.GetOutput(output).Apply(value => value as string);
}

/// <summary>The other stacks that a program refers to, each once.</summary>
internal sealed class OtherStacks
{
    private readonly Dictionary<string, OtherStack> _known = new(StringComparer.Ordinal);

    /// <summary>A stack of the project.</summary>
    public OtherStack Named(string name) => _known.TryGetValue(name, out var known) ? known : _known[name] = new OtherStack(name);
}
