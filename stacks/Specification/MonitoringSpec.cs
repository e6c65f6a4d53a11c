using System.Collections.Immutable;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>One view of all metrics: what collects them in clusters, and where they come together.</summary>
public sealed record MonitoringSpec
{
    /// <summary>Where the metrics of all clusters come together, on the management cluster; in one stack.</summary>
    public MonitoringHubSpec? Hub { get; init; }

    /// <summary>Where the runbooks are that alerts point to, the folder <c>docs/runbooks</c> of this repository, as people reach it. Its path here if not said.</summary>
    [Form(Form.HttpsUrl), Example("https://git.example.com/platform/infra/-/blob/main/docs/runbooks")]
    public string? Runbooks { get; init; }

    /// <summary>What collects metrics in clusters, by name.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, MonitoringMemberSpec> Members { get; init; } = ImmutableSortedDictionary<string, MonitoringMemberSpec>.Empty;
}
