using System.Globalization;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

[Collection(Deployments.Name)]
public sealed class PolicyCostTests : IDisposable
{
    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public async Task Policies_cost_the_same_however_many_clusters_follow_them(int clusters)
    {
        PolicyFolders.CopyTo(_project);
        _project.Write("stacks/Pulumi.edge.yaml", $$"""
            config:
              infra:karmada: { existing: { kubeconfig: { path: karmada.config } } }
              infra:fleets: { f: { policy: relaxed, members: { matchLabels: { tier: edge } } } }
              infra:policies: { packs: [workload] }
              infra:clusters:
            {{string.Join('\n', Enumerable.Range(0, clusters).Select(number => string.Create(CultureInfo.InvariantCulture, $"    site-{number}: {{ kind: attached, mode: pull, labels: {{ tier: edge }} }}")))}}
            """);

        var declared = await DeclaredStack.OfAsync(_project.Files, "edge");

        // One for each policy, a component and a policy that takes them to clusters; and of Kyverno a component, a source, a release and the same.
        var policies = PolicyFolders.Library.Packs.Single(pack => pack.Name == "workload").Policies.Length;
        Assert.Equal(policies + 2, declared.Count(resource => resource.Name!.StartsWith("policies-f", StringComparison.Ordinal)));
        Assert.Equal(4, declared.Count(resource => resource.Name!.Split('/')[0] == "kyverno"));
    }
}
