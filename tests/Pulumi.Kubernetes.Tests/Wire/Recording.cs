using System.Collections.Immutable;
using Moq;
using Pulumi.Testing;

namespace Pulumi.Kubernetes.Tests.Wire;

/// <summary>Runs a program against an engine that says yes to everything, and keeps what it was asked for.</summary>
internal sealed class Recording
{
    private readonly List<MockResourceArgs> _resources = [];
    private readonly List<MockCallArgs> _calls = [];

    private Recording()
    {
    }

    public IReadOnlyList<MockResourceArgs> Resources => _resources;

    public IReadOnlyList<MockCallArgs> Calls => _calls;

    public ImmutableArray<Resource> Declared { get; private set; }

    /// <summary>The only resource of the program.</summary>
    public MockResourceArgs Single => _resources.Single();

    public static async Task<Recording> Of(Action program, object? callResult = null)
    {
        var recording = new Recording();
        var mocks = new Mock<IMocks>();
        mocks.Setup(mock => mock.NewResourceAsync(It.IsAny<MockResourceArgs>()))
            .ReturnsAsync((MockResourceArgs args) => recording.Register(args));
        mocks.Setup(mock => mock.CallAsync(It.IsAny<MockCallArgs>()))
            .ReturnsAsync((MockCallArgs args) => recording.Call(args, callResult));
        recording.Declared = await Deployment.TestAsync(mocks.Object, new TestOptions { IsPreview = false }, program);
        return recording;
    }

    /// <summary>The options of a resource as its constructor completes them, before the engine's inheritance.</summary>
    public static async Task<CustomResourceOptions> OptionsOf(Func<CustomResourceOptions, Resource> declare, CustomResourceOptions? options = null)
    {
        ResourceOptions? seen = null;
        options ??= new CustomResourceOptions();
        options.ResourceTransformations.Add(args =>
        {
            seen = args.Options;
            return null;
        });
        await Of(() => declare(options));
        return (CustomResourceOptions)seen!;
    }

    private (string? Id, object State) Register(MockResourceArgs args)
    {
        lock (_resources)
        {
            _resources.Add(args);
        }
        return (args.Name + "-id", args.Inputs);
    }

    private object Call(MockCallArgs args, object? result)
    {
        lock (_calls)
        {
            _calls.Add(args);
        }
        return result ?? ImmutableDictionary<string, object>.Empty;
    }
}
