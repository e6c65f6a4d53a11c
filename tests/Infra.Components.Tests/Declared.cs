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
    public static Task<Declared> ByAsync(Action program, Answers answers, bool isPreview = true) => ByAsync(program, answers, isPreview, _ => Task.CompletedTask);

    /// <summary>Whether a program asks for a resource only once another one is there, for which the engine takes its time.</summary>
    /// <param name="program">The program.</param>
    /// <param name="answers">What the engine tells.</param>
    /// <param name="first">The type and name of the one that must be there.</param>
    /// <param name="then">The type and name of the one that needs it.</param>
    public static async Task<bool> AwaitsAsync(Action program, Answers answers, string first, string then)
    {
        var isAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool? isThereInTime = null;
        var isThere = false;
        await ByAsync(program, answers, isPreview: true, async resource =>
        {
            var name = $"{resource.Type} {resource.Name}";
            if (name == then)
            {
                isThereInTime = isThere;
                isAsked.TrySetResult();
            }

            if (name == first)
            {
                await Task.WhenAny(isAsked.Task, Task.Delay(100));
                isThere = true;
            }
        });
        return isThereInTime ?? throw new ArgumentException($"there is no {then}", nameof(then));
    }

    private static async Task<Declared> ByAsync(Action program, Answers answers, bool isPreview, Func<MockResourceArgs, Task> making)
    {
        var declared = new Declared();
        var mocks = new Mock<IMocks>();
        mocks.Setup(engine => engine.NewResourceAsync(It.IsAny<MockResourceArgs>())).Returns<MockResourceArgs>(async resource =>
        {
            lock (declared._resources)
                declared._resources.Add(resource);
            await making(resource);
            return ($"{resource.Name}-id", answers.StateOf(resource));
        });
        mocks.Setup(engine => engine.CallAsync(It.IsAny<MockCallArgs>())).Returns<MockCallArgs>(call =>
            Task.FromResult<object>(answers.Functions.GetValueOrDefault(call.Token!)?.Invoke(call.Args) ?? ImmutableDictionary<string, object>.Empty));
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
/// <param name="Functions">By token, what functions answer to what they are asked.</param>
internal sealed record Answers(
    ImmutableDictionary<string, ImmutableDictionary<string, object>> Outputs,
    ImmutableDictionary<string, Func<ImmutableDictionary<string, object>, ImmutableDictionary<string, object>>> Functions)
{
    public static Answers None { get; } = new(
        ImmutableDictionary<string, ImmutableDictionary<string, object>>.Empty,
        ImmutableDictionary<string, Func<ImmutableDictionary<string, object>, ImmutableDictionary<string, object>>>.Empty);

    /// <summary>What a resource is once it is made, or read: what a Secret that is read holds, nobody knows who does not say it.</summary>
    public object StateOf(MockResourceArgs resource) => (resource is { Type: "kubernetes:core/v1:Secret", Id.Length: > 0 } ? resource.Inputs.Remove("data") : resource.Inputs).SetItems(Outputs.GetValueOrDefault(resource.Type!, ImmutableDictionary<string, object>.Empty));
}

/// <summary>A deployment is ambient, so tests that run one run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Deployments
{
    public const string Name = "deployments";
}
