using System.Text.Json;
using Infra.Interop.Tests.Peers;

namespace Infra.Interop.Tests.NpmFacts;

/// <summary>What <c>describe.js</c> found out about <c>@pulumi/aws</c>.</summary>
internal sealed class NpmDescription
{
    private readonly JsonElement _all;

    private NpmDescription(JsonElement all) => _all = all;

    /// <summary>The folder of the installed package; the running test is skipped where npm is missing.</summary>
    public static async Task<string> FolderAsync() => Path.Combine(await PeerPrograms.FolderAsync(), "node_modules", "@pulumi", "aws");

    /// <summary>Describes resources and functions, named below the package's namespace, and the types that they name.</summary>
    public static async Task<NpmDescription> OfAsync(IEnumerable<string> names)
    {
        var script = Path.Combine(Prerequisites.RepositoryRoot, "tests", "interop", "NpmFacts", "describe.js");
        var node = await ChildProcess.RunAsync("node", [script, await FolderAsync(), string.Join(',', names)]);
        return new(JsonDocument.Parse(node.Succeeded()).RootElement);
    }

    /// <summary>A resource, or a function.</summary>
    public NpmRoot Root(string name) => _all.GetProperty(name).Deserialize<NpmRoot>(JsonSerializerOptions.Web)!;

    /// <summary>The properties of a nested type: <c>inputs.eks.ClusterVpcConfig</c>.</summary>
    public IReadOnlyDictionary<string, NpmValue>? Type(string name) =>
        _all.GetProperty("types").TryGetProperty(name, out var type) ? type.Deserialize<Dictionary<string, NpmValue>>(JsonSerializerOptions.Web) : null;

    /// <summary>The members of an enumeration: <c>enums.s3.CannedAcl</c>.</summary>
    public IReadOnlyDictionary<string, string>? Enumeration(string name) =>
        _all.GetProperty("types").TryGetProperty(name, out var type) ? type.Deserialize<Dictionary<string, string>>() : null;
}

/// <summary>A resource or function of the npm package.</summary>
/// <param name="Token">The token under which it is registered or called.</param>
/// <param name="Inputs">The names of what it sends.</param>
/// <param name="Required">Those without which it refuses; of functions unknown.</param>
/// <param name="Properties">The names of what it sends or receives.</param>
/// <param name="SecretInputs">The names of what it marks as secret.</param>
/// <param name="SecretOutputs">The names of what the engine is told to keep secret.</param>
/// <param name="Aliases">Former tokens.</param>
/// <param name="ReplaceOnChanges">Paths whose change replaces.</param>
/// <param name="OutputToken">The token of a function's form that takes inputs.</param>
/// <param name="OutputInputs">What that form sends.</param>
/// <param name="Args">The declared arguments.</param>
/// <param name="OutputArgs">The declared arguments of the form that takes inputs.</param>
/// <param name="Result">The declared outputs or results.</param>
internal sealed record NpmRoot(
    string Token,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Required,
    IReadOnlyList<string> Properties,
    IReadOnlyList<string> SecretInputs,
    IReadOnlyList<string>? SecretOutputs,
    IReadOnlyList<string>? Aliases,
    IReadOnlyList<string>? ReplaceOnChanges,
    string? OutputToken,
    IReadOnlyList<string>? OutputInputs,
    IReadOnlyDictionary<string, NpmValue> Args,
    IReadOnlyDictionary<string, NpmValue>? OutputArgs,
    IReadOnlyDictionary<string, NpmValue> Result);

/// <summary>A property as the npm package declares it.</summary>
/// <param name="IsOptional">Whether it may be missing.</param>
/// <param name="Shape">Its type in one word, as <c>describe.js</c> says it.</param>
internal sealed record NpmValue(bool IsOptional, string Shape);
