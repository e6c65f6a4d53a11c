namespace Infra.Interop.Tests;

/// <summary>Programs of the system that these tests need.</summary>
internal static class Tools
{
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/sbin"];

    // As Debian and Ubuntu call the packages that have them.
    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["amtool"] = "prometheus-alertmanager",
        ["lua5.1"] = "lua5.1",
        ["luac5.1"] = "lua5.1",
        ["promtool"] = "prometheus",
        ["ssh"] = "openssh-client",
        ["sshd"] = "openssh-server",
    };

    /// <summary>A program's path; without it the running test is skipped, or fails where nothing may be.</summary>
    public static string Require(string program)
    {
        var path = Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (path is null)
            Prerequisites.Missing($"{program} is not installed (Debian and Ubuntu: apt-get install {Packages.GetValueOrDefault(program, program)})");
        return path!;
    }
}
