namespace Infra.Interop.Tests.Machines;

/// <summary>Programs of the system that these tests need.</summary>
internal static class Tools
{
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/sbin"];

    /// <summary>A program's path; without it the running test is skipped, or fails where nothing may be.</summary>
    public static string Require(string program)
    {
        var path = Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (path is null)
            Prerequisites.Missing($"{program} is not installed (Debian and Ubuntu: apt-get install openssh-server shellcheck)");
        return path!;
    }
}
