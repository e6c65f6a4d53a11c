using System.Collections.Immutable;
using System.Globalization;
using Infra.Engine.Behaviors;
using Infra.Engine.Programs;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>Decides what becomes of each resource as it is registered.</summary>
/// <remarks>
/// A decision depends only on the resource, on what was recorded of it, and on what it needs, which was registered before it: never on when it arrived.
/// So registrations may come from any number of threads at once.
/// </remarks>
internal sealed class Planner
{
    private readonly StackIdentity _stack;
    private readonly IProgressObserver _observer;
    private readonly StepDecision _decision;

    public Planner(StackIdentity stack, DeploymentSnapshot previous, IReadOnlyList<IResourceBehavior> behaviors, SessionOptions options, IProgressObserver observer)
    {
        _stack = stack;
        _observer = observer;
        Now = options.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        Log = new RunLog(observer);
        Table = new RegistrationTable(previous);
        Behaviors = new BehaviorTable(behaviors, Log);
        Providers = new Providers(Table, options, Register);
        foreach (var key in options.ConfigSecretKeys)
        {
            if (options.Config.TryGetValue(key, out var secret))
                Log.Secrets.Learn(secret);
        }

        _decision = new StepDecision(Table, Behaviors, options.RootDirectory);
    }

    /// <summary>The time of the run, as it is recorded.</summary>
    public string Now { get; }

    public RunLog Log { get; }

    public RegistrationTable Table { get; }

    public BehaviorTable Behaviors { get; }

    public Providers Providers { get; }

    /// <summary>Registers or reads a resource.</summary>
    /// <exception cref="RegistrationException">The request cannot be right; nothing was registered.</exception>
    public Registration Register(ResourceGoal goal)
    {
        var resource = Identify(goal);
        Table.Enter(resource);
        try
        {
            resource.Aliases = Aliases.Expand(_stack, resource, goal.Aliases);
            resource.Old = Table.Claim(resource);
            Decide(resource, goal);
        }
        catch (Exception error)
        {
            if (resource.Old is { } old)
                Table.Release(old, resource);
            Table.Leave(resource);
            if (error is ResourceCheckException)
                throw new RegistrationException(error.Message, resource.Urn);
            throw;
        }

        Table.Last = resource;
        _observer.ResourcePlanned(resource.ToStep(areOutputsFinal: false));
        return resource;
    }

    /// <summary>Takes the outputs of a component or of the stack.</summary>
    /// <exception cref="RegistrationException">It is not registered, or told its outputs already.</exception>
    public void RegisterOutputs(string urn, PropertyMap outputs)
    {
        var resource = Table.Find(urn) ?? throw new RegistrationException($"Outputs were registered for '{urn}', which is not a registered resource.");
        lock (resource)
        {
            if (resource.HasOutputs)
                throw new RegistrationException("Its outputs were registered already; a component registers them once.", urn);

            resource.HasOutputs = true;
            Log.Secrets.Learn(outputs);
            outputs = Sharing.With(resource.Old?.Outputs ?? PropertyMap.Empty, outputs);
            var state = resource.State! with { Outputs = outputs };
            if (!ReferenceEquals(outputs, resource.Old?.Outputs))
                state = state with { Modified = Now };
            resource.State = state.Equals(resource.Old) ? resource.Old : state;
        }

        _observer.ResourcePlanned(resource.ToStep(areOutputsFinal: false));
    }

    private Registration Identify(ResourceGoal goal)
    {
        if (goal.Type.Length == 0 || goal.Name.Length == 0)
            throw new RegistrationException($"A resource has {(goal.Type.Length == 0 ? "no type" : "no name")}: type '{goal.Type}', name '{goal.Name}'.");

        // Default providers belong to nobody, like the stack.
        var parent = goal.Parent.Length > 0
            ? Table.Find(goal.Parent) ?? throw new RegistrationException($"The parent '{goal.Parent}' of the {goal.Type} named '{goal.Name}' is not a registered resource.")
            : Urn.IsProviderType(goal.Type) || goal.Type == Urn.StackType ? null : Table.Stack;

        var chain = parent is null ? null : Urn.QualifiedTypeOf(parent.Urn);
        return new Registration(Urn.Make(_stack.Stack, _stack.Project, chain, goal.Type, goal.Name), goal.Type, goal.Name, parent)
        {
            IsDefaultProvider = goal.IsDefaultProvider,
        };
    }

    private void Decide(Registration resource, ResourceGoal goal)
    {
        Log.Secrets.Learn(goal.Inputs);
        var old = resource.Old;
        var isProvider = Urn.IsProviderType(goal.Type);
        var provider = goal.IsCustom && !isProvider ? Providers.Of(goal, resource.Urn) : null;
        var state = new ResourceState
        {
            Urn = resource.Urn,
            Type = goal.Type,
            IsCustom = goal.IsCustom,
            Inputs = goal.Inputs,
            Parent = resource.Parent?.Urn,
            Provider = provider is null ? "" : Providers.ReferenceTo(provider),
            Dependencies = Sharing.With(old?.Dependencies ?? [], Table.Resolve(goal.Dependencies, "dependency", resource.Urn)),
            PropertyDependencies = ResolvePropertyDependencies(goal, old, resource.Urn),
            IsProtected = goal.IsProtected ?? resource.Parent?.State!.IsProtected ?? false,
            RetainOnDelete = goal.RetainOnDelete ?? resource.Parent?.State!.RetainOnDelete ?? false,
            DeletedWith = goal.DeletedWith.Length == 0 ? null : Table.Require(goal.DeletedWith, "deletedWith", resource.Urn).Urn,
            ReplaceWith = Sharing.With(old?.ReplaceWith ?? [], Table.Resolve(goal.ReplaceWith, "replaceWith", resource.Urn)),
            ImportId = goal.ImportId.Length == 0 ? old?.ImportId : goal.ImportId,
            AdditionalSecretOutputs = Kept(old?.AdditionalSecretOutputs, goal.AdditionalSecretOutputs),
            IgnoreChanges = Kept(old?.IgnoreChanges, goal.IgnoreChanges),
            ReplaceOnChanges = Kept(old?.ReplaceOnChanges, goal.ReplaceOnChanges),
            HideDiffs = Kept(old?.HideDiffs, goal.HideDiffs),
            ReplacementTrigger = goal.ReplacementTrigger is { } trigger && trigger.Equals(old?.ReplacementTrigger) ? old!.ReplacementTrigger : goal.ReplacementTrigger,
            CustomTimeouts = goal.CustomTimeouts,
            OtherFields = old?.OtherFields ?? ResourceState.NoFields,
        };

        state = goal.ReadId is { } id ? _decision.ForRead(resource, goal, state, provider, id)
            : isProvider ? _decision.ForProvider(resource, goal, state)
            : goal.IsCustom ? _decision.ForCustom(resource, goal, state, provider!)
            : _decision.ForComponent(resource, goal, state);
        Log.Secrets.Learn(state.Outputs);
        resource.State = Dated(state, resource);
    }

    private ImmutableSortedDictionary<string, ImmutableArray<string>> ResolvePropertyDependencies(ResourceGoal goal, ResourceState? old, string urn)
    {
        var found = default(ImmutableSortedDictionary<string, ImmutableArray<string>>.Builder);
        foreach (var (property, urns) in goal.PropertyDependencies)
        {
            if (urns.Count > 0 && Table.Resolve(urns, $"dependency through '{property}'", urn) is { Length: > 0 } resolved)
                (found ??= ResourceState.NoDependencies.ToBuilder())[property] = resolved;
        }

        return Sharing.With(old?.PropertyDependencies ?? ResourceState.NoDependencies, found?.ToImmutable() ?? ResourceState.NoDependencies);
    }

    private static ImmutableArray<string> Kept(ImmutableArray<string>? old, IReadOnlyCollection<string> texts) =>
        texts.Count == 0 ? [] : Sharing.With(old ?? [], [.. texts]);

    private ResourceState Dated(ResourceState state, Registration resource)
    {
        if (resource.Old is not { } old)
            return state with { Created = Now, Modified = Now };

        var isUntouched = resource.Kind is StepKind.Same or StepKind.Read;
        state = state with { Created = resource.IsReplaced ? Now : old.Created ?? Now, Modified = isUntouched ? old.Modified : Now };
        if (resource.IsReplaced)
            state = state with { OtherFields = state.OtherFields.Remove("taint") };

        // Nothing at all changed: then the record itself is shared, and costs nothing.
        return state.Equals(old) ? old : state;
    }
}
