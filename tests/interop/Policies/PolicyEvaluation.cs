using System.Text.Json;
using Infra.Interop.Tests.Peers;

namespace Infra.Interop.Tests.Policies;

/// <summary>What the runner says of one <c>kyverno-test.yaml</c>.</summary>
/// <param name="Test">The file's path, from the repository's root.</param>
/// <param name="Problems">What is wrong with the file or its policies' text.</param>
/// <param name="Rows">Each result that it states, and what is so.</param>
/// <param name="Agreed">In how many of them the second evaluator says the same; where it says something else is among the problems.</param>
internal sealed record PolicyEvaluation(string Test, string[] Problems, PolicyEvaluation.Row[] Rows, int Agreed)
{
    private static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<Task<PolicyEvaluation[]>> Packs = new(() => RunAsync(Folder, "--mutants"));

    /// <summary>The packs of this repository.</summary>
    public static string Folder => Path.Combine(Prerequisites.RepositoryRoot, "policies");

    /// <summary>One policy and one resource.</summary>
    internal sealed record Row(string Policy, string Resource, string Wanted, string Actual, bool Ok, string Reason, bool Compared, bool? Changed);

    /// <summary>What disagrees, in words.</summary>
    public IEnumerable<string> Complaints =>
        [.. Problems, .. Rows.Where(row => !row.Ok).Select(row => $"{row.Policy} {row.Resource}: wants {row.Wanted}, is {row.Actual}: {row.Reason}")];

    /// <summary>The packs' evaluation, made once: starting Node for each policy would take far longer than evaluating all of them.</summary>
    public static async Task<PolicyEvaluation[]> OfPacksAsync()
    {
        // A test that is skipped inside the lazy value would leave its exception to all others: each asks itself.
        Prerequisites.Shared();
        await PeerPrograms.FolderAsync();
        return await Packs.Value;
    }

    /// <summary>Runs all tests under a folder.</summary>
    /// <param name="folder">A folder of packs, a pack or a policy.</param>
    /// <param name="options">What else the runner is told.</param>
    public static async Task<PolicyEvaluation[]> RunAsync(string folder, params IEnumerable<string> options)
    {
        var openApi = Path.Combine(Prerequisites.Shared(), "openapi", "kubernetes-1.36.json");
        var script = Path.Combine(Prerequisites.RepositoryRoot, "tests", "interop", "Policies", "evaluate-policies.mjs");
        var node = await ChildProcess.RunAsync(
            "node", [script, folder, "--json", "--modules", await PeerPrograms.FolderAsync(), "--openapi", openApi, .. options], Prerequisites.RepositoryRoot);
        return node.ExitCode is 0 or 1 && node.Output.Length > 0
            ? [.. node.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<PolicyEvaluation>(line, Names)!)]
            : throw new InvalidOperationException($"exit code {node.ExitCode}: {node.Error}");
    }
}
