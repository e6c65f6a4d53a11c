using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Checking;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Reading;

/// <summary>What came of reading a specification.</summary>
/// <param name="Platform">The specification; null when there are errors, for then nothing may be planned.</param>
/// <param name="Findings">What is wrong, in the order of the files.</param>
/// <param name="Document">The specification as a document, every layer applied, each value with its place.</param>
public sealed record SpecificationReading(PlatformSpec? Platform, ImmutableArray<Finding> Findings, YamlMap? Document)
{
    /// <summary>Whether nothing may be planned.</summary>
    public bool HasErrors => Findings.Any(finding => finding.IsError);

    /// <summary>What stands, as far as it was compared with.</summary>
    public DeployedPlatform Deployed { get; private init; } = DeployedPlatform.Empty;

    /// <summary>The rules that reach across the specification, ready to be run; null when it could not be read at all.</summary>
    internal CheckContext? Context { get; init; }

    /// <summary>The same reading, checked against what stands.</summary>
    public SpecificationReading ComparedWith(DeployedPlatform deployed)
    {
        if (Context is null || Document is null)
            return this;
        var context = Context.Against(deployed);
        LifecycleChecks.Run(context);
        var findings = SpecificationLoader.Located([.. Findings, .. context.Findings], Document);
        return this with { Platform = findings.Any(finding => finding.IsError) ? null : Platform, Findings = findings, Deployed = deployed };
    }
}
