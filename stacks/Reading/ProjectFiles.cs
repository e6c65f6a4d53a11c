using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>The files of a project that specifications are made of. They are read as they are asked for, and nothing is written.</summary>
/// <param name="root">The folder of <c>Pulumi.yaml</c>.</param>
public sealed class ProjectFiles(string root)
{
    /// <summary>The folder of <c>Pulumi.yaml</c>.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>A stack's file, relative to the project.</summary>
    public static string StackFile(string stack) => $"stacks/Pulumi.{stack}.yaml";

    /// <summary>A class's file, relative to the project.</summary>
    public static string ClassFile(string name) => $"stacks/classes/{name}.yaml";

    /// <summary>A region's file, relative to the project.</summary>
    public static string RegionFile(string name) => $"stacks/regions/{name}.yaml";

    /// <summary>The file of an add-on that stacks may use, relative to the project.</summary>
    public static string AddonFile(string name) => $"stacks/addons/{name}.yaml";

    /// <summary>The folder of a group of sites, relative to the project.</summary>
    public static string GroupFolder(string group) => $"stacks/sites/{group}";

    /// <summary>A site's file, relative to the project.</summary>
    public static string SiteFile(string group, string site) => $"{GroupFolder(group)}/{site}.yaml";

    /// <summary>Where a file of the project is.</summary>
    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Whether there is something of the name, of whatever sort.</summary>
    public bool Exists(string name) => Path.Exists(PathOf(name)) || new FileInfo(PathOf(name)).LinkTarget is not null;

    /// <summary>The map that a file holds.</summary>
    /// <exception cref="InvalidDocumentException">It cannot be read, or is not one map of YAML.</exception>
    public YamlMap ReadMap(string name) => YamlFile.ReadMap(YamlFile.ReadText(PathOf(name), name), name);

    /// <summary>What is wrong with a file, as findings.</summary>
    internal static IEnumerable<Finding> Findings(InvalidDocumentException exception, SpecPath path) =>
        exception.Problems.Select(problem => new Finding(RuleOf(problem.Fault), path, problem.Message) { Place = problem.Place });

    /// <summary>The rule that a faulty file breaks.</summary>
    internal static Rule RuleOf(DocumentFault fault) => fault switch
    {
        DocumentFault.Unreadable => Rules.Readable,
        DocumentFault.DuplicateKey => Rules.DuplicateKey,
        DocumentFault.UnknownKey => Rules.KnownKey,
        DocumentFault.TooLarge => Rules.Size,
        _ => Rules.Yaml,
    };
}
