using Infra.Interop.Tests.Machines;

[assembly: AssemblyFixture(typeof(BuiltWorlds))]

namespace Infra.Interop.Tests.Machines;

/// <summary>Worlds with a cluster in them, each built once; a test goes on in a copy.</summary>
public sealed class BuiltWorlds : IAsyncDisposable
{
    private readonly Lazy<Task<World>> _founded = new(() => BuildAsync(1));
    private readonly Lazy<Task<World>> _whole = new(() => BuildAsync(4));

    /// <summary>The first control plane is a cluster; the second and a worker are there.</summary>
    internal async Task<World> FoundedAsync() => (await _founded.Value).Copy();

    /// <summary>Three control planes and a worker.</summary>
    internal async Task<World> WholeAsync() => (await _whole.Value).Copy();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var world in new[] { _founded, _whole })
        {
            if (world is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                (await world.Value).Dispose();
        }
    }

    private static async Task<World> BuildAsync(int machines)
    {
        var world = World.With([.. Story.ControlPlanes, Story.Workers[0]]);
        await new Story(Story.Cluster, world.RunAsync).BuildAsync([.. Story.ControlPlanes.Append(Story.Workers[0]).Take(machines)]);
        return world;
    }
}
