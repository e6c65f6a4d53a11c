using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Pulumi;

namespace Infra.Components.Tests.Mesh;

/// <summary>Meshes whose clusters come to know one another.</summary>
internal static class TrustedMesh
{
    /// <summary>In every secret that the engine tells of, so that it is found wherever one of them ends up.</summary>
    public const string Canary = "canary-4711";

    private static readonly Chart Chart = new("x", "https://charts.example.com", "1.30.3");

    /// <summary>Two clusters that serve, and an edge site that calls.</summary>
    public static MeshPlan Plan { get; } = Of(2) with { Members = [.. Of(2).Members, new MeshMember("site", "site", MeshRole.Leaf)] };

    /// <summary>What the engine tells of secrets.</summary>
    public static Answers Secrets { get; } = Answers.None with
    {
        Outputs = Answers.None.Outputs.Add("kubernetes:core/v1:Secret", ImmutableDictionary<string, object>.Empty.Add("data", ImmutableDictionary<string, object>.Empty
            .Add("ca.crt", Base64("the root\n"))
            .Add("tls.crt", Base64("-----BEGIN CERTIFICATE-----\nown\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nbetween\n-----END CERTIFICATE-----\n"))
            .Add("tls.key", Base64(Canary))
            .Add("token", Base64(Canary)))),
    };

    /// <summary>A mesh of so many clusters that serve.</summary>
    public static MeshPlan Of(int clusters) => new()
    {
        Name = "shop",
        Scope = "prod",
        TrustDomain = "shop.mesh.internal",
        Members = [.. Enumerable.Range(1, clusters).Select(number => new MeshMember(Name(number), Name(number), MeshRole.Primary))],
        On = ClusterSelection.InFleet("fleet-global"),
        Charts = new MeshCharts(Chart, Chart, Chart, Chart, Chart),
    };

    /// <summary>Two roots, of which the first signs.</summary>
    public static MeshPlan WithTwoRoots { get; } = Plan with { Trust = new TrustPlan { Roots = new TrustPlan().Roots.Add("second", TrustRoot.Own) } };

    /// <summary>What is declared for a mesh.</summary>
    public static Task<Declared> JoinAsync(MeshPlan plan) => Declared.ByAsync(Program(plan), Secrets);

    /// <summary>Joins the clusters of a mesh; those that only call cannot be reached.</summary>
    public static Action Program(MeshPlan plan) => () =>
    {
        var karmada = new Pulumi.Kubernetes.Provider("karmada");
        var members = plan.Members.ToImmutableDictionary(member => member.Cluster, member => Member(member, karmada), StringComparer.Ordinal);
        var root = plan.Trust.IsInstalled ? new MeshRoot(plan.Name, new MeshRootArgs { Plan = plan, Management = Access("mgmt")! }) : null;
        var joined = plan.Members.ToImmutableDictionary(
            member => member.Cluster,
            member => new MeshMembership($"{plan.Name}/{member.Cluster}", new MeshMembershipArgs
            {
                Plan = plan,
                Member = member,
                Access = members[member.Cluster].Member.Access,
                Karmada = karmada,
                Root = root,
                Needs = [members[member.Cluster]],
            }),
            StringComparer.Ordinal);
        _ = new RemoteSecrets("mesh-discovery", new RemoteSecretsArgs { Karmada = karmada, Meshes = [new JoinedMesh(plan, joined)] });
    };

    /// <summary>What of it belongs to meshes.</summary>
    public static IEnumerable<Pulumi.Testing.MockResourceArgs> OfMesh(Declared declared) => declared.Resources.Where(resource =>
        resource.Type!.StartsWith("infra:mesh:", StringComparison.Ordinal) || resource.Name!.StartsWith("shop", StringComparison.Ordinal) || resource.Name.StartsWith("mesh-discovery", StringComparison.Ordinal));

    private static FleetMembership Member(MeshMember member, Pulumi.Kubernetes.Provider karmada) => new(member.Cluster, new FleetMembershipArgs
    {
        Cluster = new MemberCluster { Name = member.Cluster, Access = member.Role == MeshRole.Leaf ? null : Access(member.Cluster) },
        Karmada = karmada,
    });

    private static ClusterAccess? Access(string cluster) => new AttachedCluster(
        cluster, new AttachedClusterArgs { Access = new AttachedClusterAccess(KubeconfigSource.FromFile("k"), $"https://{cluster}:6443") }).Member.Access;

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"c{number:00}");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
