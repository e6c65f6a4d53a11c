using System.IO.Compression;
using Infra.Interop.Tests.Repository;

namespace Infra.Interop.Tests.Packages;

/// <summary>The program compiles against packages with the published names and versions, with not a file changed.</summary>
/// <remarks>The published packages themselves are not on every feed, so this repository's SDKs are packed under their names.</remarks>
public sealed class PublishedPackagesTests : IDisposable
{
    private static readonly string[] Packages = ["Pulumi", "Pulumi.Kubernetes", "Pulumi.Command", "Pulumi.Aws"];

    private readonly string _folder = Directory.CreateTempSubdirectory("infra-packages-").FullName;

    [Fact]
    public async Task The_program_builds_and_runs_with_packages_in_place_of_projects()
    {
        var feed = Path.Combine(_folder, "feed");
        var clone = Path.Combine(_folder, "clone");
        await CopyRepositoryAsync(clone);
        foreach (var package in Packages)
        {
            await DotnetAsync(clone, "pack", $"sdks/{package}", "-o", feed, "-p:IsPackable=true", "-p:PulumiSdk=source");
        }

        await AssertCarriesProtocolAsync(Path.Combine(feed, $"Pulumi.{RepositoryFiles.PinnedVersion("Pulumi")}.nupkg"));
        await UseFeedAsync(clone, feed);
        // The variable would win over the folder of packages that is configured there.
        await DotnetAsync(clone, new Dictionary<string, string?>(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = null }, "build", "infra", "-p:PulumiSdk=nuget");

        Assert.False(Directory.Exists(Path.Combine(clone, "sdks", "Pulumi", "bin")), "the SDK was built from source");
        (await ChildProcess.RunAsync("dotnet", [Path.Combine(clone, "infra", "bin", "Debug", "net10.0", "infra.dll"), "--help"], clone)).Succeeded();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task AssertCarriesProtocolAsync(string package)
    {
        await using var archive = await ZipFile.OpenReadAsync(package, TestContext.Current.CancellationToken);
        Assert.Contains("lib/net10.0/Pulumi.Protocol.dll", archive.Entries.Select(entry => entry.FullName), StringComparer.Ordinal);
        using var nuspec = new StreamReader(await archive.Entries.Single(entry => entry.Name == "Pulumi.nuspec").OpenAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("\"Pulumi.Protocol\"", await nuspec.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task CopyRepositoryAsync(string clone)
    {
        foreach (var path in await RepositoryFiles.PathsAsync())
        {
            var target = Path.Combine(clone, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(RepositoryFiles.Absolute(path), target);
        }
    }

    // What is packed here must never reach the machine's own package folder: it is not what was published.
    private async Task UseFeedAsync(string clone, string feed)
    {
        foreach (var package in Packages)
        {
            foreach (var output in new[] { "bin", "obj" })
            {
                var folder = Path.Combine(clone, "sdks", package, output);
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        }

        var machine = (await ChildProcess.RunAsync("dotnet", ["nuget", "locals", "global-packages", "--list", "--force-english-output"])).Succeeded().Split(' ', 2)[1].Trim();
        await File.WriteAllTextAsync(
            Path.Combine(clone, "NuGet.config"),
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder, "packages")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{machine}" /></fallbackPackageFolders>
              <packageSources><add key="packed" value="{feed}" /></packageSources>
            </configuration>
            """,
            TestContext.Current.CancellationToken);
    }

    private static Task DotnetAsync(string folder, params string[] arguments) => DotnetAsync(folder, environment: null, arguments);

    private static async Task DotnetAsync(string folder, IReadOnlyDictionary<string, string?>? environment, params string[] arguments) =>
        (await ChildProcess.RunAsync("dotnet", [.. arguments, "-p:UseAnalyzers=false", "-nodeReuse:false", "-v:quiet", "-clp:NoSummary"], folder, environment)).Succeeded();
}
