namespace Pulumi;

/// <summary>The root of everything that a program declares. A program may derive from it and declare its resources in the constructor.</summary>
public class Stack : ComponentResource
{
    internal const string TypeToken = "pulumi:pulumi:Stack";

    private readonly Output<IDictionary<string, object?>>? _outputs;

    /// <summary>Declares the stack; its outputs are the <c>[Output]</c> properties, all set in the constructor.</summary>
    /// <param name="options">What applies to every resource; null for nothing.</param>
    public Stack(StackOptions? options = null)
        : base(TypeToken, Deployment.RequiredInstance.RootName, ToResourceOptions(options))
    {
        Deployment.RequiredInstance.SetStack(this);
    }

    /// <summary>Declares the stack around a function whose result is the stack's outputs.</summary>
    internal Stack(Func<Task<IDictionary<string, object?>>> program, StackOptions? options)
        : this(options)
    {
        _outputs = Output.Create(program());
    }

    /// <summary>Records the outputs; called when the constructor has ended.</summary>
    /// <returns>The outputs, by name.</returns>
    /// <exception cref="RunException">A property with the attribute <c>[Output]</c> is no output or has no value.</exception>
    internal Output<IDictionary<string, object?>> Complete()
    {
        var outputs = _outputs ?? Output.Create(PropertyValues());
        RegisterOutputs(outputs);
        return outputs;
    }

    private IDictionary<string, object?> PropertyValues()
    {
        var own = OutputProperty.Of(GetType()).Where(property => property.IsOwn).ToList();
        var wrong = own.Where(property => property.ValueType is null).Select(property => property.Name).ToList();
        if (wrong.Count > 0)
        {
            throw RunException.OutputsHaveIncorrectType(wrong);
        }
        var unset = own.Where(property => property.Read(this) is null).Select(property => property.Name).ToList();
        if (unset.Count > 0)
        {
            throw new RunException(
                $"The stack's outputs {string.Join(", ", unset)} have no value. Every property with the attribute [Output] must be set in the stack's constructor.");
        }
        return OutputProperty.ValuesOf(this);
    }

    private static ComponentResourceOptions? ToResourceOptions(StackOptions? options) => options is null ? null : new ComponentResourceOptions
    {
        ResourceTransformations = options.ResourceTransformations,
        ResourceTransforms = options.ResourceTransforms,
    };
}
