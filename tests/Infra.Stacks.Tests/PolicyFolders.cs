using Infra.Policies;

namespace Infra.Stacks.Tests;

/// <summary>The repository's packs of policies.</summary>
internal static class PolicyFolders
{
    /// <summary>The files that a library is read from, relative to the repository.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(StackFiles.Root(), PolicyLibrary.Folder), "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(StackFiles.Root(), file).Replace('\\', '/'))
            .Where(file => file.Split('/') is [_, _, "pack.yaml"] or [_, _, _, "policy.yaml"])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The library of the repository.</summary>
    public static PolicyLibrary Library { get; } = PolicyLibrary.Read(StackFiles.Root());

    /// <summary>Copies the packs into a project.</summary>
    public static void CopyTo(TemporaryProject project)
    {
        foreach (var file in Files)
            project.Write(file, File.ReadAllBytes(Path.Combine(StackFiles.Root(), file)));
    }
}
