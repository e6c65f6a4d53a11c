namespace Pulumi;

/// <summary>What waiting for a resource means: for a local component, which is nothing by itself, waiting for its children.</summary>
internal static class DependencyExpansion
{
    /// <summary>The URNs of what the given resources consist of, each once, in the order in which they are reached.</summary>
    /// <param name="resources">The resources as the program named them.</param>
    /// <param name="dependent">Who depends on them. It, and what it belongs to, is not waited for as a whole: it would be waiting for itself.</param>
    public static async ValueTask<IReadOnlyList<string>> UrnsAsync(IEnumerable<Resource> resources, Resource? dependent = null)
    {
        var urns = new OrderedSet();
        foreach (var resource in Expand(resources, dependent))
        {
            if ((await resource.Urn.Data).Value is { Length: > 0 } urn)
            {
                urns.Add(urn);
            }
        }
        return urns.Items;
    }

    /// <summary>The resources themselves, with the children of local components in the place of these.</summary>
    public static List<Resource> Expand(IEnumerable<Resource> resources, Resource? dependent = null)
    {
        var visited = new HashSet<Resource>(ReferenceEqualityComparer.Instance);
        for (var owner = dependent; owner is not null; owner = owner.Parent)
        {
            visited.Add(owner);
        }

        var reached = new List<Resource>();
        var waiting = new Stack<IEnumerator<Resource>>([resources.GetEnumerator()]);
        while (waiting.TryPeek(out var siblings))
        {
            if (!siblings.MoveNext())
            {
                waiting.Pop();
            }
            else if (siblings.Current is { } resource && visited.Add(resource))
            {
                if (resource is ComponentResource { IsRemote: false })
                {
                    waiting.Push(resource.Children.GetEnumerator());
                }
                else
                {
                    reached.Add(resource);
                }
            }
        }
        return reached;
    }
}
