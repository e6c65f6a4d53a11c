using System.Text.RegularExpressions;
using Xunit;

namespace Infra.Tests.Runs;

/// <summary>The whole plan of one small cluster of each kind, as a reviewer reads it: <c>Goldens/Clusters/&lt;kind&gt;.yaml</c> is the stack, and <c>.txt</c> its plan.</summary>
public sealed partial class ClusterPlanTests : IDisposable
{
    private const string Stack = "case";

    private static readonly string Folder = Path.Combine(Project.Repository, "tests", "Infra.Tests", "Goldens", "Clusters");

    private readonly Project _project = new();

    public static TheoryData<string> Kinds => [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_plan_of_a_cluster_is_as_it_was_reviewed(string kind)
    {
        File.Copy(Path.Combine(Folder, $"{kind}.yaml"), _project.InFolder($"stacks/Pulumi.{Stack}.yaml"));

        var preview = await _project.RunAsync("preview", "-s", Stack, "--diff");

        Assert.True(preview.ExitCode == ExitCodes.Success, preview.Messages + preview.Out);
        var golden = Path.Combine(Folder, $"{kind}.txt");
        var plan = string.Concat(preview.Out.Split('\n').Select(line => Length().Replace(line.TrimEnd(), "") + '\n')).TrimEnd('\n') + '\n';
        if (!File.Exists(golden))
        {
            await File.WriteAllTextAsync(golden, plan, TestContext.Current.CancellationToken);
            Assert.Fail($"{golden} was not there and has been written; review it and run again");
        }

        Assert.Equal(await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken), plan);
    }

    public void Dispose() => _project.Dispose();

    // Of what is too long to be shown, its length would change here with every word of a script.
    [GeneratedRegex(@" \(\d+ characters\)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Length();
}
