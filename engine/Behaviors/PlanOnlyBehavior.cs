using System.Collections.Concurrent;
using Infra.Engine.Planning;

namespace Infra.Engine.Behaviors;

/// <summary>Answers for every package that nothing is known of: its resources are planned and listed, never pretended.</summary>
/// <param name="warn">Told once for each such package.</param>
public sealed class PlanOnlyBehavior(Action<string> warn) : PackageBehavior
{
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public override string Package => "*";

    /// <inheritdoc />
    public override ResourceOutcome Read(ResourceRequest request, string id)
    {
        WarnOnce(request.Type);
        return base.Read(request, id);
    }

    /// <inheritdoc />
    protected override ResourceOutcome PlanResource(ResourceRequest request)
    {
        WarnOnce(request.Type);
        return base.PlanResource(request);
    }

    private void WarnOnce(string type)
    {
        var package = Urn.PackageOf(type);
        if (_warned.TryAdd(package, true))
            warn($"Nothing is known here of the package '{package}': its resources are planned and listed, and changes that would replace them show as updates.");
    }
}
