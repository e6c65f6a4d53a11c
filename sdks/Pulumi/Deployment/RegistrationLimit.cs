using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>How many registrations are under way at a time, through a socket.</summary>
/// <remarks>
/// A program of very many resources would otherwise open as many streams at once, each with buffers of its own: that costs more than it gains. The limit is
/// never below the number of operations that the engine carries out at a time, so nothing is deployed any later.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing to dispose of.")]
internal sealed class RegistrationLimit(int parallelOperations)
{
    private const int Least = 256;

    private readonly SemaphoreSlim _places = new(Math.Max(Least, parallelOperations));
    private volatile bool _isLifted;

    /// <summary>Ends the limit, for programs that the engine calls back: such a call may register resources, and a registration may wait for it.</summary>
    public void Lift() => _isLifted = true;

    /// <summary>Waits for a place, in the order of asking.</summary>
    public async ValueTask<Place> EnterAsync()
    {
        if (_isLifted)
        {
            return default;
        }
        await _places.WaitAsync();
        return new Place(_places);
    }

    /// <summary>A place that is free again when this is disposed of.</summary>
    internal readonly struct Place(SemaphoreSlim? places) : IDisposable
    {
        public void Dispose() => places?.Release();
    }
}
