using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Configuration;
using Infra.Stacks.Environments;
using Pulumi;

namespace Infra.Stacks;

/// <summary>The environments that there are, and the program of each.</summary>
public static class StackCatalog
{
    private static readonly ImmutableSortedDictionary<string, Func<Task<int>>> Programs = new Dictionary<string, Func<Task<int>>>(StringComparer.Ordinal)
    {
        ["dev"] = Deployment.RunAsync<DevStack>,
        ["edge"] = Deployment.RunAsync<EdgeStack>,
        ["mgmt"] = Deployment.RunAsync<MgmtStack>,
        ["pre"] = Deployment.RunAsync<PreStack>,
        ["prod"] = Deployment.RunAsync<ProdStack>,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The stacks' names, sorted.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Programs.Keys];

    /// <summary>The program of a stack. Running it registers the stack's resources with the engine that the environment names; the result is the exit code.</summary>
    /// <exception cref="RunException">There is no such stack; the message lists those there are.</exception>
    public static Func<Task<int>> Find(string stack) => Programs.TryGetValue(stack, out var program)
        ? program
        : throw new RunException($"stack '{stack}' is unknown; known: {string.Join(", ", Names)}{Suggestion.For(stack, Names)}");
}
