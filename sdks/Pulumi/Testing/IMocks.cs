using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>Plays the engine and its providers in a test.</summary>
public interface IMocks
{
    /// <summary>A resource is registered or read.</summary>
    /// <returns>The provider's id, or null for the id that the program gave; and the state, usually the inputs with what a provider would add.</returns>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>A provider function or a method is called.</summary>
    /// <returns>Its result, usually a dictionary.</returns>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>A component or the stack has told its outputs. Does nothing unless a test wants to know.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}

/// <summary>Mocks for programs whose values do not matter: resources are what their inputs say, and have no id.</summary>
public class EmptyMocks : IMocks
{
    /// <summary>Returns the arguments.</summary>
    public Task<object> CallAsync(MockCallArgs args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return Task.FromResult<object>(args.Args);
    }

    /// <summary>Returns the inputs as the state.</summary>
    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return Task.FromResult<(string? Id, object State)>((null, args.Inputs));
    }
}

/// <summary>A resource that is registered or read.</summary>
public class MockResourceArgs
{
    /// <summary>The type token.</summary>
    public string? Type { get; set; }

    /// <summary>The logical name.</summary>
    public string? Name { get; set; }

    /// <summary>The inputs that are known and not null; secrets are plain values, numbers are doubles.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>The reference to the provider; empty for the default one.</summary>
    public string? Provider { get; set; }

    /// <summary>The id to read or import; empty for a new resource.</summary>
    public string? Id { get; set; }
}

/// <summary>A function or method that is called.</summary>
public class MockCallArgs
{
    /// <summary>Which one.</summary>
    public string? Token { get; set; }

    /// <summary>The arguments that are known and not null.</summary>
    public ImmutableDictionary<string, object> Args { get; set; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>The reference to the provider; empty for the default one.</summary>
    public string? Provider { get; set; }
}

/// <summary>The outputs that a component or the stack has told.</summary>
public class MockRegisterResourceOutputsRequest
{
    /// <summary>The component's URN.</summary>
    public readonly string Urn;

    /// <summary>The outputs by name.</summary>
    public readonly ImmutableDictionary<string, Output<object?>> Outputs;

    /// <summary>Describes outputs.</summary>
    public MockRegisterResourceOutputsRequest(string urn, ImmutableDictionary<string, Output<object?>> outputs)
    {
        Urn = urn;
        Outputs = outputs;
    }
}

/// <summary>The run that a test pretends.</summary>
public class TestOptions
{
    /// <summary>The project's name; <c>project</c> by default.</summary>
    public string? ProjectName { get; set; }

    /// <summary>The stack's name; <c>stack</c> by default.</summary>
    public string? StackName { get; set; }

    /// <summary>Whether it is a preview, in which absent outputs are unknown; true by default.</summary>
    public bool? IsPreview { get; set; }

    /// <summary>The folder of <c>Pulumi.yaml</c>; not known by default.</summary>
    public string? RootDirectory { get; set; }

    /// <summary>The organization; <c>organization</c> by default.</summary>
    public string? OrganizationName { get; set; }
}
