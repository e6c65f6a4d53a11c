using System.Collections.Immutable;
using Infra.Documents;

namespace Infra.Policies;

/// <summary>All packs that there are: folders of <c>policies/</c> with a <c>pack.yaml</c>, and in each of them a folder for every policy.</summary>
public sealed record PolicyLibrary
{
    /// <summary>The folder of the packs, in the project.</summary>
    public const string Folder = "policies";

    private const string PackFile = "pack.yaml";
    private const string PolicyFile = "policy.yaml";

    /// <summary>No packs.</summary>
    public static PolicyLibrary Empty { get; } = new();

    /// <summary>The packs, in the order of their names.</summary>
    public ImmutableArray<Pack> Packs { get; private init; } = [];

    /// <summary>What is wrong with them. What cannot be read is missing from the packs.</summary>
    public ImmutableArray<PolicyProblem> Problems { get; private init; } = [];

    /// <summary>All policies, in the order of their packs and ids.</summary>
    public IEnumerable<Policy> Policies => Packs.SelectMany(pack => pack.Policies);

    /// <summary>A policy by its id; null when there is none.</summary>
    public Policy? Find(string id) => Policies.FirstOrDefault(policy => policy.Id == id);

    /// <summary>Reads the packs of a project.</summary>
    /// <param name="root">The folder of <c>Pulumi.yaml</c>.</param>
    public static PolicyLibrary Read(string root)
    {
        var problems = new List<PolicyProblem>();
        var packs = Folders(Path.Combine(root, Folder), Folder, problems).Select(pack => ReadPack(root, $"{Folder}/{pack}", pack, problems)).OfType<Pack>().ToImmutableArray();
        foreach (var same in packs.SelectMany(pack => pack.Policies).GroupBy(policy => policy.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            problems.AddRange(same.Skip(1).Select(policy => new PolicyProblem(policy.Place, $"the id '{policy.Id}' is taken already, by {same.First().Place}; choose another")));
        return new PolicyLibrary { Packs = packs, Problems = [.. problems] };
    }

    private static Pack? ReadPack(string root, string folder, string name, List<PolicyProblem> problems)
    {
        var policies = Folders(Path.Combine(root, folder), folder, problems).Where(policy => File.Exists(Path.Combine(root, folder, policy, PolicyFile))).ToList();
        if (!File.Exists(Path.Combine(root, folder, PackFile)))
        {
            // A folder of something else, such as cases.
            if (policies.Count > 0)
                problems.Add(new PolicyProblem(new SourcePlace($"{folder}/{policies[0]}/{PolicyFile}", 1, 1), $"belongs to no pack: there is no {folder}/{PackFile}"));
            return null;
        }

        if (Map(root, $"{folder}/{PackFile}", problems) is not { } document || PackReader.Read(document, name, problems) is not { } pack)
            return null;
        var read = policies.Select(policy => Map(root, $"{folder}/{policy}/{PolicyFile}", problems) is { } map ? PolicyReader.Read(map, policy, pack, problems) : null).OfType<Policy>().ToImmutableArray();
        if (policies.Count == 0)
            problems.Add(new PolicyProblem(document.Place, $"the pack has no policy; allowed: folders with a {PolicyFile} beside it"));
        // A policy that could not be read may be the one that uses it.
        if (read.Length == policies.Count)
        {
            problems.AddRange(pack.Parameters.Values
                .Where(parameter => !read.Any(policy => policy.Parameters.Contains(parameter.Name, StringComparer.Ordinal)))
                .Select(parameter => new PolicyProblem(parameter.Place, $"no policy of the pack uses the parameter '{parameter.Name}'; a policy does by a variable of that name")));
        }

        return pack with { Policies = read };
    }

    private static YamlMap? Map(string root, string file, List<PolicyProblem> problems)
    {
        try
        {
            return YamlFile.ReadMap(YamlFile.ReadText(Path.Combine(root, file), file), file);
        }
        catch (InvalidDocumentException exception)
        {
            problems.AddRange(exception.Problems.Select(problem => new PolicyProblem(problem.Place, problem.Message, problem.Fault)));
            return null;
        }
    }

    // What a build leaves behind, and what editors hide, is nobody's pack.
    private static ImmutableArray<string> Folders(string path, string name, List<PolicyProblem> problems)
    {
        try
        {
            var folder = new DirectoryInfo(path);
            return !folder.Exists
                ? []
                : [.. folder.EnumerateDirectories().Select(found => found.Name).Where(found => found is not ("bin" or "obj") && found[0] != '.').Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new PolicyProblem(new SourcePlace(name, 1, 1), $"the folder cannot be read: {exception.Message}", DocumentFault.Unreadable));
            return [];
        }
    }
}
