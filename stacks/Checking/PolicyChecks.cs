using System.Collections.Immutable;
using Infra.Components;
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

    // Of Kyverno 1.19. Older ones have no end of exceptions; and of policies with a webhook of their own the oldest forget which namespaces are the platform's, so a cluster could not come back.
    private static readonly Version OldestChart = new(3, 9, 0);

    private static readonly SpecPath Path = PlatformPolicies.Path;

    public static void Run(CheckContext context)
    {
        if (context.Platform.Policies is not { } policies)
            return;
        if (policies.Library.PackNames.IsEmpty && policies.Library.Problems.IsEmpty)
            context.Report(Rules.Packs, Path, $"the project has no packs; a pack is a folder of {PolicyLibrary.Folder} with a pack.yaml");
        Choice(context, policies, policies, Path);
        foreach (var (fleet, own) in policies.Fleets.Where(fleet => context.Names.RequireFleet(fleet.Key, Path.Keys("fleets", fleet.Key))))
            Choice(context, policies, own, Path.Keys("fleets", fleet));
        if (policies.Management is { } management)
            Management(context, policies, management);
        foreach (var placed in context.Policies)
        {
            var hasAll = Needed(context, policies, placed);
            if (hasAll)
                Written(context, policies, placed);
            Names(context, placed);
            PlatformUsers(context, placed);
            if (placed.On is not null && FleetPolicies.SpecOf(policies, placed.Plan.Fleet).Rollout is { } onItsWay)
                Rollout(context, policies, placed, onItsWay, hasAll && policies.Library.Problems.IsEmpty);
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
        else
        {
            OldEngine(context, context.Platform.Versions.Kyverno, SpecPath.Root.Keys("versions", "kyverno"));
            OldEngine(context, engine.Rollout?.Version, path.Keys("rollout", "version"));
        }

        if (engine is { Provision: Provision.Install, Rollout: { } rollout })
        {
            RolloutChecks.Run(
                context, rollout, PlatformCharts.Of(context.Platform, Components.Versions.Kyverno).Version, [.. context.Membership.Clusters.Select(name => context.Membership.FactsOf(name)!)], path.Key("rollout"));
        }
    }

    private static void OldEngine(CheckContext context, string? chart, SpecPath path)
    {
        if (ReleaseNumbers.Of(chart) is { } version && version < OldestChart)
            context.Report(Rules.Consistent, path, $"found {chart}, by which the policies here would not hold; allowed: {OldestChart} or newer");
    }

    private static void Choice(CheckContext context, PoliciesSpec policies, PolicyChoiceSpec own, SpecPath path)
    {
        foreach (var (index, pack) in own.Packs.Index())
            Require(context, "pack", policies.Library.PackNames, pack, path.Key("packs").Item(index));
        foreach (var id in own.Overrides.Keys)
            RequirePolicy(context, policies, id, path.Keys("overrides", id));
        if (own.AuditSince is { } since && !(Version.TryParse(since, out var version) && version.Build >= 0 && version.Revision < 0))
            context.Report(Rules.Form, path.Key("auditSince"), $"found '{Excerpt.Of(since)}'; allowed: the version of a pack, such as 1.1.0");
        var parameters = policies.Library.Packs.SelectMany(pack => pack.Parameters.Values).ToLookup(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (var (name, value) in own.Parameters)
        {
            var at = path.Keys("parameters", name);
            if (parameters.Contains(name))
                Value(context, name, parameters[name], value.Value, at);
            else if (policies.Library.Problems.IsEmpty && !policies.Library.Packs.IsEmpty)
                context.Report(Rules.PolicyParameters, at, Unknown(name, [.. parameters.Select(parameter => parameter.Key).Order(StringComparer.Ordinal)]));
        }
    }

    // Two packs may have a parameter of one name, and the value has to be right for both.
    private static void Value(CheckContext context, string name, IEnumerable<PolicyParameter> parameters, object value, SpecPath at)
    {
        var faults = parameters.Select(parameter => ParameterValues.Faults(parameter, value)).FirstOrDefault(found => !found.IsEmpty, []);
        foreach (var fault in faults)
            context.Report(Rules.PolicyParameters, fault.Path.Aggregate(at, (path, step) => step is int index ? path.Item(index) : path.Key((string)step)), fault.Message);
        if (name == PlatformNamespaces.Parameter && faults.IsEmpty)
            PlatformNames(context, value, at);
    }

    // Kyverno's webhooks pass these namespaces over, whatever the packs of a company make of the parameter.
    private static void PlatformNames(CheckContext context, object value, SpecPath at)
    {
        foreach (var (index, space) in (value as ImmutableArray<object>? ?? []).Index().Where(space => space.Item is string name && !PlatformNamespaces.CanBe(name)))
            context.Report(Rules.PolicyParameters, at.Item(index), $"found '{Excerpt.Of((string)space)}'; allowed: the name of a namespace, or how such names begin with a `*` behind it, such as `kube-*`");
    }

    private static string Unknown(string name, IReadOnlyList<string> known) =>
        $"no pack has a parameter '{Excerpt.Of(name)}'{Suggestion.For(name, known, known.Count == 0 ? "; they have none" : $"; there are: {string.Join(", ", known)}")}";

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
        if (!context.IsRead(placed.On is null ? placed.Origin.Key("profile") : SpecPath.Root.Keys("fleets", placed.Plan.Fleet, "policy")))
            return false;
        var own = FleetPolicies.SpecOf(policies, placed);
        var towards = (own as FleetPolicySpec)?.Rollout?.Profile;
        if (placed.Profile != PolicyProfile.Strict && towards != PolicyProfile.Strict)
            return true;
        // One that does instead of another is the same lack, whichever of the two a policy asks for.
        var missing =
            from pack in FleetPolicies.PacksOf(policies, own)
            from policy in pack.Policies
            where FleetPolicies.ActionOf(policies, own, PolicyProfile.Strict, policy) == PolicyAction.Enforce
            let unsaid = policy.Parameters.Select(parameter => pack.Parameters[parameter]).Where(parameter => parameter.IsRequired && !Says(policies, own, parameter.Name)).ToList()
            where !unsaid.Any(parameter => parameter.Or is { } other && Says(policies, own, other))
            from parameter in unsaid
            where context.IsRead(Path.Keys("parameters", parameter.Name)) && context.IsRead(placed.Origin.Keys("parameters", parameter.Name))
            let ways = parameter.Or is { } or ? new[] { parameter.Name, or } : [parameter.Name]
            group (policy.Id, ways) by string.Join(' ', ways.Order(StringComparer.Ordinal));
        var hasAll = true;
        var whose = placed.On is null ? "the management cluster" : $"fleet '{placed.Plan.Fleet}'";
        var at = placed.On is null || policies.Fleets.ContainsKey(placed.Plan.Fleet) ? placed.Origin : SpecPath.Root.Keys("fleets", placed.Plan.Fleet, "policy");
        foreach (var lack in missing)
        {
            hasAll = false;
            var ids = lack.Select(policy => policy.Id).Distinct(StringComparer.Ordinal).ToList();
            var (ask, them) = ids.Count == 1 ? ("asks", "it") : ("ask", "them");
            var names = string.Join(" or ", lack.First().ways.Select(name => $"'{name}'"));
            context.Report(
                Rules.PolicyParameters,
                at,
                $"{whose} is strict, and nobody says {names}, which {string.Join(", ", ids)} {ask} for; say it under infra:policies.parameters, or disable {them} by 'overrides'");
        }

        return hasAll;
    }

    // Who writes that a policy is enforced believes that it is.
    private static void Written(CheckContext context, PoliciesSpec policies, PlacedPolicies placed)
    {
        foreach (var decision in placed.Decisions.Where(decision => decision is { Action: PolicyAction.Enforce, Unsaid.IsEmpty: false }))
        {
            var at = decision.Reason switch
            {
                PolicyReason.FleetOverride => placed.Origin,
                PolicyReason.StackOverride => Path,
                _ => (SpecPath?)null,
            };
            var lacking = decision.Unsaid.Where(parameter => !policies.Parameters.ContainsKey(parameter.Name)).Select(parameter => $"'{parameter.Name}'").ToList();
            if (at is not null && lacking.Count > 0)
                context.Report(Rules.PolicyParameters, at.Keys("overrides", decision.Policy.Id), $"'{decision.Policy.Id}' is to be enforced, and nobody says {string.Join(" and ", lacking)}; say it under infra:policies.parameters");
        }
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
        Require(context, "policy", policies.Library.PolicyIds, id, path);

    // Where there is nothing at all, that is what is told.
    private static bool Require(CheckContext context, string what, IReadOnlyCollection<string> existing, string name, SpecPath path) =>
        existing.Count == 0 || context.Names.Require(what, null, existing.Contains, existing, name, path);
}
