using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>What the rules that reach across a specification need to know, and where they report.</summary>
internal sealed class CheckContext
{
    private readonly List<Finding> _findings = [];

    /// <summary>The specification. What could not be read is missing from it.</summary>
    public required PlatformSpec Platform { get; init; }

    /// <summary>Which clusters are in which fleet.</summary>
    public Membership Membership => field ??= Membership.Of(Platform);

    /// <summary>The values that could not be read.</summary>
    public required IReadOnlySet<SpecPath> Unread { get; init; }

    /// <summary>The stack.</summary>
    public required string Stack { get; init; }

    /// <summary>All stacks there are.</summary>
    public required IReadOnlyCollection<string> Stacks { get; init; }

    /// <summary>What stands; null when nobody could say, so that nothing is compared with it.</summary>
    public DeployedPlatform? Deployed { get; private init; }

    /// <summary>Whether all clusters were read; when only some were, nothing is said of what is missing.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>What was found.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The same specification, to be compared with what stands.</summary>
    public CheckContext Against(DeployedPlatform deployed) => new()
    {
        Platform = Platform,
        Unread = Unread,
        Stack = Stack,
        Stacks = Stacks,
        IsWhole = IsWhole,
        Deployed = deployed,
    };

    /// <summary>Notes that a value breaks a rule.</summary>
    public void Report(Rule rule, SpecPath path, string message) => _findings.Add(new Finding(rule, path, message));

    /// <summary>Notes that a value breaks a rule, where it is not in the specification but somewhere else.</summary>
    public void Report(Rule rule, SpecPath path, SourcePlace place, string message) => _findings.Add(new Finding(rule, path, message) { Place = place });

    /// <summary>The path of a cluster.</summary>
    public static SpecPath Cluster(string name) => SpecPath.Root.Keys("clusters", name);
}
