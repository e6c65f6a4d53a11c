using Infra.Policies;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Tests.Reading;

/// <summary>A project of its own, with a copy of the repository's stacks; it is there as long as a test runs.</summary>
internal sealed class StacksFolder : IDisposable
{
    public StacksFolder()
    {
        foreach (var file in Files)
            Write(file, File.ReadAllText(Path.Combine(StackFiles.Root(), file)));
    }

    /// <summary>The files of the repository that stacks are made of, relative to it.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        "Pulumi.yaml",
        .. Directory.EnumerateFiles(Path.Combine(StackFiles.Root(), "stacks"), "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(StackFiles.Root(), file).Replace('\\', '/'))
            .Where(file => file.Split('/') is ["stacks", _] or ["stacks", "classes" or "regions", _] or ["stacks", "sites", _, _])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The folder.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("infra-test-").FullName;

    /// <summary>Reads stacks from the files, and the packs of policies from the repository, where they stand still.</summary>
    public SpecificationLoader Loader => new(new ProjectFiles(Root)) { Policies = new Lazy<PolicyLibrary>(PolicyFolders.Library) };

    /// <summary>Reads a stack from the files.</summary>
    public SpecificationReading Read(string stack) => Loader.FromFiles(stack);

    public string PathOf(string file) => Path.Combine(Root, file);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
