using System.Reflection;
using Xunit;

namespace Pulumi.Kubernetes.Tests;

/// <summary>The reference material beside the repository; tests that need it are skipped where it is absent.</summary>
internal static class Shared
{
    public static string Root { get; } = Infra.Sdks.Generator.Program.FindRepository(AppContext.BaseDirectory);

    public static string Listings => Find("upstream-api");

    /// <summary>Skips a test that is about the projects under sdks/ when the published packages are in use.</summary>
    public static void SkipUnlessSource() => Assert.SkipUnless(
        typeof(Output).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(metadata => metadata.Key == "InProcessEngine"),
        "The published packages are in use; this is about those of the repository.");

    public static string Find(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, "..", "shared", path));
        Assert.SkipUnless(Path.Exists(full), $"{full} is not on this machine.");
        return full;
    }
}
