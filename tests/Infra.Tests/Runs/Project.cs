using System.Text;
using System.Text.RegularExpressions;
using Infra.CommandLine;
using Infra.Policies;
using Infra.Presentation;
using Spectre.Console;

namespace Infra.Tests.Runs;

/// <summary>A copy of the project in a folder of its own, and the command line run on it.</summary>
internal sealed class Project : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infra-");

    public Project()
    {
        File.Copy(Path.Combine(Repository, "Pulumi.yaml"), InFolder("Pulumi.yaml"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository, "stacks"), "*.yaml", SearchOption.AllDirectories).Concat(Packs()))
        {
            var copy = InFolder(Path.GetRelativePath(Repository, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>The root of this repository.</summary>
    public static string Repository { get; } = FindRepository();

    public string Folder => _folder.FullName;

    public string DevStackFile => InFolder("stacks/Pulumi.dev.yaml");

    public string DevState => InFolder(".infra/state/dev.json");

    public string InFolder(string path) => Path.Combine(_folder.FullName, path);

    /// <summary>Changes one place of the dev stack's file.</summary>
    public void EditDev(string old, string replacement) => Edit("dev", old, replacement);

    /// <summary>Changes one place of a stack's file.</summary>
    public void Edit(string stack, string old, string replacement)
    {
        var file = InFolder($"stacks/Pulumi.{stack}.yaml");
        var text = File.ReadAllText(file);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Xunit.Assert.True(at >= 0, $"'{old}' is not in the file of stack {stack}");
        File.WriteAllText(file, string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + old.Length)));
    }

    /// <summary>Removes all that asks for add-ons from a stack's file, so that a test has those that it brings itself and no others.</summary>
    public void RemoveAddons(string stack) => Remove(stack, "addons|monitoring|policies");

    /// <summary>Takes a stack's meshes and what is said of services in them away, for which add-ons are needed.</summary>
    public void RemoveMeshes(string stack) => Remove(stack, "meshes|services");

    /// <summary>Gives the prod stack these meshes, services and add-ons instead of what it says of them itself.</summary>
    public void MeshProd(string meshes)
    {
        Remove("prod", "meshes|services|addons");
        Edit("prod", "  infra:applications:", $"{meshes}\n\n  infra:applications:");
    }

    /// <summary>Every file that runs have made, by relative path.</summary>
    public SortedDictionary<string, string> Made()
    {
        var made = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var top in new[] { ".infra/state", "rendered" }.Select(InFolder).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(top, "*", SearchOption.AllDirectories))
                made[Path.GetRelativePath(Folder, file)] = File.ReadAllText(file);
        }

        return made;
    }

    public Task<Answer> RunAsync(params string[] arguments) => RunUntilAsync(CancellationToken.None, arguments);

    public async Task<Answer> RunUntilAsync(CancellationToken interrupt, params string[] arguments)
    {
        using var answer = new StringWriter { NewLine = "\n" };
        using var messages = new StringWriter { NewLine = "\n" };
        using var raw = new MemoryStream();
        var output = new ConsoleOutput(ConsoleOn(answer), ConsoleOn(messages)) { RawOut = raw };
        var exitCode = await InfraCommandLine.Create(new Commands(output), new SpecificationCommands(output)).Parse(["-C", Folder, .. arguments]).InvokeAsync(cancellationToken: interrupt);
        return new Answer(exitCode, answer + Encoding.UTF8.GetString(raw.ToArray()), messages.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // Whole sections of a stack's file.
    private void Remove(string stack, string sections)
    {
        var file = InFolder($"stacks/Pulumi.{stack}.yaml");
        File.WriteAllText(file, Regex.Replace(File.ReadAllText(file), $@"^  infra:({sections}):.*\n(?:(?:    .*)?\n)*", "", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));
    }

    // Without the cases of the policies, which are many.
    private static IEnumerable<string> Packs() => Directory.EnumerateFiles(Path.Combine(Repository, PolicyLibrary.Folder), "*.yaml", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) is "pack.yaml" or "policy.yaml");

    private static IAnsiConsole ConsoleOn(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = int.MaxValue;
        return console;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Infra.sln")))
            folder = folder.Parent;

        return folder.FullName;
    }
}

/// <summary>What a run of the command line answered.</summary>
internal sealed record Answer(int ExitCode, string Out, string Messages);
