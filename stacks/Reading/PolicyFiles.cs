using Infra.Policies;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Reading;

/// <summary>The packs of a project, of which a stack that has policies chooses.</summary>
internal static class PolicyFiles
{
    /// <summary>The specification, with the packs that there are.</summary>
    /// <param name="platform">The specification.</param>
    /// <param name="files">The project; null where it is not at hand.</param>
    /// <param name="read">The packs, where stacks are read that share them.</param>
    /// <param name="findings">Takes what is wrong with the packs.</param>
    public static PlatformSpec WithLibrary(PlatformSpec platform, ProjectFiles? files, Lazy<PolicyLibrary>? read, List<Finding> findings)
    {
        if (platform.Policies is not { } policies)
            return platform;
        var library = read?.Value ?? (files is null ? PolicyLibrary.Empty : PolicyLibrary.Read(files.Root));
        findings.AddRange(library.Problems.Select(problem => new Finding(problem.Fault is { } fault ? ProjectFiles.RuleOf(fault) : Rules.Packs, SpecPath.Root, problem.Message) { Place = problem.Place }));
        return platform with { Policies = policies with { Library = library } };
    }
}
