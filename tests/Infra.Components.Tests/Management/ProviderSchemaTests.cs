using System.Text.Json.Nodes;
using Infra.Interop.Tests.Schemas;
using Pulumi.Testing;
using Xunit;

namespace Infra.Components.Tests.Management;

/// <summary>Every object that is declared on the management cluster is one that the real schemas accept, unknown fields refused.</summary>
[Collection(Deployments.Name)]
public sealed class ProviderSchemaTests
{
    private static readonly Lazy<SchemaValidator> Validator = new(() => new SchemaValidator(KindCatalog.Open(Shared.Find("."))));

    // Skips every test of this class, before it asserts anything, where the schemas are not there.
    public ProviderSchemaTests() => _ = Shared.Find(".");

    [Fact]
    public async Task Providers_of_Cluster_API_are_valid()
    {
        var providers = (await ManagementClusterTests.InstallAsync(args => args with { Mirrors = ManagementClusterTests.Mirrors })).Resources
            .Where(resource => resource.Type!.StartsWith("kubernetes:operator.cluster.x-k8s.io/", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(5, providers.Count);
        Assert.All(providers, provider => Assert.Empty(Validator.Value.Validate(Manifest(provider)).Select(problem => problem.ToString())));
    }

    private static JsonNode? Manifest(MockResourceArgs resource) => JsonNode.Parse(Tree.Json(resource.Inputs));
}
