using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>What a stack's record becomes once a plan is carried out.</summary>
internal static class NewRecord
{
    /// <summary>The resources of the new record, in order.</summary>
    public static ImmutableArray<ResourceState> Of(IReadOnlyList<PlanStep> steps, DeploymentSnapshot previous)
    {
        var recorded = ImmutableArray.CreateBuilder<ResourceState>(steps.Count);
        var kept = new List<ResourceState>();
        foreach (var step in steps)
        {
            if (OnlyACloudCanChange(step))
                kept.Add(step.Old!);
            else if (step.New is { } state)
                recorded.Add(state.IsPlannedOnly ? Unmade(state, step.Old) : state);
        }

        return kept.Count == 0 ? recorded.DrainToImmutable() : [.. DependencyOrder.Sort(recorded.Concat(WithNeeds(kept, steps, recorded, previous)))];
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
