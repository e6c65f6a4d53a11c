using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Fleets;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Infra.Presentation;
using Infra.Stacks.Addons;
using Spectre.Console;
using Xunit;

namespace Infra.Tests.Presentation;

public sealed class TrafficReportTests
{
    [Fact]
    public void Callers_in_many_clusters_that_are_answered_alike_are_told_together()
    {
        var told = Tell(Mesh(50, 0));

        Assert.Contains(
            """
              CALLERS IN      ANSWERED BY   THEN BY
              every cluster   their own     all others

            """,
            told,
            StringComparison.Ordinal);
        Assert.Contains("  cluster-50   primary", told, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_many_that_is_drained_is_told_by_itself()
    {
        var told = Tell(Mesh(14, 0) with { Drained = ["cluster-03"] });

        Assert.Contains("  cluster-03     cluster-01    cluster-02, cluster-03 (drained), cluster-04,", told, StringComparison.Ordinal);
        Assert.Contains("\n  the other 13   their own     all others\n", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_beyond_a_dozen_are_counted()
    {
        var told = Tell(Mesh(2, 200));

        Assert.Contains("  188 more     leaf\n", told, StringComparison.Ordinal);
        Assert.Contains("  leaf-012     leaf", told, StringComparison.Ordinal);
        Assert.All(told.Split('\n'), line => Assert.True(line.Length <= 250, line));
    }

    [Fact]
    public void An_upgrade_is_told_with_who_follows_it() =>
        Assert.Contains("\n1.31.0 runs beside it; it has shop.\n", Tell(Mesh(2, 0) with { Upgrade = new("1.31.0", ["shop"]) }), StringComparison.Ordinal);

    [Fact]
    public void Roots_are_told_with_the_one_that_signs()
    {
        var trust = new TrustPlan { Roots = new TrustPlan().Roots.Add("cloud", new TrustRoot(new CertificateIssuer("root", "AWSPCAClusterIssuer", "awspca.cert-manager.io"))), Signer = "cloud" };

        Assert.Contains(" Trusted roots: cloud (signs; AWSPCAClusterIssuer root), first.\n", Tell(Mesh(2, 0) with { Trust = trust }), StringComparison.Ordinal);
        Assert.Contains(" Each cluster's authority is made by somebody else.\n", Tell(Mesh(2, 0) with { Trust = new() { IsInstalled = false } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_leaf_cannot_be_drained() =>
        Assert.Equal("cluster 'leaf-001' cannot be drained: it is a leaf, which nobody calls", Assert.Throws<UndrainableClusterException>(() => TrafficStatus.Of([Mesh(2, 1)], "prod").Draining(["leaf-001"])).Message);

    [Fact]
    public void A_remote_and_whom_it_follows_cannot_be_drained()
    {
        var plan = Mesh(3, 0);
        var status = TrafficStatus.Of([plan with { Members = [plan.Members[0], plan.Members[1] with { Role = MeshRole.Remote, Primary = "cluster-01" }, plan.Members[2]] }], "prod");

        Assert.Equal("cluster 'cluster-02' cannot be drained: it follows the control plane of cluster-01, which has to know it", Assert.Throws<UndrainableClusterException>(() => status.Draining(["cluster-02"])).Message);
        Assert.Equal("cluster 'cluster-01' cannot be drained: cluster-02 follows its control plane", Assert.Throws<UndrainableClusterException>(() => status.Draining(["cluster-01"])).Message);
        Assert.Equal(["cluster-03"], status.Draining(["cluster-03", "cluster-03"]).Drained);
    }

    [Fact]
    public void A_cluster_and_a_service_of_two_meshes_are_not_told_together()
    {
        var other = Mesh(2, 0);
        var status = TrafficStatus.Of([Mesh(2, 0), other with { Name = "other", Services = [], Members = [.. other.Members.Select(member => member with { Cluster = $"other-{member.Cluster}" })] }], "prod");

        Assert.Equal("cluster 'other-cluster-01' is not in the mesh of service 'recommender'", Assert.ThrowsAny<Exception>(() => status.Only("recommender", "other-cluster-01")).Message);
        Assert.Equal("other", Assert.Single(status.Only(null, "other-cluster-01").Meshes).Plan.Name);
    }

    private static string Tell(MeshPlan plan)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = int.MaxValue;
        TrafficReport.Write(new ConsoleOutput(console, console), TrafficStatus.Of([plan], "prod"));
        return text.ToString();
    }

    // The service runs on all that are no leaves.
    private static MeshPlan Mesh(int clusters, int leaves)
    {
        ImmutableArray<MeshMember> members =
        [
            .. Enumerable.Range(1, clusters).Select(number => new MeshMember($"cluster-{number:00}", $"cluster-{number:00}", MeshRole.Primary)),
            .. Enumerable.Range(1, leaves).Select(number => new MeshMember($"leaf-{number:000}", $"leaf-{number:000}", MeshRole.Leaf)),
        ];
        return new MeshPlan
        {
            Name = "prod",
            Scope = "prod",
            TrustDomain = "prod.mesh.internal",
            Members = members,
            On = ClusterSelection.All,
            Charts = new(Chart("base"), Chart("cni"), Chart("istiod"), Chart("ztunnel"), Chart("gateway")),
            Services = [new MeshService { Name = "recommender", Namespace = "shop", Service = "recommender", Port = 8080, Clusters = [.. members.Take(clusters).Select(member => member.Cluster)] }],
        };
    }

    private static Chart Chart(string name) => new("https://charts.example.com", name, "1.30.3");
}
