using System.Collections.Immutable;
using Infra.Engine.Behaviors;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>Makes the plan out of what was decided of every resource: the order, what goes, and what the record becomes.</summary>
internal sealed class PlanAssembly(StackIdentity stack, DeploymentSnapshot previous, Planner planner)
{
    /// <summary>The plan of a run that ended with this exit code.</summary>
    public Plan Assemble(int exitCode)
    {
        // Of a program that failed nobody knows what it would have registered yet, so nothing may seem to be gone.
        var isWhole = exitCode == 0 && !planner.Log.HasErrors;
        var registrations = planner.Table.All.Where(resource => resource.State is not null).ToDictionary(resource => resource.Urn, StringComparer.Ordinal);
        var ordered = DependencyOrder.Sort(registrations.Values.Select(resource => resource.State!));
        var steps = ImmutableArray.CreateBuilder<PlanStep>(ordered.Length);
        foreach (var state in ordered)
            steps.Add(registrations[state.Urn].ToStep(areOutputsFinal: isWhole));

        if (isWhole)
            steps.AddRange(Deletions());

        foreach (var step in steps)
            RefuseProtected(step);

        var hasErrors = !isWhole || planner.Log.HasErrors;
        var snapshot = hasErrors ? previous : NewRecord.Of(steps, previous, planner.Now);
        var newOutputs = planner.Table.Stack?.State?.Outputs ?? PropertyMap.Empty;
        return new Plan
        {
            Stack = stack,
            Steps = steps.ToImmutable(),
            OldOutputs = previous.StackOutputs,
            NewOutputs = newOutputs,
            Snapshot = snapshot,
            ChangesRecord = !ReferenceEquals(snapshot, previous),
            Diagnostics = planner.Log.All(),
            ProgramExitCode = exitCode,
        };
    }

    // What needs something goes before it: the reverse of the order in which it was made.
    private IEnumerable<PlanStep> Deletions()
    {
        var gone = DependencyOrder.Sort(previous.Resources.Where(resource => !planner.Table.IsClaimed(resource)));
        for (var index = gone.Length - 1; index >= 0; index--)
        {
            var old = gone[index];
            yield return new PlanStep
            {
                Kind = old.RetainOnDelete || old.IsExternal ? StepKind.Forget : StepKind.Delete,
                Urn = old.Urn,
                Old = old,
                IsPlannedOnly = old.IsPlannedOnly || !CanMake(old),
            };
        }
    }

    private bool CanMake(ResourceState state)
    {
        if (!state.IsCustom || state.IsExternal || Urn.IsProviderType(state.Type))
            return true;

        var provider = planner.Table.Recorded(Providers.Split(state.Provider).Urn);
        var providerInputs = provider is null || Providers.WasDefault(provider.Urn) ? PropertyMap.Empty : provider.Inputs;
        var request = new ResourceRequest(state.Urn, state.Type, Urn.NameOf(state.Urn), state.Inputs, state, providerInputs);
        try
        {
            return planner.Behaviors.Quietly(state.Type).Plan(request).IsMade;
        }
        catch (ResourceCheckException)
        {
            // Made by an older version with looser rules: what can be made of such a type can be unmade.
            return true;
        }
    }

    private void RefuseProtected(PlanStep step)
    {
        if (step.Old is not { IsProtected: true } || step.Kind is not (StepKind.Delete or StepKind.Replace or StepKind.DeleteBeforeReplace))
            return;

        var verb = step.Kind == StepKind.Delete ? "deleted" : $"replaced ({string.Join(", ", step.ReplaceReasons)})";
        planner.Log.Error(
            $"It is protected and would be {verb}. If that is meant, run once with the option protect set to false on it; otherwise bring it back as it was.",
            step.Urn);
    }
}
