using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Mesh;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Checking;

/// <summary>Services that call one another, as far as their access policies say it: that tries do not multiply along the way, and that whoever waits for others waits long enough.</summary>
internal static class CallGraphChecks
{
    private const int MostTries = 10;

    public static void Run(CheckContext context, ImmutableArray<CheckedService> services)
    {
        foreach (var service in services)
            OwnTries(service);
        foreach (var mesh in services.GroupBy(service => service.Mesh.Name, StringComparer.Ordinal))
        {
            var nodes = mesh.OrderBy(service => service.Name, StringComparer.Ordinal).ToImmutableArray();
            var callees = nodes.ToDictionary(node => node.Name, node => nodes.Where(callee => Calls(node, callee)).ToImmutableArray(), StringComparer.Ordinal);
            Tries(nodes, callees);
            foreach (var caller in nodes)
                Waits(caller, callees);
        }
    }

    private static bool Calls(CheckedService caller, CheckedService callee) => caller.Name != callee.Name
        && (callee.Service.Access?.Callers ?? []).Any(known => known.Namespace == caller.Service.Namespace && (known.ServiceAccount is null || known.ServiceAccount == caller.Service.Account));

    // A try that takes as long as all of them leaves no time for another.
    private static void OwnTries(CheckedService service)
    {
        if (service.Spec.Traffic is { TimeoutSeconds: { } whole, Retries.PerTrySeconds: { } each } && each >= whole)
            service.Context.Report(Rules.Timeouts, service.Path.Keys("traffic", "retries", "perTrySeconds"), $"a try may take {Seconds(each)}, and the request with all its tries {Seconds(whole)}, so there is no time for another");
    }

    // The way with the most tries to each service, found by going on from those that got worse. A way that comes back to where it was is not followed.
    private static void Tries(ImmutableArray<CheckedService> nodes, Dictionary<string, ImmutableArray<CheckedService>> callees)
    {
        var worst = nodes.ToDictionary(node => node.Name, node => (Tries: Factor(node), Way: ImmutableArray.Create(node)), StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<CheckedService>(nodes);
        while (open.TryDequeue(out var caller))
        {
            var (tries, way) = worst[caller.Name];
            foreach (var callee in callees[caller.Name].Where(callee => tries * Factor(callee) > worst[callee.Name].Tries && !way.Contains(callee)))
            {
                var total = tries * Factor(callee);
                // Beyond what is allowed the first service that makes it too many is told, and nothing that comes after.
                if (total <= MostTries)
                {
                    worst[callee.Name] = (total, way.Add(callee));
                    open.Enqueue(callee);
                }
                else if (Factor(callee) > 1 && told.Add(callee.Name))
                {
                    callee.Context.Report(
                        Rules.RetriesMultiplied,
                        callee.Path.Keys("traffic", "retries"),
                        string.Create(CultureInfo.InvariantCulture, $"a request may become {total} tries on its way {string.Join(" → ", way.Add(callee).Select(step => step.Name))} ({string.Join(" × ", way.Add(callee).Select(Factor))}); allowed: {MostTries}"));
                }
            }
        }
    }

    private static int Factor(CheckedService service) => 1 + (service.Mesh.DataPlane == DataPlane.Sidecar && service.Spec.Protocol != ServiceProtocol.Tcp ? service.Spec.Traffic?.Retries?.Attempts ?? 0 : 0);

    // Services that say no timeout hand on what those that they call may take.
    private static void Waits(CheckedService caller, Dictionary<string, ImmutableArray<CheckedService>> callees)
    {
        if (caller.Spec.Traffic?.TimeoutSeconds is not { } patience)
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal) { caller.Name };
        var open = new Queue<CheckedService>(callees[caller.Name]);
        var longer = new List<(string Name, decimal Seconds)>();
        while (open.TryDequeue(out var callee))
        {
            if (!seen.Add(callee.Name))
                continue;
            if (callee.Spec.Traffic?.TimeoutSeconds is { } needed)
            {
                if (needed > patience)
                    longer.Add((callee.Name, needed));
                continue;
            }

            foreach (var next in callees[callee.Name])
                open.Enqueue(next);
        }

        if (longer.Count > 0)
        {
            caller.Context.Report(
                Rules.Timeouts,
                caller.Path.Keys("traffic", "timeoutSeconds"),
                $"found {Seconds(patience)}, and it waits for {Some.Of([.. longer.Select(callee => $"'{callee.Name}' up to {Seconds(callee.Seconds)}")])}; allow as much here, or less there");
        }
    }

    private static string Seconds(decimal seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###} s");
}
