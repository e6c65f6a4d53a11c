using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The resources of a run, in the order in which they were registered.</summary>
internal sealed class ResourceRecorder
{
    private readonly Lock _lock = new();
    private readonly List<Resource> _resources = [];

    public void Add(Resource resource)
    {
        lock (_lock)
        {
            _resources.Add(resource);
        }
    }

    public ImmutableArray<Resource> Recorded()
    {
        lock (_lock)
        {
            return [.. _resources];
        }
    }
}
