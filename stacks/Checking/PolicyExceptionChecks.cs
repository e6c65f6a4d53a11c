using System.Globalization;
using Infra.Components.Fleets;
using Infra.Components.Policies;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Exceptions from policies: that what they name exists, that they except something, and that they end, but have not.</summary>
internal static class PolicyExceptionChecks
{
    // Time enough to agree on another day.
    private const int SoonDays = 14;

    // What lasts longer is no exception.
    private const int MostYears = 2;

    // The name of the object, a fleet's before it, is a name of Kubernetes.
    private const int LongestName = 40;

    private static readonly SpecPath Exceptions = PlatformPolicies.Path.Key("exceptions");

    public static void Run(CheckContext context)
    {
        if (context.Platform.Policies is not { Library.PackNames.IsEmpty: false } policies)
            return;
        var platform = PlatformNamespaces.All(context.Platform).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (name, exception) in policies.Exceptions)
        {
            var path = Exceptions.Key(name);
            if (name.Length > LongestName)
                context.Report(Rules.Name, path, $"'{name}' has {name.Length} letters; allowed: {LongestName}, with a fleet's name before it");
            Ends(context, exception, path);
            Namespaces(context, exception, platform, path);
            if (Named(context, policies, exception, path) && context.IsRead(path))
                Excepts(context, exception, path);
        }

        if (policies.Library.Problems.IsEmpty)
            Objects(context);
    }

    private static bool Named(CheckContext context, PoliciesSpec policies, PolicyExceptionSpec exception, SpecPath path)
    {
        var isRight = true;
        foreach (var (index, fleet) in exception.Fleets.Index())
            isRight &= (fleet == FleetPolicies.Management && policies.Management is not null) || context.Names.RequireFleet(fleet, path.Key("fleets").Item(index));
        if (exception.Policies.IsEmpty && context.IsRead(path.Key("policies")))
            context.Report(Rules.Required, path.Key("policies"), "an exception is from at least one policy; say which");
        foreach (var (index, id) in exception.Policies.Index())
        {
            var at = path.Key("policies").Item(index);
            isRight &= policies.Library.PolicyIds.IsEmpty || context.Names.Require("policy", null, policies.Library.PolicyIds.Contains, policies.Library.PolicyIds, id, at);
            if (policies.Library.Find(id) is not { IsHandedOn: true } policy)
                continue;
            // What Kyverno hands on of an exception is not what it means itself.
            context.Report(Rules.Consistent, at, $"'{id}' is asked by Kubernetes itself, which knows no exceptions that end; say who is let through by its parameters: {string.Join(", ", policy.Parameters)}");
            isRight = false;
        }

        return isRight;
    }

    private static void Namespaces(CheckContext context, PolicyExceptionSpec exception, HashSet<string> platform, SpecPath path)
    {
        if (exception.Namespaces.IsEmpty && context.IsRead(path.Key("namespaces")))
            context.Report(Rules.Required, path.Key("namespaces"), "an exception is for at least one namespace; say which");
        foreach (var (index, space) in exception.Namespaces.Index().Where(space => platform.Contains(space.Item)))
            context.Report(Rules.Consistent, path.Key("namespaces").Item(index), $"policies that have exceptions have nothing to say in '{space}', a namespace of the platform's; take it out");
    }

    private static void Excepts(CheckContext context, PolicyExceptionSpec exception, SpecPath path)
    {
        // Of one that could not be read nobody knows which fleets have it.
        foreach (var (index, id) in exception.Policies.Index().Where(policy => context.Platform.Policies!.Library.Find(policy.Item) is not null))
        {
            var at = path.Key("policies").Item(index);
            if (!context.Policies.Any(placed => IsIn(exception, placed) && placed.Plan.Policies.Any(chosen => chosen.Policy.Id == id)))
                context.Report(Rules.Consistent, at, $"no fleet of the exception has the policy '{id}', so there is nothing to except; take it out");
            else if (Refusing(context, exception, id) is { } refusing)
                context.Report(Rules.PodSecurityRefuses, at, refusing);
        }

        // A cluster follows one fleet, and knows of the other's exceptions nothing.
        foreach (var (index, fleet) in exception.Fleets.Index().Where(fleet => context.Platform.Fleets.ContainsKey(fleet.Item)))
        {
            if (FleetPolicies.Before(context.Platform, context.Membership, fleet).FirstOrDefault(earlier => !exception.Fleets.Contains(earlier, StringComparer.Ordinal)) is { } earlier)
                context.Report(Rules.FleetsAgree, path.Key("fleets").Item(index), $"clusters that '{fleet}' has in common with '{earlier}' follow '{earlier}', which the exception is not for; name both");
        }
    }

    // Pod Security admission asks of a namespace that a fleet shares what these policies ask, and knows no exceptions.
    private static string? Refusing(CheckContext context, PolicyExceptionSpec exception, string id)
    {
        var category = context.Platform.Policies!.Library.Find(id)!.Category;
        bool Asks(PodSecurityLevel level) => level switch
        {
            PodSecurityLevel.Restricted => category is "Pod Security Standards (baseline)" or "Pod Security Standards (restricted)",
            PodSecurityLevel.Baseline => category is "Pod Security Standards (baseline)",
            _ => false,
        };
        var refusing =
            from fleet in context.Platform.Fleets
            where exception.Fleets.IsEmpty || exception.Fleets.Contains(fleet.Key, StringComparer.Ordinal)
            from shared in fleet.Value.Namespaces
            let level = fleet.Value.PodSecurityOf(shared.Value)
            where exception.Namespaces.Contains(shared.Key, StringComparer.Ordinal) && Asks(level)
            select $"the pod security level of '{shared.Key}' is {$"{level}".ToLowerInvariant()} and refuses the same; say 'podSecurity' of it too: infra:fleets.{fleet.Key}.namespaces.{shared.Key}";
        return refusing.FirstOrDefault();
    }

    // Fleets' names come before theirs, and a fleet's name may begin with another's.
    private static void Objects(CheckContext context)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var placed in context.Policies)
        {
            foreach (var exception in placed.Plan.Exceptions)
            {
                var name = FleetPolicy.ObjectName(placed.Plan.Fleet, exception.Name);
                if (!owners.TryAdd(name, placed.Plan.Fleet))
                    context.Report(Rules.Unique, Exceptions.Key(exception.Name), $"in clusters it would be called '{name}' for fleet '{placed.Plan.Fleet}', as another exception is for fleet '{owners[name]}'; rename it");
            }
        }

        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var placed in context.Policies)
        {
            foreach (var name in placed.Plan.Policies.Select(chosen => FleetPolicy.ObjectName(placed.Plan.Fleet, chosen.Policy.Id)).Where(name => !ids.TryAdd(name, placed.Plan.Fleet)))
                context.Report(Rules.Unique, SpecPath.Root.Keys("fleets", placed.Plan.Fleet), $"a policy of the fleet would be called '{name}' in clusters, as one of fleet '{ids[name]}' is; rename the fleet");
        }
    }

    private static bool IsIn(PolicyExceptionSpec exception, PlacedPolicies placed) => exception.Fleets.IsEmpty || exception.Fleets.Contains(placed.Plan.Fleet, StringComparer.Ordinal);

    private static void Ends(CheckContext context, PolicyExceptionSpec exception, SpecPath path)
    {
        if (!context.IsRead(path.Key("until")))
            return;
        var days = exception.Until.Day.DayNumber - context.Today.DayNumber;
        if (days < 0)
            context.Report(Rules.ExceptionEnded, path.Key("until"), $"it ended on {exception.Until}; {exception.Who} answers for it: remove it, or agree on another day");
        else if (exception.Until.Day > context.Today.AddYears(MostYears))
            context.Report(Rules.Form, path.Key("until"), $"found {exception.Until}; allowed: {MostYears} years from today at most. What need not end is said by 'overrides', or by the policy");
        else if (days < SoonDays)
            context.Report(Rules.ExceptionEnds, path.Key("until"), string.Create(CultureInfo.InvariantCulture, $"it ends on {exception.Until}, {When(days)}; {exception.Who} answers for it"));
    }

    private static string When(int days) => days switch
    {
        0 => "today",
        1 => "tomorrow",
        _ => string.Create(CultureInfo.InvariantCulture, $"in {days} days"),
    };
}
