using System.Collections.Immutable;
using System.Text.Json;
using Infra.Policies;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Tests.Checking;

/// <summary>
/// A stack that breaks rules, with the findings that are expected of it: <c>Goldens/Rules/INF006-fleet.yaml</c>, or a folder of that name with the files of
/// <c>stacks/</c>, of which <c>Pulumi.case.yaml</c> is the stack, and packs of <c>policies/</c>. The stack ends in the findings, a line <c>#! …</c> for each, all of them. Before them may stand
/// <c>#deployed {…}</c>, what stands, <c>#today 2027-01-01</c>, the day on which it is read, and <c>#buildable</c>, where also what is not built is refused.
/// </summary>
internal sealed class RuleGolden
{
    public const string Expectation = "#! ";
    private const string DeployedMark = "#deployed ";
    private const string TodayMark = "#today ";
    private const string Stack = "case";
    private const string StackFile = $"Pulumi.{Stack}.yaml";

    private readonly string _path;

    private RuleGolden(string path) => _path = path;

    public static string Folder { get; } = Path.Combine(StackFiles.Root(), "tests", "Infra.Stacks.Tests", "Goldens", "Rules");

    public static IReadOnlyList<RuleGolden> All { get; } =
        [.. Directory.EnumerateFileSystemEntries(Folder).Where(path => !path.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(path => new RuleGolden(path))];

    public string Name => Path.GetFileName(_path);

    public string RuleId => Name.Split('-')[0];

    public string MainFile => Directory.Exists(_path) ? Path.Combine(_path, StackFile) : _path;

    public IReadOnlyList<string> Expected => [.. File.ReadLines(MainFile).Where(line => line.StartsWith(Expectation, StringComparison.Ordinal)).Select(line => line[Expectation.Length..])];

    /// <summary>Reads the stack in a project of its own.</summary>
    public IReadOnlyList<Finding> Findings()
    {
        using var project = new TemporaryProject();
        if (Directory.Exists(_path))
        {
            foreach (var file in Directory.EnumerateFiles(_path, "*", SearchOption.AllDirectories))
                project.Write(Place(Path.GetRelativePath(_path, file)), File.ReadAllBytes(file));
        }
        else
        {
            project.Write($"stacks/{StackFile}", File.ReadAllBytes(_path));
        }

        var lines = File.ReadAllLines(MainFile);
        var deployed = lines.FirstOrDefault(line => line.StartsWith(DeployedMark, StringComparison.Ordinal));
        var reading = new SpecificationLoader(project.Files)
        {
            RequireBuildable = lines.Contains("#buildable"),
            Time = new FixedTime(lines.FirstOrDefault(line => line.StartsWith(TodayMark, StringComparison.Ordinal))?[TodayMark.Length..] ?? "2026-11-23"),
        }.FromFiles(Stack);
        return (deployed is null ? reading : reading.ComparedWith(Deployed(deployed[DeployedMark.Length..]))).Findings;
    }

    // Packs of policies stand beside stacks.
    private static string Place(string file) => file.StartsWith(PolicyLibrary.Folder, StringComparison.Ordinal) ? file : Path.Combine("stacks", file);

    private static DeployedPlatform Deployed(string json) => DeployedPlatform.FromOutput((ImmutableDictionary<string, object>)Value(JsonElement.Parse(json)));

    private static object Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().ToImmutableDictionary(property => property.Name, property => Value(property.Value), StringComparer.Ordinal),
        JsonValueKind.Array => value.EnumerateArray().Select(Value).ToImmutableArray(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        _ => value.GetString()!,
    };
}
