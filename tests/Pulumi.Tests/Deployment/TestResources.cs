using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi.Tests;

internal sealed class ThingArgs : ResourceArgs
{
    [Input("size")]
    public Input<double>? Size { get; set; }

    [Input("secret")]
    public Input<string>? Secret { get; set; }

    [Input("other")]
    public Input<string>? Other { get; set; }

    [Input("tags")]
    public InputMap<string>? Tags { get; set; }
}

internal sealed class Thing : CustomResource
{
    public Thing(string name, ThingArgs? args = null, CustomResourceOptions? options = null)
        : base("test:index:Thing", name, args ?? new ThingArgs(), options)
    {
    }

    [Output("size")]
    public Output<double> Size { get; private set; } = null!;

    [Output("secret")]
    public Output<string?> Secret { get; private set; } = null!;

    [Output("absent")]
    public Output<string?> Absent { get; private set; } = null!;
}

internal sealed class TestProvider(string name, CustomResourceOptions? options = null) : ProviderResource("test", name, ResourceArgs.Empty, options);

internal sealed class Group : ComponentResource
{
    public Group(string name, Action<Group>? fill = null, ComponentResourceOptions? options = null)
        : base("test:index:Group", name, options)
    {
        fill?.Invoke(this);
        RegisterOutputs(new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = name });
    }
}

/// <summary>Answers with the inputs and an id made of the name, and remembers what it was asked.</summary>
internal sealed class EchoMocks : IMocks
{
    public List<MockResourceArgs> Resources { get; } = [];

    public List<MockCallArgs> Calls { get; } = [];

    public List<MockRegisterResourceOutputsRequest> Outputs { get; } = [];

    public Func<MockCallArgs, object> Answer { get; init; } = _ => ImmutableDictionary<string, object>.Empty;

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        lock (Resources)
        {
            Resources.Add(args);
        }
        return Task.FromResult<(string?, object)>((string.IsNullOrEmpty(args.Id) ? $"{args.Name}-id" : args.Id, args.Inputs));
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        lock (Calls)
        {
            Calls.Add(args);
        }
        return Task.FromResult(Answer(args));
    }

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        lock (Outputs)
        {
            Outputs.Add(args);
        }
        return Task.CompletedTask;
    }
}
