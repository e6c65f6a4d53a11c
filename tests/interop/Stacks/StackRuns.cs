using System.Collections.Concurrent;

namespace Infra.Interop.Tests.Stacks;

/// <summary>Every stack of the repository, brought up once by the command line in a copy of its files.</summary>
internal static class StackRuns
{
    private static readonly Lazy<Task<string>> Folder = new(UpAllAsync);
    private static readonly ConcurrentDictionary<string, string> Failures = new(StringComparer.Ordinal);

    /// <summary>The program, as it was built for these tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "infra.dll");

    /// <summary>The stacks, the one that others refer to first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [
            .. Directory.GetFiles(Path.Combine(Prerequisites.RepositoryRoot, "stacks"), "Pulumi.*.yaml")
                .Select(file => Path.GetFileNameWithoutExtension(file)["Pulumi.".Length..])
                .OrderBy(name => name != "mgmt")
                .ThenBy(name => name, StringComparer.Ordinal),
        ];

    /// <summary>The folder of the project in which a stack was brought up.</summary>
    public static async Task<string> FolderOfAsync(string stack)
    {
        var folder = await Folder.Value;
        Assert.False(Failures.TryGetValue(stack, out var failure), failure);
        return folder;
    }

    /// <summary>The folders that were rendered for a stack, one for each cluster.</summary>
    public static async Task<IReadOnlyList<string>> ClustersAsync(string stack) =>
        [.. Directory.GetDirectories(Path.Combine(await FolderOfAsync(stack), "rendered", stack)).Order(StringComparer.Ordinal)];

    // Clusters that a stack makes have a kubeconfig, a secret even where it is not known yet.
    private static readonly Dictionary<string, string?> Passphrase = new(StringComparer.Ordinal) { ["PULUMI_CONFIG_PASSPHRASE"] = "" };

    private static async Task<string> UpAllAsync()
    {
        var folder = Directory.CreateTempSubdirectory("infra-stacks-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Copy(Prerequisites.RepositoryRoot, folder, "Pulumi.yaml");
        foreach (var file in new[] { "stacks", "policies" }.SelectMany(part => Directory.EnumerateFiles(Path.Combine(Prerequisites.RepositoryRoot, part), "*.yaml", SearchOption.AllDirectories)))
        {
            Copy(Prerequisites.RepositoryRoot, folder, Path.GetRelativePath(Prerequisites.RepositoryRoot, file));
        }

        foreach (var stack in Names)
        {
            var up = await ChildProcess.RunAsync("dotnet", [Program, "up", "-s", stack], folder, Passphrase);
            if (up.ExitCode != 0)
            {
                Failures[stack] = $"up -s {stack} ended with {up.ExitCode}:\n{up.Output}\n{up.Error}";
            }
        }

        return folder;
    }

    private static void Copy(string from, string to, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, path))!);
        File.Copy(Path.Combine(from, path), Path.Combine(to, path));
    }
}
