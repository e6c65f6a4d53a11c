using System.Globalization;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Exceptions from policies: that what they name exists, that they except something, and that they have not ended.</summary>
internal static class PolicyExceptionChecks
{
    // Time enough to agree on another day.
    private const int SoonDays = 14;

    // What is made of it is a name of at most 63 letters, a fleet's before it.
    private const int LongestName = 40;

    public static void Run(CheckContext context)
    {
        if (context.Platform.Policies is not { Library.Packs.IsEmpty: false } policies)
            return;
        var platform = PlatformNamespaces.All(context.Platform).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (name, exception) in policies.Exceptions)
        {
            var path = PlatformPolicies.Path.Keys("exceptions", name);
            if (name.Length > LongestName)
                context.Report(Rules.Name, path, $"'{name}' has {name.Length} letters; allowed: {LongestName}, with a fleet's name before it");
            Ends(context, exception, path);
            var isRight = true;
            foreach (var (index, fleet) in exception.Fleets.Index())
                isRight &= (fleet == FleetPolicies.Management && policies.Management is not null) || context.Names.RequireFleet(fleet, path.Key("fleets").Item(index));
            foreach (var (index, id) in exception.Policies.Index())
            {
                isRight &= !policies.Library.Problems.IsEmpty
                    || context.Names.Require("policy", null, known => policies.Library.Find(known) is not null, policies.Library.Policies.Select(policy => policy.Id), id, path.Key("policies").Item(index));
            }

            if (exception.Policies.IsEmpty && context.IsRead(path.Key("policies")))
                context.Report(Rules.Required, path.Key("policies"), "an exception is from at least one policy; say which");
            if (exception.Namespaces.IsEmpty && context.IsRead(path.Key("namespaces")))
                context.Report(Rules.Required, path.Key("namespaces"), "an exception is for at least one namespace; say which");
            foreach (var (index, space) in exception.Namespaces.Index().Where(space => platform.Contains(space.Item)))
                context.Report(Rules.Consistent, path.Key("namespaces").Item(index), $"policies have nothing to say in '{space}', a namespace of the platform's, so there is nothing to except; take it out");
            if (!isRight || !context.IsRead(path))
                continue;
            foreach (var (index, id) in exception.Policies.Index().Where(policy => !context.Policies.Any(fleet => IsIn(exception, fleet) && fleet.Plan.Policies.Any(chosen => chosen.Policy.Id == policy.Item))))
                context.Report(Rules.Consistent, path.Key("policies").Item(index), $"no fleet of the exception has the policy '{id}', so there is nothing to except; take it out");
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
