using System.Collections.Immutable;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Checking;

public sealed class SharedKarmadaTests : IDisposable
{
    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Stacks_with_one_Karmada_do_not_share_clusters_fleets_or_namespaces()
    {
        Write("mgmt", "existing: { kubeconfig: { path: mgmt.config } }", "b", "two", "two");
        Write("pre", "stack: mgmt", "a", "one", "shop");
        Write("prod", "stack: mgmt", "a", "one", "shop");

        Assert.Equal(
            [
                "INF005 stacks/Pulumi.prod.yaml:3:21 clusters.a: cluster 'a' is already in stack 'pre', which uses the same Karmada; rename one of them",
                "INF005 stacks/Pulumi.prod.yaml:4:19 fleets.one: fleet 'one' is already in stack 'pre', which uses the same Karmada; rename one of them",
                "INF005 stacks/Pulumi.prod.yaml:4:55 fleets.one.namespaces.shop: namespace 'shop' is already in stack 'pre', which uses the same Karmada; rename one of them",
            ],
            Validation().Select(finding => $"{finding}"));
    }

    [Fact]
    public void Stacks_with_kubeconfigs_of_one_context_have_one_Karmada()
    {
        Write("pre", "existing: { kubeconfig: { path: k, context: karmada } }", "a", "one", "one");
        Write("prod", "existing: { kubeconfig: { path: k, context: karmada } }", "a", "two", "two");
        Write("dev", "existing: { kubeconfig: { path: k, context: other } }", "a", "one", "one");

        Assert.Equal(["clusters.a"], Validation().Select(finding => $"{finding.Path}"));
    }

    [Fact]
    public void Of_kubeconfigs_that_are_secrets_nothing_is_said()
    {
        Write("pre", "existing: { kubeconfig: { content: { secure: AAABAE== } } }", "a", "one", "one");
        Write("prod", "existing: { kubeconfig: { content: { secure: AAABAE== } } }", "a", "one", "one");

        Assert.Empty(Validation());
    }

    private ImmutableArray<Finding> Validation() => new Validation(_project.Files, _ => null).All().Findings;

    private void Write(string stack, string karmada, string cluster, string fleet, string shared) => _project.Write(
        $"stacks/Pulumi.{stack}.yaml",
        $"""
        config:
          infra:karmada: {OneLine(karmada)}
          infra:clusters: {OneLine($"{cluster}: {OneLine("kind: attached, mode: pull")}")}
          infra:fleets: {OneLine($"{fleet}: {OneLine($"members: {OneLine("")}, namespaces: {OneLine($"{shared}: {OneLine("")}")}")}")}

        """);

    private static string OneLine(string map) => $"{{ {map} }}";
}
