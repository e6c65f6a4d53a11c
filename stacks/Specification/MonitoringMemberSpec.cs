namespace Infra.Stacks.Specification;

/// <summary>What collects metrics in clusters.</summary>
public sealed record MonitoringMemberSpec
{
    /// <summary>The clusters.</summary>
    public required TargetSpec On { get; init; }
}
