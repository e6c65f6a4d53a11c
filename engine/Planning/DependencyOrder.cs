using System.Collections.Immutable;
using Infra.Engine.State;

namespace Infra.Engine.Planning;

/// <summary>Puts resources in the one order that depends on nothing but what they are: after all that they need, otherwise by URN.</summary>
internal static class DependencyOrder
{
    /// <summary>Orders resources; needs that are not among them are as good as met.</summary>
    public static ResourceState[] Sort(IEnumerable<ResourceState> resources)
    {
        var sorted = resources.ToArray();
        Array.Sort(sorted, Compare);

        var positions = new Dictionary<string, int>(sorted.Length, StringComparer.Ordinal);
        for (var index = 0; index < sorted.Length; index++)
            positions[sorted[index].Urn] = index;

        // Kahn's algorithm; the queue gives whatever is ready in URN order.
        var dependents = new List<int>?[sorted.Length];
        var waiting = new int[sorted.Length];
        var needs = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < sorted.Length; index++)
        {
            needs.Clear();
            needs.UnionWith(NeedsOf(sorted[index]));
            foreach (var need in needs)
            {
                if (!positions.TryGetValue(need, out var needed) || needed == index)
                    continue;

                (dependents[needed] ??= []).Add(index);
                waiting[index]++;
            }
        }

        var ready = new PriorityQueue<int, int>(sorted.Length);
        for (var index = 0; index < sorted.Length; index++)
        {
            if (waiting[index] == 0)
                ready.Enqueue(index, index);
        }

        var ordered = new List<ResourceState>(sorted.Length);
        while (ready.TryDequeue(out var next, out _))
        {
            ordered.Add(sorted[next]);
            foreach (var dependent in dependents[next] ?? [])
            {
                if (--waiting[dependent] == 0)
                    ready.Enqueue(dependent, dependent);
            }
        }

        // A program cannot make a cycle; a record that somebody edited can. Its members come last, rather than never.
        if (ordered.Count < sorted.Length)
            ordered.AddRange(sorted.Where((_, index) => waiting[index] > 0));

        return [.. ordered];
    }

    private static int Compare(ResourceState left, ResourceState right)
    {
        // The stack comes first, as people expect it.
        var order = (right.Type == Urn.StackType).CompareTo(left.Type == Urn.StackType);
        if (order == 0)
            order = string.CompareOrdinal(left.Urn, right.Urn);
        return order != 0 ? order : left.IsPendingDelete.CompareTo(right.IsPendingDelete);
    }

    /// <summary>What must be there before a resource can be; something may be named more than once.</summary>
    public static IEnumerable<string> NeedsOf(ResourceState resource)
    {
        if (resource.Parent is not null)
            yield return resource.Parent;
        if (resource.Provider.Length > 0)
            yield return Providers.Split(resource.Provider).Urn;
        if (resource.DeletedWith is not null)
            yield return resource.DeletedWith;
        foreach (var urn in resource.Dependencies)
            yield return urn;
        foreach (var urn in resource.ReplaceWith)
            yield return urn;
        foreach (var urns in resource.PropertyDependencies.Values)
        {
            foreach (var urn in urns)
                yield return urn;
        }
    }
}
