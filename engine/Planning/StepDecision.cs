using System.Collections.Immutable;
using Infra.Engine.Behaviors;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>Decides which step a resource needs, and what will be recorded of it.</summary>
internal sealed class StepDecision(RegistrationTable table, BehaviorTable behaviors, string assetFolder)
{
    /// <summary>A component: it has inputs and outputs, and nothing of its own to make.</summary>
    public ResourceState ForComponent(Registration resource, ResourceGoal goal, ResourceState state)
    {
        if (goal.IsRemote)
            behaviors.WarnOfPlanOnly(Urn.PackageOf(goal.Type));

        var old = resource.Old;
        state = state with { IsPlannedOnly = goal.IsRemote };
        if (old is null)
        {
            resource.Kind = StepKind.Create;
            return state;
        }

        state = state with { Inputs = Sharing.With(old.Inputs, state.Inputs) };
        Compare(resource, goal, request: null, state);
        resource.Kind = resource.Differences.IsEmpty ? StepKind.Same : StepKind.Update;
        return state;
    }

    /// <summary>A provider: the engine runs none, so it is its configuration and an id.</summary>
    public ResourceState ForProvider(Registration resource, ResourceGoal goal, ResourceState state)
    {
        var inputs = state.Inputs;
        if (goal.Package.Version.Length > 0 && inputs["version"] is null)
            inputs = inputs.With("version", new StringValue(goal.Package.Version));
        if (goal.Package.DownloadUrl.Length > 0 && inputs["pluginDownloadURL"] is null)
            inputs = inputs.With("pluginDownloadURL", new StringValue(goal.Package.DownloadUrl));

        var old = resource.Old;
        inputs = Sharing.With(old?.Inputs ?? PropertyMap.Empty, KeepIgnored(goal, old, inputs, resource.Urn));
        state = state with { Inputs = inputs, Outputs = inputs };
        if (old is null)
        {
            resource.Kind = StepKind.Create;
            return state with { Id = Providers.MakeId(resource.Urn, replacedId: null) };
        }

        Compare(resource, goal, new ResourceRequest(resource.Urn, goal.Type, goal.Name, inputs, old, PropertyMap.Empty), state);
        Choose(resource, goal.DeleteBeforeReplace ?? false);
        return state with { Id = resource.IsReplaced ? Providers.MakeId(resource.Urn, old.Id) : old.Id };
    }

    /// <summary>A resource that a provider manages.</summary>
    public ResourceState ForCustom(Registration resource, ResourceGoal goal, ResourceState state, Registration provider)
    {
        // What was only read is not managed, so managing it starts afresh.
        var old = resource.Old is { IsExternal: true } ? null : resource.Old;
        var behavior = behaviors.For(goal.Type);
        var inputs = KeepIgnored(goal, old, Assets.WithHashes(state.Inputs, assetFolder), resource.Urn);
        var request = new ResourceRequest(resource.Urn, goal.Type, goal.Name, inputs, old, Providers.InputsOf(provider));
        inputs = Sharing.With(old?.Inputs ?? PropertyMap.Empty, behavior.Check(request));
        request = request with { Inputs = inputs };
        state = state with { Inputs = inputs };

        if (old is null)
        {
            resource.Old = null;
            resource.Kind = goal.ImportId.Length > 0 ? StepKind.Import : StepKind.Create;
            return Made(state, goal, behavior.Plan(request));
        }

        Compare(resource, goal, request, state);
        var makesWay = Reconsider(resource, goal, request, state, provider);
        Choose(resource, makesWay || (goal.DeleteBeforeReplace ?? behavior.DeletesBeforeReplacing(request)));
        if (resource.Kind != StepKind.Same)
            return Made(state, goal, behavior.Plan(resource.IsReplaced ? request with { Old = null } : request));

        if (old.IsPlannedOnly)
        {
            // Its outputs were not recorded. And though nothing differs, what could only be planned may now be made.
            var outcome = behavior.Plan(request);
            resource.Kind = outcome.IsMade ? StepKind.Create : StepKind.Same;
            return Made(state, goal, outcome);
        }

        var outputs = Secrecy.Carry(inputs, old.Outputs, goal.AdditionalSecretOutputs);
        return state with { Id = old.Id, Outputs = outputs, InitErrors = old.InitErrors };
    }

    /// <summary>A resource that exists and is only read.</summary>
    public ResourceState ForRead(Registration resource, ResourceGoal goal, ResourceState state, Registration? provider, string id)
    {
        var behavior = behaviors.For(goal.Type);
        var request = new ResourceRequest(resource.Urn, goal.Type, goal.Name, state.Inputs, resource.Old, Providers.InputsOf(provider));
        var outcome = behavior.Read(request, id);
        Warn(outcome);
        resource.Kind = StepKind.Read;

        // What the stack made under another id would be lost from sight: it goes, as if it were replaced.
        if (resource.Old is { IsExternal: false, IsPlannedOnly: false } own && own.Id != id)
        {
            resource.Kind = StepKind.Replace;
            resource.ReplaceReasons = ["id"];
        }

        var old = resource.Old;
        var outputs = Secrecy.Carry(state.Inputs, outcome.Outputs, goal.AdditionalSecretOutputs);
        return state with
        {
            Id = outcome.Id ?? id,
            Inputs = Sharing.With(old?.Inputs ?? PropertyMap.Empty, WithoutEmptySecrets(state.Inputs)),
            Outputs = Sharing.With(old?.Outputs ?? PropertyMap.Empty, outputs),
            IsExternal = true,
            IsPlannedOnly = !outcome.IsMade,
        };
    }

    // Such a one only says that what is read is secret; there is nothing in it to encrypt, for which a passphrase would be asked.
    private static PropertyMap WithoutEmptySecrets(PropertyMap inputs) =>
        inputs.Aggregate(inputs, (kept, entry) => entry.Value is SecretValue { Value: PropertyMap { Count: 0 } } ? kept.Without(entry.Key) : kept);

    private static PropertyMap KeepIgnored(ResourceGoal goal, ResourceState? old, PropertyMap inputs, string urn)
    {
        if (old is null)
            return inputs;

        foreach (var pattern in PathPattern.Parse(goal.IgnoreChanges, "ignoreChanges", urn))
            inputs = PathPattern.PutBack(old.Inputs, inputs, pattern.Segments.AsSpan()) as PropertyMap ?? inputs;

        return inputs;
    }

    private ResourceState Made(ResourceState state, ResourceGoal goal, ResourceOutcome outcome)
    {
        Warn(outcome);
        return state with
        {
            Id = outcome.Id ?? goal.ImportId,
            Outputs = Secrecy.Carry(state.Inputs, outcome.Outputs, goal.AdditionalSecretOutputs),
            IsPlannedOnly = !outcome.IsMade,
        };
    }

    private void Warn(ResourceOutcome outcome)
    {
        if (outcome.Warning is { } warning)
            behaviors.Warn(warning);
    }

    // Finds what differs, and marks what is hidden and what cannot be changed in place.
    private void Compare(Registration resource, ResourceGoal goal, ResourceRequest? request, ResourceState state)
    {
        var differences = PropertyDiff.Between(resource.Old!.Inputs, state.Inputs);
        if (differences.IsEmpty)
            return;

        var hidden = PathPattern.Parse(goal.HideDiffs, "hideDiffs", resource.Urn);
        var replacing = PathPattern.Parse(goal.ReplaceOnChanges, "replaceOnChanges", resource.Urn);
        var behavior = behaviors.Quietly(goal.Type);
        resource.Differences =
        [
            .. differences.Select(difference => difference with
            {
                IsHidden = Array.Exists(hidden, pattern => pattern.Covers(difference.Path)),
                ForcesReplacement = request is not null
                    && (behavior.ForcesReplacement(request, difference.Path) || Array.Exists(replacing, pattern => PathPattern.Touches(pattern, difference))),
            }),
        ];
        resource.ReplaceReasons = [.. resource.Differences.Where(difference => difference.ForcesReplacement).Select(difference => difference.Path.ToString())];
    }

    // Everything besides its own properties that replaces a resource. True when it must be gone before something that it needs is.
    private bool Reconsider(Registration resource, ResourceGoal goal, ResourceRequest request, ResourceState state, Registration provider)
    {
        var old = resource.Old!;
        var reasons = resource.ReplaceReasons.ToBuilder();
        var makesWay = MadeWayFor(request, state).ToList();
        if (ProviderForcesReplacement(old, provider))
            reasons.Add("provider");
        if (goal.ImportId.Length > 0 && old.Id != goal.ImportId && old.ImportId != goal.ImportId)
            reasons.Add("importId");
        if (old.ReplacementTrigger is { } before && goal.ReplacementTrigger is { } now && !before.Equals(now))
            reasons.Add("replacementTrigger");
        if (old.OtherFields.TryGetValue("taint", out var taint) && taint == "true")
            reasons.Add("it is tainted");
        reasons.AddRange(state.ReplaceWith.Where(urn => table.Find(urn)!.IsReplaced).Select(urn => $"replaced with {urn}"));
        reasons.AddRange(makesWay.Select(path => $"{path} came from what is deleted first"));
        resource.ReplaceReasons = reasons.ToImmutable();
        return makesWay.Count > 0;
    }

    private bool ProviderForcesReplacement(ResourceState old, Registration provider)
    {
        if (old.Provider.Length == 0 || old.Provider == Providers.ReferenceTo(provider))
            return false;

        var (urn, id) = Providers.Split(old.Provider);
        if (urn == provider.Urn || urn == provider.Old?.Urn)
            return id != provider.State!.Id;
        // Another provider may lead anywhere. Only of default ones, which come and go with versions, it is asked whether they lead elsewhere.
        if (!Providers.WasDefault(urn) || !provider.IsDefaultProvider)
            return true;

        var before = table.Recorded(urn);
        var request = new ResourceRequest(provider.Urn, provider.Type, provider.Name, provider.State!.Inputs, before, PropertyMap.Empty);
        var behavior = behaviors.Quietly(provider.Type);
        return PropertyDiff.Between(before?.Inputs ?? PropertyMap.Empty, request.Inputs).Any(difference => behavior.ForcesReplacement(request, difference.Path));
    }

    // A resource that is deleted before it is replaced takes with it whatever cannot do without it for a moment: what would itself be replaced
    // if the values that came from it changed.
    private IEnumerable<PropertyPath> MadeWayFor(ResourceRequest request, ResourceState state)
    {
        foreach (var (property, urns) in state.PropertyDependencies)
        {
            if (!urns.Any(urn => table.Find(urn) is { Kind: StepKind.DeleteBeforeReplace }) || request.Old!.Inputs[property] is not { } value)
                continue;

            var behavior = behaviors.Quietly(state.Type);
            var forced = Leaves(value, PropertyPath.Root.Then(property)).FirstOrDefault(path => behavior.ForcesReplacement(request, path));
            if (forced is not null)
                yield return forced;
        }
    }

    private static IEnumerable<PropertyPath> Leaves(PropertyValue value, PropertyPath path) => value switch
    {
        SecretValue { Value: var inner } => Leaves(inner, path),
        PropertyMap { Count: > 0 } map => map.SelectMany(entry => Leaves(entry.Value, path.Then(entry.Key))),
        ListValue { Items.Length: > 0 } list => list.Items.SelectMany((item, index) => Leaves(item, path.Then(index))),
        _ => [path],
    };

    private static void Choose(Registration resource, bool deletesFirst)
    {
        var old = resource.Old!;
        if (resource.ReplaceReasons.Length == 0)
        {
            resource.Kind = resource.Differences.IsEmpty ? StepKind.Same : StepKind.Update;
            return;
        }

        if (old.IsPlannedOnly)
        {
            // It was never made, so there is nothing to replace.
            resource.Kind = StepKind.Update;
            resource.ReplaceReasons = [];
            return;
        }

        resource.Kind = deletesFirst ? StepKind.DeleteBeforeReplace : StepKind.Replace;
    }
}
