namespace Infra.Interop.Tests;

/// <summary>What these tests need beside the repository, and what happens without it: they are skipped with the reason, except where <c>NO_SKIPS</c> is set.</summary>
internal static class Prerequisites
{
    /// <summary>The repository's root.</summary>
    public static string RepositoryRoot { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The folder of facts beside the repository: schemas, traces, public surfaces.</summary>
    public static string Shared()
    {
        var folder = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared"));
        if (!Directory.Exists(folder))
        {
            Missing("../shared is not beside the repository");
        }

        return folder;
    }

    /// <summary>Skips the running test; fails it where nothing may be skipped.</summary>
    public static void Missing(string reason)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("NO_SKIPS"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail($"NO_SKIPS is set, but {reason}");
        }

        Assert.Skip(reason);
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Infra.sln"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("the tests do not run inside the repository"));
}
