using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Components;
using Infra.Components.Fleets;
using Infra.Interop.Tests.Schemas;
using Infra.Interop.Tests.Stacks;
using Infra.Policies;
using YamlDotNet.Serialization;

namespace Infra.Interop.Tests.Policies;

/// <summary>Every workload that components make themselves, as cases that our own strict profile has to let pass.</summary>
/// <remarks>
/// What charts bring is not among them: that is theirs. Nor is kube-vip, which a kubelet starts from a file: no admission sees it. What only advises
/// (severity low) is never refused, and what needs values that only a platform knows, such as its registries, has no verdict without them.
/// </remarks>
internal static class ShippedWorkloads
{
    /// <summary>The variable that has the files written anew.</summary>
    public const string Variable = "REWRITE_CASES";

    private const string Agent = "pull-agent";

    private static readonly ImmutableDictionary<string, (string Group, string Resource)> Kinds = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["CronJob"] = ("batch", "cronjobs"),
        ["DaemonSet"] = ("apps", "daemonsets"),
        ["Deployment"] = ("apps", "deployments"),
        ["Job"] = ("batch", "jobs"),
        ["Pod"] = ("", "pods"),
        ["StatefulSet"] = ("apps", "statefulsets"),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The folder of the cases.</summary>
    public static string Folder { get; } = Path.Combine(PolicyEvaluation.Folder, "shipped");

    /// <summary>The files that belong there, by their paths in it.</summary>
    public static async Task<ImmutableSortedDictionary<string, string>> FilesAsync()
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (place, workloads) in await WorkloadsAsync())
        {
            files.Add($"{place}/resources.yaml", Head + string.Join("---\n", workloads.Select(Yaml)));
            files.Add($"{place}/kyverno-test.yaml", Head + Test(place, workloads));
        }

        return files.ToImmutable();
    }

    private static string Head => $"# Generated, from what the stacks make: {Variable}=1 dotnet run --project tests/interop -- -class \"*ShippedWorkloadTests\"\n";

    private static async Task<IEnumerable<(string Place, ImmutableArray<JsonNode> Workloads)>> WorkloadsAsync()
    {
        var places = new List<(string, ImmutableArray<JsonNode>)> { (Agent, [.. JsonNode.Parse(Handover())!["items"]!.AsArray().Where(item => IsWorkload(item!)).Select(item => item!)]) };
        foreach (var stack in StackRuns.Names)
        {
            var state = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(await StackRuns.FolderOfAsync(stack), ".infra", "state", $"{stack}.json"), TestContext.Current.CancellationToken))!;
            places.Add((stack, [.. RecordedObjects.Of(state).Select(recorded => recorded.Inputs).Where(IsWorkload).DistinctBy(Name)]));
        }

        return places.Where(place => !place.Item2.IsEmpty);
    }

    /// <summary>Whether an object makes pods; one that does so in a way that nobody has thought of here is an error, not a gap.</summary>
    private static bool IsWorkload(JsonNode item)
    {
        var kind = item["kind"]!.GetValue<string>();
        if (Kinds.ContainsKey(kind))
            return true;
        var template = new[] { "spec", "template", "spec", "containers" }.Aggregate(item, (node, key) => (node as JsonObject)?[key]!);
        Assert.True(template is null, $"a {kind} makes pods, and no policy of pods is about it");
        return false;
    }

    private static string Name(JsonNode item) => $"{item["metadata"]!["namespace"]}/{item["metadata"]!["name"]}";

    // What it holds is of no matter here; the pod is the same for every cluster.
    private static string Handover() => PullAgentHandover.Manifest(
        new PullAgentCredential { Cluster = "attached", Server = "https://karmada.example.com", EncodedAuthority = Encoded("authority"), EncodedToken = Encoded("token") },
        PullAgentHandover.ImageOf(Versions.Karmada.Version));

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Test(string place, ImmutableArray<JsonNode> workloads)
    {
        var policies = PolicyLibrary.Read(Prerequisites.RepositoryRoot).Packs.SelectMany(pack => pack.Policies.Where(policy => IsStrict(policy, pack))).ToList();
        var results = from policy in policies
                      from same in workloads.GroupBy(workload => workload["kind"]!.GetValue<string>(), StringComparer.Ordinal)
                      where Selects(policy, same.Key)
                      select (policy, same);
        var text = new StringBuilder();
        text.Append("apiVersion: cli.kyverno.io/v1alpha1\nkind: Test\nmetadata:\n  name: shipped-").Append(place).Append("\npolicies:\n");
        foreach (var policy in results.Select(result => result.policy).Distinct())
            text.Append("  - ../../").Append(policy.Pack).Append('/').Append(policy.Id).Append("/policy.yaml\n");
        text.Append("resources:\n  - resources.yaml\nresults:\n");
        foreach (var (policy, same) in results)
        {
            text.Append("  - policy: ").Append(policy.Id).Append("\n    isValidatingPolicy: true\n    kind: ").Append(same.Key).Append("\n    resources:\n");
            foreach (var workload in same)
                text.Append("      - ").Append(workload["metadata"]!["name"]!.GetValue<string>()).Append('\n');
            text.Append("    result: pass\n");
        }

        return text.ToString();
    }

    private static bool IsStrict(Policy policy, Pack pack) =>
        policy.Kind == PolicyKind.ValidatingPolicy
        && PolicyProfile.Strict.ActionFor(policy.Severity) == PolicyAction.Enforce
        && !policy.Parameters.Any(name => pack.Parameters[name].IsRequired);

    private static bool Selects(Policy policy, string kind)
    {
        var file = Path.Combine(PolicyEvaluation.Folder, policy.Pack, policy.Id, "policy.yaml");
        var spec = YamlDocuments.Parse(File.ReadAllText(file))[0]["spec"]!;
        // The other policies ask who somebody is, or where something is, and not what the workload is.
        return (spec["variables"] as JsonArray ?? []).Any(variable => variable!["name"]!.GetValue<string>() == "settled")
            && spec["matchConstraints"]!["resourceRules"]!.AsArray().Any(rule => Lists(rule!["apiGroups"], Kinds[kind].Group) && Lists(rule["resources"], Kinds[kind].Resource) && Lists(rule["operations"], "CREATE"));
    }

    private static bool Lists(JsonNode? list, string word) => list!.AsArray().Any(item => item!.GetValue<string>() is var found && (found == word || found == "*"));

    private static string Yaml(JsonNode item) => Writer.Serialize(Plain(item));

    private static readonly ISerializer Writer = new SerializerBuilder().WithQuotingNecessaryStrings(quoteYaml1_1Strings: true).WithIndentedSequences().Build();

    private static object? Plain(JsonNode? node)
    {
        Assert.False(node is not null && OpenValue.Is(node), "a workload holds what is secret or not known yet; cases need all of it");
        return node switch
        {
            JsonObject item => item.ToDictionary(field => field.Key, field => Plain(field.Value), StringComparer.Ordinal),
            JsonArray list => list.Select(Plain).ToList(),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            JsonValue value when JsonShape.IsInteger(value) => value.GetValue<long>(),
            JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
            null => null,
            _ => throw new InvalidDataException($"{node} is of no kind that a workload has"),
        };
    }
}
