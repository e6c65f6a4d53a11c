using System.Collections.Concurrent;
using Pulumirpc;

namespace Infra.Engine.Services;

/// <summary>The registrations that have no answer yet: what a run that hangs is asked about.</summary>
internal sealed class InFlight
{
    private readonly ConcurrentDictionary<RegisterResourceRequest, byte> _requests = new(ReferenceEqualityComparer.Instance);

    public IEnumerable<string> Descriptions => _requests.Keys.Select(request => $"{request.Type} '{request.Name}'").Order(StringComparer.Ordinal);

    /// <summary>Notes a request until it is answered.</summary>
    public Flight Enter(RegisterResourceRequest request)
    {
        _requests[request] = 0;
        return new Flight(this, request);
    }

    /// <summary>One request on its way.</summary>
    public readonly record struct Flight(InFlight Flights, RegisterResourceRequest Request) : IDisposable
    {
        public void Dispose() => Flights._requests.TryRemove(Request, out _);
    }
}
