using System.Collections.Immutable;
using Infra.Documents;

namespace Infra.Engine.Projects;

/// <summary>A Pulumi project: what <c>Pulumi.yaml</c> says.</summary>
public sealed class ProjectFile
{
    private static readonly string[] FileNames = ["Pulumi.yaml", "Pulumi.yml"];

    private static readonly string[] Keys =
    [
        "name", "runtime", "main", "description", "author", "website", "license", "config", "stackConfigDir", "backend", "options", "template",
        "plugins", "packages", "requiredPulumiVersion",
    ];

    private ProjectFile(string path, YamlMap map)
    {
        Path = path;
        var shape = new FileShape(map);
        shape.Allow(Keys);
        Name = ReadName(map, shape);
        Main = shape.Text("main");
        Description = shape.Text("description");
        (Runtime, RuntimeOptions) = ReadRuntime(map, shape);

        // Older projects say `config: <dir>` for what is now `stackConfigDir: <dir>`.
        var isOldSpelling = map["config"]?.Value is YamlScalar { IsNull: false };
        StackConfigDir = shape.Text("stackConfigDir") ?? (isOldSpelling ? shape.Text("config") : null) ?? "";
        if (isOldSpelling && map["stackConfigDir"] is { } both)
            shape.Report(both.Place, "'stackConfigDir' and 'config: <directory>' say the same thing; keep the first.");

        Config = isOldSpelling ? [] : [.. shape.Map("config").Select(entry => ProjectConfig.Read(entry, Name, shape)).OfType<ProjectConfig>()];
        shape.Finish();
    }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>The folder that it is in.</summary>
    public string Directory => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>The project's name.</summary>
    public string Name { get; }

    /// <summary>The runtime, such as <c>dotnet</c>.</summary>
    public string Runtime { get; }

    /// <summary>The runtime's options, such as <c>binary</c>.</summary>
    public ImmutableSortedDictionary<string, string> RuntimeOptions { get; }

    /// <summary>Where the program is, relative to the file; null for the file's own folder.</summary>
    public string? Main { get; }

    /// <summary>What the project is; null when it does not say.</summary>
    public string? Description { get; }

    /// <summary>The folder of the stack files, relative to the file; empty for the file's own folder.</summary>
    public string StackConfigDir { get; }

    /// <summary>The configuration that the project declares for all its stacks.</summary>
    public ImmutableArray<ProjectConfig> Config { get; }

    /// <summary>The names of the stacks: every file that is named like one, in ordinal order.</summary>
    public IReadOnlyList<string> StackNames
    {
        get
        {
            var folder = StackFolder;
            var extension = System.IO.Path.GetExtension(Path);
            if (!System.IO.Directory.Exists(folder))
                return [];

            return
            [
                .. System.IO.Directory.EnumerateFiles(folder, $"Pulumi.*{extension}")
                    .Select(file => System.IO.Path.GetFileName(file))
                    .Where(file => file.Length > "Pulumi.".Length + extension.Length && file.EndsWith(extension, StringComparison.Ordinal))
                    .Select(file => file["Pulumi.".Length..^extension.Length])
                    .Order(StringComparer.Ordinal),
            ];
        }
    }

    private string StackFolder => System.IO.Path.GetFullPath(System.IO.Path.Combine(Directory, StackConfigDir));

    /// <summary>Finds the project of a folder: the nearest <c>Pulumi.yaml</c> in it or above it.</summary>
    /// <exception cref="EngineException">There is none.</exception>
    /// <exception cref="InvalidFileException">It cannot be used.</exception>
    public static ProjectFile Find(string startDirectory)
    {
        for (var folder = new DirectoryInfo(System.IO.Path.GetFullPath(startDirectory)); folder is not null; folder = folder.Parent)
        {
            foreach (var name in FileNames)
            {
                var path = System.IO.Path.Combine(folder.FullName, name);
                if (File.Exists(path))
                    return Load(path);
            }
        }

        throw new EngineException($"There is no Pulumi.yaml in {startDirectory} or above it. Go to a project's folder, or write one that says its name and runtime.");
    }

    /// <summary>Reads a project file.</summary>
    /// <exception cref="InvalidFileException">It cannot be used.</exception>
    public static ProjectFile Load(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        return new ProjectFile(System.IO.Path.GetFullPath(path), FileText.ReadMap(FileText.Read(path, name), name));
    }

    /// <summary>Where the file of a stack is, or would be.</summary>
    /// <exception cref="EngineException">It is not a name that a stack can have.</exception>
    public string StackFilePath(string stack) =>
        System.IO.Path.Combine(StackFolder, $"Pulumi.{StackName.ToFileName(stack)}{System.IO.Path.GetExtension(Path)}");

    /// <summary>Reads the file of a stack.</summary>
    /// <exception cref="EngineException">There is no such stack.</exception>
    /// <exception cref="InvalidFileException">Its file cannot be used.</exception>
    public StackFile LoadStack(string stack)
    {
        var path = StackFilePath(stack);
        if (File.Exists(path))
            return StackFile.Load(this, stack);

        var known = StackNames;
        var place = DisplayPath(path);
        throw new EngineException(known.Count == 0
            ? $"There is no stack '{stack}', nor any other: no file is named like {place}."
            : $"There is no stack '{stack}': {place} does not exist{Suggestion.For(stack, known, ".")} The stacks are {string.Join(", ", known)}.");
    }

    /// <summary>A path as messages show it: relative to the project, with forward slashes.</summary>
    internal string DisplayPath(string path) => System.IO.Path.GetRelativePath(Directory, path).Replace('\\', '/');

    private static string ReadName(YamlMap map, FileShape shape)
    {
        var name = shape.Text("name");
        if (name is null)
            shape.Report(map["name"]?.Value.Place ?? map.Place, "'name' is missing: a project needs a name.");
        else if (name.Length > StackName.MaxLength || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            shape.Report(map["name"]!.Value.Place, $"'{name}' is not a name of a project: a name has letters, digits, '-', '_' and '.', at most {StackName.MaxLength}.");

        return name ?? "";
    }

    private static (string Name, ImmutableSortedDictionary<string, string> Options) ReadRuntime(YamlMap map, FileShape shape)
    {
        var none = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        switch (map["runtime"]?.Value)
        {
            case null or YamlScalar { IsNull: true }:
                shape.Report(map["runtime"]?.Place ?? map.Place, "'runtime' is missing: a project says what runs it, such as 'dotnet'.");
                return ("", none);
            case YamlScalar scalar:
                return (scalar.Text, none);
            case YamlMap { } runtime when runtime["name"]?.Value is YamlScalar { IsNull: false } name:
                var options = (runtime["options"]?.Value as YamlMap)?.Entries ?? [];
                return (name.Text, none.AddRange(options.Where(entry => entry.Value is YamlScalar)
                    .Select(entry => KeyValuePair.Create(entry.Key, ((YamlScalar)entry.Value).Text))));
            case { } other:
                shape.Report(other.Place, $"'runtime' has to be a name, or a map with 'name' and 'options'; this is {other.Kind}.");
                return ("", none);
        }
    }
}
