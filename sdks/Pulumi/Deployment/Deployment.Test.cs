using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    internal const string DefaultTestProject = "project";
    internal const string DefaultTestStack = "stack";

    /// <summary>Runs a stack against mocks.</summary>
    /// <param name="mocks">Play the engine.</param>
    /// <param name="options">The run that is pretended; null for the defaults.</param>
    /// <returns>The resources in the order in which they were registered; the stack is the first.</returns>
    /// <exception cref="RunException">The program failed, or reported an error.</exception>
    /// <exception cref="AggregateException">It did so several times.</exception>
    public static async Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new() => (await TestAsync(mocks, options, () => new TStack())).Resources;

    /// <summary>Runs a stack that a service provider constructs against mocks.</summary>
    /// <param name="mocks">Play the engine.</param>
    /// <param name="serviceProvider">Knows the type of the stack.</param>
    /// <param name="options">The run that is pretended; null for the defaults.</param>
    /// <inheritdoc cref="TestAsync{TStack}(IMocks, TestOptions?)"/>
    public static async Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks,
        IServiceProvider serviceProvider,
        TestOptions? options = null)
        where TStack : Stack => (await TestAsync(mocks, options, () => Construct<TStack>(serviceProvider))).Resources;

    /// <summary>Runs a function that declares resources against mocks.</summary>
    /// <param name="testMocks">Play the engine.</param>
    /// <param name="testOptions">The run that is pretended.</param>
    /// <param name="createResources">Declares the resources.</param>
    /// <returns>The resources in the order in which they were registered.</returns>
    /// <exception cref="RunException">The program failed, or reported an error.</exception>
    /// <exception cref="AggregateException">It did so several times.</exception>
    public static Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Action createResources)
    {
        ArgumentNullException.ThrowIfNull(createResources);
        return TestAsync(testMocks, testOptions, () =>
        {
            createResources();
            return Task.CompletedTask;
        });
    }

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Action)"/>
    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Func<Task> createResources)
    {
        ArgumentNullException.ThrowIfNull(createResources);
        return (await TestAsync(testMocks, testOptions, async () =>
        {
            await createResources();
            return await NoOutputs;
        })).Resources;
    }

    /// <summary>Runs a function that declares resources and returns outputs against mocks.</summary>
    /// <returns>The resources in the order in which they were registered, and the outputs.</returns>
    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Action)"/>
    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks,
        TestOptions testOptions,
        Func<IDictionary<string, object?>> createResources)
    {
        ArgumentNullException.ThrowIfNull(createResources);
        return TestAsync(testMocks, testOptions, () => Task.FromResult(createResources()));
    }

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{IDictionary{string, object?}})"/>
    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks,
        TestOptions testOptions,
        Func<Task<IDictionary<string, object?>>> createResources)
    {
        ArgumentNullException.ThrowIfNull(createResources);
        var (resources, outputs) = await TestAsync(testMocks, testOptions, () => new Stack(createResources, options: null));
        return (resources.RemoveAll(resource => resource is Stack), outputs);
    }

    private static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks mocks,
        TestOptions? options,
        Func<Stack> construct)
    {
        ArgumentNullException.ThrowIfNull(mocks);
        options ??= new TestOptions();
        var settings = new DeploymentSettings
        {
            Project = options.ProjectName ?? DefaultTestProject,
            Stack = options.StackName ?? DefaultTestStack,
            Organization = options.OrganizationName ?? DeploymentSettings.DefaultOrganization,
            RootDirectory = options.RootDirectory,
            IsDryRun = options.IsPreview ?? true,
        }.WithAmbientValues();
        var engine = new MockEngine(mocks, options);
        var deployment = new Deployment(settings, EngineConnection.To(engine)) { Recorder = new ResourceRecorder() };
        try
        {
            var outcome = await deployment.RunAsync(construct);
            foreach (var error in outcome.Errors)
            {
                await deployment.ReportAsync(error);
            }
            ThrowIfAny(engine.Errors);
            var outputs = outcome.Outputs is null ? await NoOutputs : (await outcome.Outputs.DataTask).Value;
            return (deployment.Recorder.Recorded(), outputs);
        }
        finally
        {
            await deployment.CloseAsync();
        }
    }

    private static void ThrowIfAny(IReadOnlyCollection<string> errors)
    {
        if (errors.Count == 1)
        {
            throw new RunException(errors.First());
        }
        if (errors.Count > 1)
        {
            throw new AggregateException(errors.Select(error => new RunException(error)));
        }
    }
}
