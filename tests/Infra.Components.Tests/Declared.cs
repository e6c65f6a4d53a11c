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
    public static Task<Declared> ByAsync(Action program, bool isPreview = true) => ByAsync(program, Answers.None, isPreview);

    /// <summary>Runs a program against an engine that also reports more than it was told, and answers functions.</summary>
    public static async Task<Declared> ByAsync(Action program, Answers answers, bool isPreview = true)
    {
        var declared = new Declared();
        var mocks = new Mock<IMocks>();
        mocks.Setup(engine => engine.NewResourceAsync(It.IsAny<MockResourceArgs>())).Returns<MockResourceArgs>(resource =>
        {
            lock (declared._resources)
                declared._resources.Add(resource);
            return Task.FromResult<(string? id, object state)>(($"{resource.Name}-id", resource.Inputs.SetItems(answers.Outputs.GetValueOrDefault(resource.Type!, ImmutableDictionary<string, object>.Empty))));
        });
        mocks.Setup(engine => engine.CallAsync(It.IsAny<MockCallArgs>())).Returns<MockCallArgs>(call =>
            Task.FromResult<object>(answers.Functions.GetValueOrDefault(call.Token!, ImmutableDictionary<string, object>.Empty)));
        await Deployment.TestAsync(mocks.Object, new TestOptions { ProjectName = "infra", StackName = "test", IsPreview = isPreview }, program);
        return declared;
    }

    public MockResourceArgs Single(string type) => Assert.Single(_resources, resource => resource.Type == type);

    public MockResourceArgs Named(string type, string name) => Assert.Single(_resources, resource => resource.Type == type && resource.Name == name);

    /// <summary>The logical name of the provider that a resource goes to.</summary>
    public static string? ProviderOf(MockResourceArgs resource) => resource.Provider?.Split("::") is [.., var name, _] ? name : null;
}

/// <summary>What an engine tells that it was not told.</summary>
/// <param name="Outputs">By type, what resources report beside their inputs.</param>
/// <param name="Functions">By token, what functions answer.</param>
internal sealed record Answers(
    ImmutableDictionary<string, ImmutableDictionary<string, object>> Outputs, ImmutableDictionary<string, ImmutableDictionary<string, object>> Functions)
{
    public static Answers None { get; } = new(
        ImmutableDictionary<string, ImmutableDictionary<string, object>>.Empty, ImmutableDictionary<string, ImmutableDictionary<string, object>>.Empty);
}

/// <summary>A deployment is ambient, so tests that run one run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Deployments
{
    public const string Name = "deployments";
}
