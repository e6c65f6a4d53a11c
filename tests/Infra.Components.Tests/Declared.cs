using System.Collections.Immutable;
using Moq;
using Pulumi;
using Pulumi.Testing;
using Xunit;

namespace Infra.Components.Tests;

/// <summary>What a program declared, as the engine would be told.</summary>
internal sealed class Declared
{
    private readonly List<MockResourceArgs> _resources = [];

    public IReadOnlyList<MockResourceArgs> Resources => _resources;

    /// <summary>Runs a program against an engine that makes whatever it is asked for.</summary>
    public static async Task<Declared> ByAsync(Action program, bool isPreview = true)
    {
        var declared = new Declared();
        var mocks = new Mock<IMocks>();
        mocks.Setup(engine => engine.NewResourceAsync(It.IsAny<MockResourceArgs>())).Returns<MockResourceArgs>(resource =>
        {
            lock (declared._resources)
                declared._resources.Add(resource);
            return Task.FromResult<(string? id, object state)>(($"{resource.Name}-id", resource.Inputs));
        });
        mocks.Setup(engine => engine.CallAsync(It.IsAny<MockCallArgs>())).ReturnsAsync(ImmutableDictionary<string, object>.Empty);
        await Deployment.TestAsync(mocks.Object, new TestOptions { ProjectName = "infra", StackName = "test", IsPreview = isPreview }, program);
        return declared;
    }

    public MockResourceArgs Single(string type) => Assert.Single(_resources, resource => resource.Type == type);

    public MockResourceArgs Named(string type, string name) => Assert.Single(_resources, resource => resource.Type == type && resource.Name == name);

    /// <summary>The logical name of the provider that a resource goes to.</summary>
    public static string? ProviderOf(MockResourceArgs resource) => resource.Provider?.Split("::") is [.., var name, _] ? name : null;
}

/// <summary>A deployment is ambient, so tests that run one run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Deployments
{
    public const string Name = "deployments";
}
