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

    /// <summary>The names of all packs, in their order, those that cannot be read among them.</summary>
    public ImmutableArray<string> PackNames { get; private init; } = [];

    /// <summary>The ids of all policies, in the order of packs and ids, those that cannot be read among them.</summary>
    public ImmutableArray<string> PolicyIds { get; private init; } = [];

    /// <summary>A policy by its id; null when there is none.</summary>
    public Policy? Find(string id) => Policies.FirstOrDefault(policy => policy.Id == id);

    /// <summary>Reads the packs of a project.</summary>
    /// <param name="root">The folder of <c>Pulumi.yaml</c>.</param>
    public static PolicyLibrary Read(string root)
    {
        var problems = new List<PolicyProblem>();
        var folders = Folders(root, Folder, problems).Select(name => PackFolder.In(root, name, problems)).OfType<PackFolder>().ToList();
        var packs = folders.Select(folder => ReadPack(root, folder, problems)).OfType<Pack>().ToImmutableArray();
        foreach (var same in packs.SelectMany(pack => pack.Policies).GroupBy(policy => policy.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            problems.AddRange(same.Skip(1).Select(policy => new PolicyProblem(policy.Place, $"the id '{policy.Id}' is taken already, by {same.First().Place}; choose another")));
        return new PolicyLibrary
        {
            Packs = packs,
            PackNames = [.. folders.Select(folder => folder.Name)],
            PolicyIds = [.. folders.SelectMany(folder => folder.Policies)],
            Problems = [.. problems],
        };
    }

    private static Pack? ReadPack(string root, PackFolder folder, List<PolicyProblem> problems)
    {
        if (Map(root, $"{folder.Path}/{PackFile}", problems) is not { } document)
            return null;
        var pack = PackReader.Read(document, folder.Name, problems, out var isWhole);
        var policies = folder.Policies.Where(policy => IsThere(root, $"{folder.Path}/{policy}", problems)).ToList();
        var read = policies.Select(policy => Map(root, $"{folder.Path}/{policy}/{PolicyFile}", problems) is { } map ? PolicyReader.Read(map, policy, pack, problems) : null).OfType<Policy>().ToImmutableArray();
        if (folder.Policies.IsEmpty)
            problems.Add(new PolicyProblem(document.Place, $"the pack has no policy; allowed: folders with a {PolicyFile} beside it"));
        // A policy that could not be read may be the one that uses it.
        if (isWhole && read.Length == folder.Policies.Length)
        {
            problems.AddRange(pack.Parameters.Values
                .Where(parameter => !read.Any(policy => policy.Parameters.Contains(parameter.Name, StringComparer.Ordinal)))
                .Select(parameter => new PolicyProblem(parameter.Place, $"no policy of the pack uses the parameter '{parameter.Name}'; a policy does by a variable of that name")));
        }

        return isWhole ? pack with { Policies = read } : null;
    }

    // A slip in the name of the file must not take the policy out of every cluster.
    private static bool IsThere(string root, string folder, List<PolicyProblem> problems)
    {
        if (File.Exists(Path.Combine(root, folder, PolicyFile)))
            return true;
        problems.Add(new PolicyProblem(new SourcePlace(folder, 1, 1), $"the folder has no {PolicyFile}, so it is no policy; it has {Excerpt.Of(string.Join(", ", Entries(root, folder, problems)))}"));
        return false;
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
    private static ImmutableArray<string> Folders(string root, string name, List<PolicyProblem> problems) =>
        [.. Entries(root, name, problems).Where(found => found is not ("bin" or "obj") && found[0] != '.' && Directory.Exists(Path.Combine(root, name, found)))];

    private static ImmutableArray<string> Entries(string root, string name, List<PolicyProblem> problems)
    {
        try
        {
            var folder = new DirectoryInfo(Path.Combine(root, name));
            return !folder.Exists ? [] : [.. folder.EnumerateFileSystemInfos().Select(found => found.Name).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new PolicyProblem(new SourcePlace(name, 1, 1), $"the folder cannot be read: {exception.Message}", DocumentFault.Unreadable));
            return [];
        }
    }

    // A pack's folder, and the folders in it, each of which is to be a policy.
    private sealed record PackFolder(string Name, ImmutableArray<string> Policies)
    {
        public string Path => $"{Folder}/{Name}";

        public static PackFolder? In(string root, string name, List<PolicyProblem> problems)
        {
            var path = $"{Folder}/{name}";
            // What is empty was left behind by a policy that is gone.
            var folders = Folders(root, path, problems).Where(folder => !Entries(root, $"{path}/{folder}", problems).IsEmpty).ToImmutableArray();
            if (File.Exists(System.IO.Path.Combine(root, path, PackFile)))
                return new PackFolder(name, folders);
            // A folder of something else, such as cases.
            if (folders.FirstOrDefault(policy => File.Exists(System.IO.Path.Combine(root, path, policy, PolicyFile))) is { } lost)
                problems.Add(new PolicyProblem(new SourcePlace($"{path}/{lost}/{PolicyFile}", 1, 1), $"belongs to no pack: there is no {path}/{PackFile}"));
            return null;
        }
    }
}
