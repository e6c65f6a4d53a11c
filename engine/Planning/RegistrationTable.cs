using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Engine.State;

namespace Infra.Engine.Planning;

/// <summary>The resources of the running program by URN, and which recorded resource each of them is.</summary>
internal sealed class RegistrationTable(DeploymentSnapshot previous)
{
    private readonly ConcurrentDictionary<string, Registration> _byUrn = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Registration> _claimed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ResourceState> _recorded = Index(previous);
    private volatile Registration? _stack;

    /// <summary>The stack's own resource, once it is registered.</summary>
    public Registration? Stack => _stack;

    public IEnumerable<Registration> All => _byUrn.Values;

    public int Count => _byUrn.Count;

    /// <summary>The one that was registered last; for messages.</summary>
    public volatile Registration? Last;

    /// <summary>Enters a resource under its URN.</summary>
    /// <exception cref="RegistrationException">There is one already.</exception>
    public void Enter(Registration resource)
    {
        if (!_byUrn.TryAdd(resource.Urn, resource))
        {
            throw new RegistrationException(
                $"Duplicate resource: a {resource.Type} named '{resource.Name}' with the same parent is registered already. Give one of them another name or parent.",
                resource.Urn);
        }

        if (resource.Type == Urn.StackType)
            _stack = resource;
    }

    /// <summary>Takes back what <see cref="Enter"/> did, when the resource turned out to be wrong.</summary>
    public void Leave(Registration resource) => _byUrn.TryRemove(KeyValuePair.Create(resource.Urn, resource));

    /// <summary>The resource of a URN; null when it is not registered, or not decided yet.</summary>
    public Registration? Find(string urn) => _byUrn.TryGetValue(urn, out var found) && found.State is not null ? found : null;

    /// <summary>Every resource that is entered but not decided.</summary>
    public IEnumerable<string> Undecided => _byUrn.Values.Where(resource => resource.State is null).Select(resource => resource.Urn).Order(StringComparer.Ordinal);

    /// <summary>Whether the recorded resource is one of the program's.</summary>
    public bool IsClaimed(ResourceState recorded) => !recorded.IsPendingDelete && _claimed.ContainsKey(recorded.Urn);

    /// <summary>What was recorded under a URN; null for nothing.</summary>
    public ResourceState? Recorded(string urn) => _recorded.GetValueOrDefault(urn);

    /// <summary>Finds what was recorded of a resource, by its URN or an earlier one.</summary>
    /// <exception cref="RegistrationException">Two resources claim to be the same recorded one.</exception>
    public ResourceState? Claim(Registration resource)
    {
        if (!_recorded.TryGetValue(resource.Urn, out var old))
        {
            foreach (var alias in resource.Aliases)
            {
                if (_recorded.TryGetValue(alias, out old))
                    break;
            }
        }

        if (old is null)
            return null;

        var claimant = _claimed.GetOrAdd(old.Urn, resource);
        if (ReferenceEquals(claimant, resource))
            return old;

        throw new RegistrationException(
            $"Both {claimant.Urn} and {resource.Urn} say that they were {old.Urn}; remove the alias from one of them.", resource.Urn);
    }

    /// <summary>Gives a claim up, when the resource turned out to be wrong.</summary>
    public void Release(ResourceState old, Registration resource) => _claimed.TryRemove(KeyValuePair.Create(old.Urn, resource));

    /// <summary>Looks dependencies up: each once, in ordinal order, the same string instances as everywhere.</summary>
    /// <exception cref="RegistrationException">One of them is not registered.</exception>
    public ImmutableArray<string> Resolve(IReadOnlyCollection<string> urns, string what, string dependent)
    {
        if (urns.Count == 0)
            return [];

        var resolved = ImmutableArray.CreateBuilder<string>(urns.Count);
        foreach (var urn in urns)
        {
            if (urn.Length > 0)
                resolved.Add(Require(urn, what, dependent).Urn);
        }

        if (resolved.Count > 1)
        {
            resolved.Sort(StringComparer.Ordinal);
            for (var index = resolved.Count - 1; index > 0; index--)
            {
                if (resolved[index] == resolved[index - 1])
                    resolved.RemoveAt(index);
            }
        }

        return resolved.DrainToImmutable();
    }

    /// <summary>Looks a resource up that another one needs.</summary>
    /// <exception cref="RegistrationException">It is not registered.</exception>
    public Registration Require(string urn, string what, string dependent) => Find(urn) ?? throw new RegistrationException(
        $"Its {what} '{urn}' is not a registered resource. What a resource needs must be registered before it, so two resources can never need each other.", dependent);

    private static Dictionary<string, ResourceState> Index(DeploymentSnapshot previous)
    {
        var index = new Dictionary<string, ResourceState>(previous.Resources.Length, StringComparer.Ordinal);
        foreach (var resource in previous.Resources)
        {
            if (!resource.IsPendingDelete)
                index[resource.Urn] = resource;
        }

        return index;
    }
}
