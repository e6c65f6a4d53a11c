using System.Collections.Immutable;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Moq;
using Pulumi;
using Pulumi.Testing;
using Xunit;

namespace Infra.Stacks.Tests;

/// <summary>What a stack declares, from the files of a project; run where the tests of <see cref="Deployments"/> are.</summary>
internal static class DeclaredStack
{
    /// <summary>Runs the stack.</summary>
    /// <param name="files">The project.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="outputs">What other stacks hand on; nothing if not said.</param>
    /// <param name="isPreview">Whether it is only planned.</param>
    public static async Task<ImmutableArray<MockResourceArgs>> OfAsync(ProjectFiles files, string stack, ImmutableDictionary<string, object>? outputs = null, bool isPreview = true)
    {
        var reading = new SpecificationLoader(files) { RequireBuildable = true, Time = new FixedTime("2026-11-23") }.FromFiles(stack);
        Assert.True(reading.Platform is not null, string.Join('\n', reading.Findings));
        var declared = ImmutableArray.CreateBuilder<MockResourceArgs>();
        var mocks = new Mock<IMocks>();
        mocks.Setup(engine => engine.NewResourceAsync(It.IsAny<MockResourceArgs>())).Returns<MockResourceArgs>(resource =>
        {
            lock (declared)
                declared.Add(resource);
            var state = resource.Type == "pulumi:pulumi:StackReference" ? resource.Inputs.Add("outputs", outputs ?? []) : resource.Inputs;
            return Task.FromResult<(string?, object)>(($"{resource.Name}-id", state));
        });
        mocks.Setup(engine => engine.CallAsync(It.IsAny<MockCallArgs>())).ReturnsAsync(ImmutableDictionary<string, object>.Empty);
        await Deployment.TestAsync(
            mocks.Object, new TestOptions { ProjectName = "infra", StackName = stack, IsPreview = isPreview }, () => { Platform.Build(reading.Platform, DeployedPlatform.Empty); });
        return declared.ToImmutable();
    }
}

/// <summary>A deployment is ambient, so tests that run one run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Deployments
{
    public const string Name = "deployments";
}
