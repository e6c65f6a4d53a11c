using System.Text.Json.Nodes;
using Infra.Interop.Tests.Peers;
using Infra.Interop.Tests.Schemas;

namespace Infra.Interop.Tests.Stacks;

/// <summary>What the stacks render, as other people's tools read it.</summary>
public sealed class RenderedStackTests
{
    private static readonly Lazy<SchemaValidator> Validator = new(() => new SchemaValidator(KindCatalog.Open(Prerequisites.Shared())));

    public static TheoryData<string> Stacks => [.. StackRuns.Names];

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Kubectl_reads_every_rendered_folder(string stack)
    {
        var kubectl = await PeerPrograms.KubectlAsync();

        foreach (var cluster in await StackRuns.ClustersAsync(stack))
        {
            var built = (await ChildProcess.RunAsync(kubectl, ["kustomize", cluster])).Succeeded();

            Assert.Equal(Names(Manifests(cluster).Select(manifest => manifest.Object)), Names(YamlDocuments.Parse(built)));
        }
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Every_rendered_object_is_one_that_its_API_server_takes(string stack)
    {
        var manifests = (await StackRuns.ClustersAsync(stack)).SelectMany(Manifests).ToList();

        Assert.NotEmpty(manifests);
        Assert.Empty(manifests.SelectMany(manifest => Validator.Value.Validate(manifest.Object).Select(problem => $"{manifest.File}: {problem}")));
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Every_recorded_object_is_one_that_its_API_server_takes(string stack)
    {
        var folder = await StackRuns.FolderOfAsync(stack);
        var state = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, ".infra", "state", $"{stack}.json"), TestContext.Current.CancellationToken))!;

        var objects = RecordedObjects.Of(state).ToList();

        Assert.NotEmpty(objects);
        Assert.Empty(objects.SelectMany(item => Validator.Value.Validate(item.Inputs).Select(problem => $"{item.Urn}: {problem}")));
    }

    // What the folder's kustomization lists; beside it stand descriptors of what only Helm can make.
    private static IEnumerable<(string File, JsonNode Object)> Manifests(string cluster)
    {
        var kustomization = Assert.Single(YamlDocuments.Parse(File.ReadAllText(Path.Combine(cluster, "kustomization.yaml"))));
        return from file in kustomization["resources"] as JsonArray ?? []
               let name = file!.GetValue<string>()
               from item in YamlDocuments.Parse(File.ReadAllText(Path.Combine(cluster, name)))
               select (name, item);
    }

    private static IEnumerable<string> Names(IEnumerable<JsonNode> objects) =>
        objects.Select(item => $"{item["apiVersion"]} {item["kind"]} {item["metadata"]?["namespace"]} {item["metadata"]?["name"]}").Order(StringComparer.Ordinal);
}
