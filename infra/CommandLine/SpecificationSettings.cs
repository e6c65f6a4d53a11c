using System.Collections.Immutable;

namespace Infra.CommandLine;

/// <summary>What the user asked of <c>validate</c>.</summary>
/// <param name="Stack">The stack's name; null to check all of them.</param>
/// <param name="Directory">Where to look for Pulumi.yaml, upwards.</param>
/// <param name="Json">Whether the findings are printed as JSON.</param>
internal sealed record ValidateSettings(string? Stack, string Directory, bool Json);

/// <summary>What the user asked of <c>explain</c>.</summary>
/// <param name="Stack">The stack's name; null to take the only one there is.</param>
/// <param name="Directory">Where to look for Pulumi.yaml, upwards.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Path">The part of it that is of interest; null for all of it.</param>
internal sealed record ExplainSettings(string? Stack, string Directory, string Cluster, string? Path);

/// <summary>What the user asked of <c>status</c>.</summary>
/// <param name="Stack">The stack's name; null to take the only one there is.</param>
/// <param name="Directory">Where to look for Pulumi.yaml, upwards.</param>
/// <param name="Cluster">The cluster that is of interest; null for all of them.</param>
/// <param name="Addon">The add-on that is of interest; null for all of them.</param>
/// <param name="Json">Whether the answer is printed as JSON.</param>
internal sealed record StatusSettings(string? Stack, string Directory, string? Cluster, string? Addon, bool Json);

/// <summary>What the user asked of <c>policies</c>.</summary>
/// <param name="Stack">The stack's name; null to take the only one there is.</param>
/// <param name="Directory">Where to look for Pulumi.yaml, upwards.</param>
/// <param name="Fleet">The fleet that is of interest; null for all of them.</param>
/// <param name="Cluster">The cluster that is of interest; null for all of them.</param>
/// <param name="Json">Whether the answer is printed as JSON.</param>
internal sealed record PoliciesSettings(string? Stack, string Directory, string? Fleet, string? Cluster, bool Json);

/// <summary>What the user asked of <c>traffic</c>.</summary>
/// <param name="Stack">The stack's name; null to take the only one there is.</param>
/// <param name="Directory">Where to look for Pulumi.yaml, upwards.</param>
internal sealed record TrafficSettings(string? Stack, string Directory)
{
    /// <summary>The service that is of interest; null for all of them.</summary>
    public string? Service { get; init; }

    /// <summary>The cluster whose callers are of interest; null for all of them.</summary>
    public string? From { get; init; }

    /// <summary>The clusters that are drained to see what would come of it.</summary>
    public ImmutableArray<string> Drain { get; init; } = [];

    /// <summary>Whether the answer is printed as JSON.</summary>
    public bool Json { get; init; }
}

/// <summary>What the user asked of <c>new site</c>.</summary>
/// <param name="Stack">The stack's name; null for the one that has the group.</param>
/// <param name="Directory">Where to look for Pulumi.yaml, upwards.</param>
internal sealed record NewSiteSettings(string? Stack, string Directory)
{
    /// <summary>The site's name; null when a table names sites.</summary>
    public string? Name { get; init; }

    public string? Class { get; init; }

    public string? Region { get; init; }

    public string? Group { get; init; }

    /// <summary>What else it says, by path.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Values { get; init; } = [];

    /// <summary>A CSV file with a row for each site, relative to the directory.</summary>
    public string? From { get; init; }
}

/// <summary>What the user asked of <c>new stack</c>.</summary>
/// <param name="Name">The stack's name.</param>
/// <param name="Directory">Where to look for Pulumi.yaml, upwards.</param>
/// <param name="Tier">What the environment is for.</param>
/// <param name="KarmadaFrom">The stack that installs Karmada; null for a Karmada that runs already.</param>
internal sealed record NewStackSettings(string Name, string Directory, string Tier, string? KarmadaFrom);

/// <summary>What the user asked of <c>schema</c>.</summary>
/// <param name="Directory">Where to look for Pulumi.yaml, upwards.</param>
/// <param name="Name">The schema; null for all of them.</param>
/// <param name="Write">Whether they are written into the project rather than printed.</param>
internal sealed record SchemaSettings(string Directory, string? Name, bool Write);
