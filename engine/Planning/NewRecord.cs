using System.Collections.Frozen;
using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>What a stack's record becomes once a plan is carried out.</summary>
internal static class NewRecord
{
    /// <summary>The version that is recorded as the writer's: of the engine whose format and protocol this one speaks.</summary>
    private const string FormatVersion = "v3.259.0";

    /// <summary>The new record; the previous one itself when not even a byte of it would differ.</summary>
    public static DeploymentSnapshot Of(IReadOnlyList<PlanStep> steps, DeploymentSnapshot previous, string now)
    {
        var resources = Resources(steps, previous);
        var before = new HashSet<ResourceState>(previous.Resources, ReferenceEqualityComparer.Instance);
        if (resources.Length == before.Count && resources.All(before.Contains))
            return previous;

        return previous with { Resources = resources, Manifest = previous.Manifest with { Time = now, Version = FormatVersion } };
    }

    private static ImmutableArray<ResourceState> Resources(IReadOnlyList<PlanStep> steps, DeploymentSnapshot previous)
    {
        var unmade = steps.Where(step => step.New is { IsPlannedOnly: true } && !OnlyACloudCanChange(step)).Select(step => step.Urn).ToFrozenSet(StringComparer.Ordinal);
        var recorded = ImmutableArray.CreateBuilder<ResourceState>(steps.Count);
        var kept = new List<ResourceState>();
        foreach (var step in steps)
        {
            if (OnlyACloudCanChange(step))
                kept.Add(step.Old!);
            else if (step.New is { } state)
                recorded.Add(state.IsPlannedOnly ? Unmade(state, step.Old) : unmade.Count == 0 ? state : Without(unmade, state, step.Old));
        }

        return kept.Count == 0 ? recorded.DrainToImmutable() : [.. DependencyOrder.Sort(recorded.Concat(WithNeeds(kept, steps, recorded, previous)))];
    }

    // The record of something that exists refers only to what exists, or Pulumi would refuse it.
    private static ResourceState Without(FrozenSet<string> unmade, ResourceState state, ResourceState? old)
    {
        if (!DependencyOrder.NeedsOf(state).Any(unmade.Contains))
            return state;

        var left = state.PropertyDependencies
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.RemoveAll(unmade.Contains)))
            .Where(entry => entry.Value.Length > 0)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        state = state with
        {
            Parent = state.Parent is { } parent && unmade.Contains(parent) ? null : state.Parent,
            DeletedWith = state.DeletedWith is { } owner && unmade.Contains(owner) ? null : state.DeletedWith,
            Dependencies = Sharing.With(old?.Dependencies ?? [], state.Dependencies.RemoveAll(unmade.Contains)),
            ReplaceWith = Sharing.With(old?.ReplaceWith ?? [], state.ReplaceWith.RemoveAll(unmade.Contains)),
            PropertyDependencies = Sharing.With(old?.PropertyDependencies ?? ResourceState.NoDependencies, left),
        };
        return state.Equals(old) ? old! : state;
    }

    // What does not exist has no outputs yet, so there is nothing of them to record, and to encrypt.
    private static ResourceState Unmade(ResourceState state, ResourceState? old)
    {
        state = state with { Outputs = PropertyMap.Empty };
        return state.Equals(old) ? old! : state;
    }

    // What exists and only a cloud can change or delete stays recorded as it is: recording the wish would lose the thing.
    private static bool OnlyACloudCanChange(PlanStep step) =>
        step is { IsPlannedOnly: true, Old.IsPlannedOnly: false } && step.Kind is not (StepKind.Forget or StepKind.Same or StepKind.Import);

    // A record is only consistent with all that its entries refer to, under the names that those have now.
    private static IEnumerable<ResourceState> WithNeeds(
        IEnumerable<ResourceState> kept, IReadOnlyList<PlanStep> steps, IEnumerable<ResourceState> recorded, DeploymentSnapshot previous)
    {
        var present = recorded.Select(resource => resource.Urn).ToHashSet(StringComparer.Ordinal);
        var renamed = steps.Where(step => step is { Old: not null, New: not null } && step.Old.Urn != step.Urn).ToDictionary(step => step.Old!.Urn, step => step.Urn, StringComparer.Ordinal);
        var before = previous.Resources.Where(resource => !resource.IsPendingDelete).ToDictionary(resource => resource.Urn, StringComparer.Ordinal);
        var waiting = new Queue<ResourceState>(kept);
        while (waiting.TryDequeue(out var resource))
        {
            var current = Renamed(resource, renamed);
            if (!present.Add(current.Urn) && !current.IsPendingDelete)
                continue;

            yield return current;
            foreach (var need in DependencyOrder.NeedsOf(current))
            {
                if (!present.Contains(need) && before.TryGetValue(need, out var needed))
                    waiting.Enqueue(needed);
            }
        }
    }

    private static ResourceState Renamed(ResourceState resource, Dictionary<string, string> renamed)
    {
        if (renamed.Count == 0)
            return resource;

        var (provider, id) = Providers.Split(resource.Provider);
        return resource with
        {
            Urn = Now(resource.Urn),
            Parent = resource.Parent is null ? null : Now(resource.Parent),
            Provider = resource.Provider.Length == 0 ? "" : $"{Now(provider)}::{id}",
            DeletedWith = resource.DeletedWith is null ? null : Now(resource.DeletedWith),
            Dependencies = [.. resource.Dependencies.Select(Now).Order(StringComparer.Ordinal)],
            ReplaceWith = [.. resource.ReplaceWith.Select(Now).Order(StringComparer.Ordinal)],
            PropertyDependencies = resource.PropertyDependencies.ToImmutableSortedDictionary(
                entry => entry.Key, entry => entry.Value.Select(Now).Order(StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal),
        };

        string Now(string urn) => renamed.GetValueOrDefault(urn, urn);
    }
}
