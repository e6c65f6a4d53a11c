namespace Infra.Stacks.Specification;

/// <summary>Where the metrics of all clusters come together.</summary>
public sealed record MonitoringHubSpec
{
}
