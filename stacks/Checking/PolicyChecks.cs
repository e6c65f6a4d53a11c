using System.Collections.Immutable;
using Infra.Documents;
using Infra.Policies;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Policies: that packs, policies and parameters that are named exist, that strict fleets have what they need, and that fleets with a cluster in common agree.</summary>
internal static class PolicyChecks
{
    // A name of a cluster's object, and the key of a label on reports.
    private const int LongestName = 63;

    private static readonly SpecPath Path = PlatformPolicies.Path;

    public static void Run(CheckContext context)
    {
        if (context.Platform.Policies is not { } policies)
            return;
        if (policies.Library.Packs.IsEmpty)
        {
            if (policies.Library.Problems.IsEmpty)
                context.Report(Rules.Packs, Path, $"the project has no packs; a pack is a folder of {PolicyLibrary.Folder} with a pack.yaml");
            return;
        }

        Choice(context, policies, policies, Path);
        foreach (var (fleet, own) in policies.Fleets.Where(fleet => context.Names.RequireFleet(fleet.Key, Path.Keys("fleets", fleet.Key))))
            Choice(context, policies, own, Path.Keys("fleets", fleet));
        if (policies.Management is { } management)
            Management(context, policies, management);
        foreach (var placed in context.Policies)
        {
            var hasAll = Needed(context, policies, placed);
            Names(context, placed);
            PlatformUsers(context, placed);
            if (placed.On is not null && FleetPolicies.SpecOf(policies, placed.Plan.Fleet).Rollout is { } onItsWay)
                Rollout(context, policies, placed, onItsWay, hasAll);
        }

        Agreement(context, policies);
        Engine(context, policies.Engine);
    }

    private static void Engine(CheckContext context, PolicyEngineSpec engine)
    {
        var path = Path.Key("engine");
        if (engine.Provision == Provision.Existing)
        {
            string[] ours = ["replicas", "size", "authorities", "pullSecrets", "sigstore", "rollout"];
            foreach (var key in ours.Where(key => context.Says(path.Key(key))))
                context.Report(Rules.Consistent, path.Key(key), $"'{key}' is for a Kyverno that the platform installs, and this one is there already; take it out");
        }
        else if (engine.Rollout is { } rollout)
        {
            RolloutChecks.Run(
                context, rollout, PlatformCharts.Of(context.Platform, Components.Versions.Kyverno).Version, [.. context.Membership.Clusters.Select(name => context.Membership.FactsOf(name)!)], path.Key("rollout"));
        }
    }

    private static void Choice(CheckContext context, PoliciesSpec policies, PolicyChoiceSpec own, SpecPath path)
    {
        var packs = policies.Library.Packs.Select(pack => pack.Name).ToList();
        foreach (var (index, pack) in own.Packs.Index())
            Require(context, policies, "pack", packs, pack, path.Key("packs").Item(index));
        foreach (var id in own.Overrides.Keys)
            RequirePolicy(context, policies, id, path.Keys("overrides", id));
        if (own.AuditSince is { } since && !(Version.TryParse(since, out var version) && version.Build >= 0 && version.Revision < 0))
            context.Report(Rules.Form, path.Key("auditSince"), $"found '{Excerpt.Of(since)}'; allowed: the version of a pack, such as 1.1.0");
        var parameters = policies.Library.Packs.SelectMany(pack => pack.Parameters.Values).ToLookup(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (var (name, value) in own.Parameters)
        {
            var at = path.Keys("parameters", name);
            if (!parameters.Contains(name))
            {
                if (policies.Library.Problems.IsEmpty)
                    context.Report(Rules.PolicyParameters, at, $"no pack has a parameter '{Excerpt.Of(name)}'{Suggestion.For(name, parameters.Select(parameter => parameter.Key), $"; there are: {string.Join(", ", parameters.Select(parameter => parameter.Key).Order(StringComparer.Ordinal))}")}");
                continue;
            }

            if (parameters[name].Select(parameter => ParameterValues.Fault(parameter, value.Value)).FirstOrDefault(fault => fault is not null) is { } fault)
                context.Report(Rules.PolicyParameters, at, fault);
        }
    }

    private static void Management(CheckContext context, PoliciesSpec policies, ManagementPolicySpec management)
    {
        var path = Path.Key(FleetPolicies.Management);
        if (context.Platform.ManagementCluster is null && context.IsRead(SpecPath.Root.Key("managementCluster")))
            context.Report(Rules.Reference, path, "this stack has no management cluster; say infra:managementCluster, or let the stack that has it say its policies");
        if (context.Platform.Fleets.ContainsKey(FleetPolicies.Management))
            context.Report(Rules.Unique, path, $"fleet '{FleetPolicies.Management}' has policies of the same names; rename the fleet");
        Choice(context, policies, management, path);
    }

    // Elsewhere the policies that ask for it are left out until somebody says it; a strict fleet is not strict without them.
    private static bool Needed(CheckContext context, PoliciesSpec policies, PlacedPolicies placed)
    {
        PolicyChoiceSpec own = placed.On is null ? policies.Management! : FleetPolicies.SpecOf(policies, placed.Plan.Fleet);
        var towards = (own as FleetPolicySpec)?.Rollout?.Profile;
        if (placed.Profile != PolicyProfile.Strict && towards != PolicyProfile.Strict)
            return true;
        var missing =
            from pack in FleetPolicies.PacksOf(policies, own)
            from policy in pack.Policies
            where FleetPolicies.ActionOf(policies, own, PolicyProfile.Strict, policy) == PolicyAction.Enforce
            let unsaid = policy.Parameters.Select(parameter => pack.Parameters[parameter]).Where(parameter => parameter.IsRequired && !Says(policies, own, parameter.Name)).ToList()
            where !unsaid.Any(parameter => parameter.Or is { } other && Says(policies, own, other))
            from parameter in unsaid
            where context.IsRead(Path.Keys("parameters", parameter.Name)) && context.IsRead(placed.Origin.Keys("parameters", parameter.Name))
            group policy.Id by parameter;
        var hasAll = true;
        var whose = placed.On is null ? "the management cluster" : $"fleet '{placed.Plan.Fleet}'";
        foreach (var parameter in missing)
        {
            hasAll = false;
            var ids = parameter.ToList();
            context.Report(
                Rules.PolicyParameters,
                placed.On is null || policies.Fleets.ContainsKey(placed.Plan.Fleet) ? placed.Origin : SpecPath.Root.Keys("fleets", placed.Plan.Fleet, "policy"),
                $"{whose} is strict, and nobody says '{parameter.Key.Name}'{(parameter.Key.Or is { } or ? $" or '{or}'" : "")}, which {string.Join(", ", ids)} {(ids.Count == 1 ? "asks" : "ask")} for; say it under infra:policies.parameters, or disable {(ids.Count == 1 ? "it" : "them")} by 'overrides'");
        }

        return hasAll;
    }

    // Access entries give rights and no groups, so the groups by which the platform is known elsewhere mean nobody there.
    private static void PlatformUsers(CheckContext context, PlacedPolicies placed)
    {
        const string Parameter = PlatformParameters.Users;
        // Those that the program fills in are the clouds' own.
        var said = placed.Plan.Parameters.GetValueOrDefault(Parameter) as ImmutableArray<object>? ?? [];
        if (said.OfType<string>().Except(PlatformNamespaces.CloudUsers, StringComparer.Ordinal).Any() || !placed.Plan.Policies.Any(chosen => chosen.Policy.Parameters.Contains(Parameter, StringComparer.Ordinal)))
            return;
        var clusters = placed.On is { } on ? context.Matching(on).Select(cluster => cluster.Name) : [context.Platform.ManagementCluster!];
        foreach (var cluster in clusters.Where(cluster => context.Platform.Clusters.GetValueOrDefault(cluster) is EksClusterSpec))
            context.Report(Rules.PlatformUsers, CheckContext.Cluster(cluster), $"'{cluster}' is of kind eks, and nobody says '{Parameter}'; say under infra:policies.parameters which role brings this stack up");
    }

    private static bool Says(PoliciesSpec policies, PolicyChoiceSpec own, string parameter) => policies.Parameters.ContainsKey(parameter) || own.Parameters.ContainsKey(parameter);

    private static void Names(CheckContext context, PlacedPolicies placed)
    {
        var longest = placed.Plan.Policies.Select(chosen => Components.Policies.FleetPolicy.ObjectName(placed.Plan.Fleet, chosen.Policy.Id)).MaxBy(name => name.Length);
        if (longest?.Length > LongestName)
        {
            context.Report(
                Rules.Name,
                SpecPath.Root.Keys("fleets", placed.Plan.Fleet),
                $"a policy of the fleet would be called '{longest}', which has {longest.Length} letters; allowed: {LongestName}, so {LongestName - (longest.Length - placed.Plan.Fleet.Length)} for the fleet's name");
        }
    }

    private static void Rollout(CheckContext context, PoliciesSpec policies, PlacedPolicies placed, PolicyRolloutSpec rollout, bool hasAll)
    {
        var path = placed.Origin.Key("rollout");
        if (!context.IsRead(path))
            return;
        foreach (var (id, action) in rollout.Overrides)
        {
            if (!RequirePolicy(context, policies, id, path.Keys("overrides", id)))
                continue;
            if (action == PolicyAction.Disable)
                context.Report(Rules.Consistent, path.Keys("overrides", id), "found disable, which does not go in waves: a policy is there or not; allowed: enforce, audit");
            else if (hasAll && Absence(placed, id) is { } absence)
                context.Report(Rules.Consistent, path.Keys("overrides", id), $"the fleet goes without '{id}': {absence}");
        }

        if (hasAll && placed.Plan.Rollout is { Changes.IsEmpty: true } && rollout.Overrides.Keys.All(id => placed.Plan.Policies.Any(chosen => chosen.Policy.Id == id)))
            context.Report(Rules.Waves, path, "nothing is on its way: the fleet's policies do all of this already; the rollout is over, so remove it");
        RolloutChecks.Waves(context, rollout.Waves, rollout.Reached, context.Matching(placed.On!), path);
    }

    // Why a fleet has not a policy that there is; null where it has it, or where nobody does.
    private static string? Absence(PlacedPolicies placed, string id) => placed.Plan.Policies.Any(chosen => chosen.Policy.Id == id) ? null
        : placed.Decisions.FirstOrDefault(decision => decision.Policy.Id == id) switch
        {
            null => "its packs do not have it",
            { Unsaid.IsEmpty: false } decision => $"nobody says '{decision.Unsaid[0].Name}'",
            _ => "it is disabled",
        };

    // A cluster follows one fleet; what the other says would be lost on it in silence.
    private static void Agreement(CheckContext context, PoliciesSpec policies)
    {
        foreach (var fleet in policies.Fleets.Keys.Concat(context.Platform.Fleets.Keys).Distinct(StringComparer.Ordinal).Where(context.Platform.Fleets.ContainsKey))
        {
            foreach (var earlier in FleetPolicies.Before(context.Platform, context.Membership, fleet).Where(earlier => !Same(FleetPolicies.SpecOf(policies, earlier), FleetPolicies.SpecOf(policies, fleet))))
            {
                var said = policies.Fleets.ContainsKey(fleet) ? fleet : earlier;
                var shared = context.Membership.MembersOf(fleet).Intersect(context.Membership.MembersOf(earlier), StringComparer.Ordinal).First();
                context.Report(Rules.FleetsAgree, Path.Keys("fleets", said), $"fleets '{earlier}' and '{fleet}' have cluster '{shared}' in common and not the same policies; say the same of both");
            }
        }
    }

    private static bool Same(FleetPolicySpec one, FleetPolicySpec other) =>
        Shapes.Of<FleetPolicySpec>() is var shape && YamlWriter.Write((YamlMap)shape.Write(one)) == YamlWriter.Write((YamlMap)shape.Write(other));

    private static bool RequirePolicy(CheckContext context, PoliciesSpec policies, string id, SpecPath path) =>
        Require(context, policies, "policy", [.. policies.Library.Policies.Select(policy => policy.Id)], id, path);

    // One that could not be read is there all the same.
    private static bool Require(CheckContext context, PoliciesSpec policies, string what, IReadOnlyCollection<string> existing, string name, SpecPath path) =>
        !policies.Library.Problems.IsEmpty || context.Names.Require(what, null, existing.Contains, existing, name, path);
}
