using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>One thing that breaks a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Path">Where in the specification.</param>
/// <param name="Message">What was found, what is allowed, and what was likely meant.</param>
public sealed record Finding(Rule Rule, SpecPath Path, string Message)
{
    /// <summary>Where in which file, once known.</summary>
    public SourcePlace? Place { get; init; }

    /// <summary>Whether it stops everything.</summary>
    public bool IsError => Rule.Severity == Severity.Error;

    /// <summary>As a line for people: <c>INF006 stacks/Pulumi.prod.yaml:14:7 fleets.global.members.clusters[2]: cluster 'on-perm' does not exist; did you mean 'on-prem'?</c></summary>
    public override string ToString()
    {
        var path = Path.ToString();
        return string.Join(' ', new[] { Rule.Id, Place?.ToString(), path.Length == 0 ? null : path + ":", Message }.OfType<string>());
    }
}
