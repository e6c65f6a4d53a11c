namespace Pulumi;

/// <summary>A resource that groups others. Nothing is created for it beside its children.</summary>
public class ComponentResource : Resource
{
    /// <summary>Declares a component.</summary>
    /// <param name="type">The type token, for example <c>infra:fleets:Fleet</c>.</param>
    /// <param name="name">The logical name, unique among components of this type under the same parent.</param>
    /// <param name="options">Everything else; null for the defaults.</param>
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    /// <summary>Declares a component with arguments.</summary>
    /// <param name="type">The type token.</param>
    /// <param name="name">The logical name, unique among components of this type under the same parent.</param>
    /// <param name="args">The arguments; null for none.</param>
    /// <param name="options">Everything else; null for the defaults.</param>
    /// <param name="remote">Whether a provider constructs the component; then all <c>[Output]</c> properties come from it.</param>
    public ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : this(type, name, args, options, remote, registerPackageRequest: null)
    {
    }

    /// <summary>Declares a component of a package that must be made known first.</summary>
    /// <param name="type">The type token.</param>
    /// <param name="name">The logical name, unique among components of this type under the same parent.</param>
    /// <param name="args">The arguments; null for none.</param>
    /// <param name="options">Everything else; null for the defaults.</param>
    /// <param name="remote">Whether a provider constructs the component.</param>
    /// <param name="registerPackageRequest">The package that the type comes from.</param>
    public ComponentResource(
        string type,
        string name,
        ResourceArgs? args,
        ComponentResourceOptions? options,
        bool remote,
        RegisterPackageRequest? registerPackageRequest = null)
        : base(type, name, args ?? ResourceArgs.Empty, options ?? new ComponentResourceOptions(), remote, registerPackageRequest)
    {
    }

    /// <summary>Records the values of all <c>[Output]</c> properties as outputs of the component, and that it is complete.</summary>
    protected void RegisterOutputs() => RegisterOutputs(OutputProperty.ValuesOf(this));

    /// <summary>Records outputs of the component, and that it is complete.</summary>
    protected void RegisterOutputs(IDictionary<string, object?> outputs) => RegisterOutputs(Task.FromResult(outputs));

    /// <inheritdoc cref="RegisterOutputs(IDictionary{string, object?})"/>
    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) => RegisterOutputs(Output.Create(outputs));

    /// <inheritdoc cref="RegisterOutputs(IDictionary{string, object?})"/>
    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs) => Deployment.RequiredInstance.RegisterOutputs(this, outputs);
}
