using System.Collections.Immutable;
using Infra.Components.Clusters;
using Xunit;

namespace Infra.Components.Tests.Clusters;

/// <summary>
/// What Cluster API is told of a small cluster where a plan cannot show it, because it names what AWS has yet to make. Without a golden the test writes it, and fails
/// until somebody has read it.
/// </summary>
[Collection(Deployments.Name)]
public sealed class AwsClusterGoldenTests
{
    [Fact]
    public async Task Cluster_API_is_told_just_this()
    {
        var declared = await SelfManagedAws.MakeAsync(args => args with
        {
            Vpc = new AwsVpc.Created { Zones = ["eu-central-1a"] },
            ControlPlane = args.ControlPlane with { Taints = [new NodeTaint("etcd", "true", NodeTaintEffect.PreferNoSchedule)] },
            Pools = args.Pools.Remove("web"),
        });

        var objects = declared.Resources
            .Where(resource => resource.Type!.EndsWith(":AWSCluster", StringComparison.Ordinal) || resource.Type.EndsWith(":KubeadmControlPlane", StringComparison.Ordinal))
            .OrderBy(resource => resource.Type, StringComparer.Ordinal).ThenBy(resource => resource.Name, StringComparer.Ordinal)
            .Select(resource => $"# {resource.Type} {resource.Name}\n{Tree.Json(Said(resource.Inputs))}\n");

        AssertIsGolden("aws-cluster.txt", string.Join('\n', objects));
    }

    private static ImmutableDictionary<string, object> Said(ImmutableDictionary<string, object> inputs)
    {
        var metadata = inputs.GetValueOrDefault("metadata") as ImmutableDictionary<string, object>;
        var said = inputs.Remove("apiVersion").Remove("kind");
        return metadata is null ? said : said.SetItem("metadata", metadata.Where(field => field.Value is not ImmutableArray<object> and not ImmutableDictionary<string, object> { IsEmpty: true }).ToImmutableDictionary());
    }

    private static void AssertIsGolden(string name, string actual)
    {
        var file = Path.Combine(Path.GetDirectoryName(Shared.FindInRepository("tests/Infra.Components.Tests/Infra.Components.Tests.csproj"))!, "Goldens", name);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
            Assert.Fail($"{file} was not there and has been written; review it and run again");
        }

        Assert.Equal(File.ReadAllText(file), actual);
    }
}
