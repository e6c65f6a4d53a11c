namespace Infra.Interop.Tests.WireTraces;

/// <summary>The program whose exchange with an engine was recorded, compiled against this repository's SDKs.</summary>
internal static class TraceProgram
{
    private static readonly Lazy<Task<string>> Compilation = new(CompileAsync);

    /// <summary>Runs it as a language host would.</summary>
    /// <param name="address">Where the engine listens.</param>
    /// <param name="isPreview">Whether it is a dry run.</param>
    /// <param name="failure">How the program is to fail: the value of its variable <c>BOOM</c>; null for not at all.</param>
    public static async Task<ChildProcess> RunAsync(string address, bool isPreview, string? failure = null) =>
        await ChildProcess.RunAsync(
            "dotnet",
            [await Compilation.Value],
            environment: new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["PULUMI_MONITOR"] = address,
                ["PULUMI_ENGINE"] = address,
                ["PULUMI_PROJECT"] = "proj",
                ["PULUMI_STACK"] = "dev",
                ["PULUMI_DRY_RUN"] = isPreview ? "true" : "false",
                ["PULUMI_QUERY_MODE"] = "false",
                ["PULUMI_PARALLEL"] = "16",
                ["PULUMI_CONFIG"] = """{"proj:name":"n","proj:sec":"s3cret"}""",
                ["PULUMI_CONFIG_SECRET_KEYS"] = """["proj:sec"]""",
                ["BOOM"] = failure,
            });

    // The compiler of the installed .NET SDK, without a project: nothing to restore, and two seconds instead of ten.
    private static async Task<string> CompileAsync()
    {
        var source = Path.Combine(Prerequisites.Shared(), "wire-traces", "program.cs.txt");
        var folder = Directory.CreateTempSubdirectory("infra-trace-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var libraries = Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(IsNeeded).ToList();
        foreach (var library in libraries)
        {
            File.Copy(library, Path.Combine(folder, Path.GetFileName(library)));
        }

        File.Copy(Path.Combine(AppContext.BaseDirectory, "Infra.Interop.Tests.runtimeconfig.json"), Path.Combine(folder, "program.runtimeconfig.json"));
        var program = Path.Combine(folder, "program.dll");
        var framework = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll");
        var arguments = new[] { await CompilerAsync(), "-nologo", "-nullable", "-langversion:latest", "-target:exe", $"-out:{program}", source }
            .Concat(framework.Concat(libraries).Select(library => $"-reference:{library}"));
        (await ChildProcess.RunAsync("dotnet", arguments)).Succeeded();
        return program;
    }

    private static bool IsNeeded(string library) =>
        Path.GetFileName(library) is var name
        && new[] { "Pulumi", "Google.", "Grpc." }.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private static async Task<string> CompilerAsync()
    {
        var version = (await ChildProcess.RunAsync("dotnet", ["--version"], Prerequisites.RepositoryRoot)).Succeeded().Trim();
        var installed = (await ChildProcess.RunAsync("dotnet", ["--list-sdks"])).Succeeded().Split('\n');
        var folder = installed.Single(line => line.StartsWith($"{version} [", StringComparison.Ordinal))[(version.Length + 2)..].TrimEnd(']', '\r');
        return Path.Combine(folder, version, "Roslyn", "bincore", "csc.dll");
    }
}
