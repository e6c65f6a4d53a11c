using Xunit;

namespace Infra.Components.Tests;

/// <summary>Upstream facts beside the repository; a test that needs one is skipped where they are absent.</summary>
internal static class Shared
{
    public static string Find(string path)
    {
        for (var folder = Path.GetDirectoryName(AppContext.BaseDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (!System.IO.File.Exists(Path.Combine(folder, "Infra.sln")))
                continue;
            var file = Path.GetFullPath(Path.Combine(folder, "..", "shared", path));
            if (!Path.Exists(file))
                Assert.Skip($"../shared/{path} is not beside the repository");
            return file;
        }
        Assert.Skip("the tests do not run inside the repository");
        return "";
    }

    /// <summary>A file of this repository.</summary>
    public static string FindInRepository(string path)
    {
        for (var folder = Path.GetDirectoryName(AppContext.BaseDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (System.IO.File.Exists(Path.Combine(folder, "Infra.sln")))
                return Path.Combine(folder, path);
        }

        throw new FileNotFoundException("the tests do not run inside the repository");
    }
}
