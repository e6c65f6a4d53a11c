using Infra.Policies;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Fleets: who is in them, and whether those that share a cluster agree.</summary>
internal static class FleetChecks
{
    private static readonly SpecPath Fleets = SpecPath.Root.Key("fleets");

    public static void Run(CheckContext context)
    {
        foreach (var (name, fleet) in context.Platform.Fleets)
        {
            SelectionChecks.Run(context, fleet.Members, Fleets.Keys(name, "members"));
            if (fleet.Policy is null && context.Platform.Environment.Tier == EnvironmentTier.Production && context.IsRead(Fleets.Keys(name, "policy")))
                context.Report(Rules.ProductionPolicy, Fleets.Key(name), "a fleet in production needs 'policy'; allowed: strict, standard, relaxed");
        }

        Namespaces(context);
        Policies(context);
    }

    // Karmada has one namespace of a name, whichever fleets it goes to; two fleets would each think it theirs.
    private static void Namespaces(CheckContext context)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, fleet) in context.Platform.Fleets)
        {
            foreach (var shared in fleet.Namespaces.Keys.Where(shared => !owners.TryAdd(shared, name)))
            {
                context.Report(
                    Rules.Unique,
                    Fleets.Keys(name, "namespaces", shared),
                    $"namespace '{shared}' is already shared by fleet '{owners[shared]}'; a namespace belongs to one fleet");
            }
        }
    }

    private static void Policies(CheckContext context)
    {
        var contradictions = new SortedDictionary<(string Earlier, string Later), (string Cluster, int More)>();
        var policies = context.Platform.Fleets.Where(fleet => context.IsRead(Fleets.Keys(fleet.Key, "members")) && fleet.Value.Policy is not null)
            .ToDictionary(fleet => fleet.Key, fleet => fleet.Value.Policy!.Value, StringComparer.Ordinal);
        foreach (var name in context.Membership.Clusters)
        {
            var fleets = context.Membership.FactsOf(name)!.Fleets.Where(policies.ContainsKey).ToList();
            var pairs = fleets.SelectMany((later, index) => fleets.Take(index).Select(earlier => (earlier, later))).Where(pair => policies[pair.earlier] != policies[pair.later]);
            foreach (var pair in pairs)
                contradictions[pair] = contradictions.TryGetValue(pair, out var known) ? (known.Cluster, known.More + 1) : (name, 0);
        }

        foreach (var ((earlier, later), (cluster, more)) in contradictions)
        {
            var shared = more == 0 ? $"cluster '{cluster}'" : $"cluster '{cluster}' and {more} more";
            context.Report(
                Rules.FleetsAgree,
                Fleets.Keys(later, "policy"),
                $"'{Word(policies[later])}' contradicts '{Word(policies[earlier])}' of fleet '{earlier}', and both have {shared}");
        }
    }

    private static string Word(PolicyProfile policy) => $"{policy}".ToLowerInvariant();
}
