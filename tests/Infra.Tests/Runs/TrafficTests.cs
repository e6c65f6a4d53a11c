using System.Text.Json;
using Xunit;

namespace Infra.Tests.Runs;

public sealed class TrafficTests : IDisposable
{
    private readonly Project _project = new();

    public TrafficTests() => _project.MeshProd("""
          infra:meshes:
            prod:
              on: { fleet: fleet-global }
              namespaces: [shop]

          infra:services:
            recommender:
              namespace: shop
              port: 8080
              account: recommender
              podLabels: { app: recommender }
              traffic:
                timeoutSeconds: 2
                retries: { attempts: 1 }
                localRateLimit: { requestsPerSecond: 200, burst: 400 }
              access:
                callers:
                  - { namespace: shop, account: web, methods: [GET] }
              entrance:
                host: recommender.example.com
                issuer: letsencrypt
                dns: { ttlSeconds: 60 }

          infra:addons:
            cert-manager: { use: cert-manager, on: { clusters: [on-prem] } }
            external-dns: { namespace: external-dns, on: { fleet: fleet-global }, chart: { chart: external-dns, repository: https://kubernetes-sigs.github.io/external-dns, version: 1.19.0 } }
        """);

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_mesh_is_told_with_its_clusters_and_who_answers_from_where() => Assert.Equal(
        """
        mesh prod of stack prod: 2 clusters, sidecar, Istio 1.30.5.
        Identities begin with spiffe://prod.mesh.internal. Trusted roots: first (signs).

          CLUSTER      ROLE      NETWORK      REGION           CONTROL PLANE
          on-prem      primary   on-prem      shanghai         1.30.5
          prod-cloud   primary   prod-cloud   ap-southeast-1   1.30.5

        recommender: recommender.shop.svc.cluster.local:8080, http, on on-prem, prod-cloud
          seen by        every cluster
          from outside   recommender.example.com by on-prem, prod-cloud; others remember it for 60 s, equal shares
          called by      web of shop: GET
          treated with   2 s for a request
                         1 more try of GET, HEAD, OPTIONS, within 20 % of what is on its way
                         each pod takes 200 requests a second, 400 at once
          failover       all are active; the caller's own cluster first
                         an endpoint is left out for 30 s after 5 errors in a row

          CALLERS IN   ANSWERED BY   THEN BY
          on-prem      on-prem       prod-cloud
          prod-cloud   prod-cloud    on-prem

        How it really is, with a cluster's kubeconfig:
          # which clusters each control plane knows, and whether it reads them
          istioctl remote-clusters
          # the endpoints that a pod's proxy has, with their health
          istioctl proxy-config endpoints POD -n NAMESPACE --cluster "outbound|8080||recommender.shop.svc.cluster.local"

        """,
        await OutAsync("traffic", "-s", "prod"));

    [Fact]
    public async Task Draining_a_cluster_is_tried_out_before_it_is_done() => Assert.Equal(
        """
        mesh prod of stack prod, with on-prem drained, beside how it is now:

        recommender, on on-prem, prod-cloud
          CALLERS IN     NOW                        THEN
          on-prem        on-prem, then prod-cloud   prod-cloud, then on-prem (drained)
          prod-cloud     prod-cloud, then on-prem   prod-cloud
          from outside   by on-prem, prod-cloud     by prod-cloud
          Callers from outside may still come by the old record for 60 seconds, and longer where resolvers remember longer.

          Not covered then:
            of the clusters that run recommender, only prod-cloud answers callers in others, so none does when that cannot
            on-prem is drained: it answers its own callers when nobody else can, and no others

        To drain, say so and bring the stack up; docs/meshes.md tells what to watch:
          infra:meshes.prod.drained: [on-prem]

        """,
        await OutAsync("traffic", "-s", "prod", "--drain", "on-prem"));

    [Fact]
    public async Task What_would_be_drained_is_what_is_drained_once_it_is_said()
    {
        var tried = await JsonAsync("--drain", "on-prem");
        _project.Edit("prod", "      namespaces: [shop]\n\n", "      namespaces: [shop]\n      drained: [on-prem]\n\n");
        var said = await JsonAsync();

        Assert.Equal(Service(tried).GetProperty("then").GetRawText(), Service(said).GetProperty("now").GetRawText());
        Assert.NotEqual(Service(tried).GetProperty("now").GetRawText(), Service(said).GetProperty("now").GetRawText());
        Assert.Contains("on-prem      primary   on-prem      shanghai         1.30.5          drained\n", await OutAsync("traffic", "-s", "prod"), StringComparison.Ordinal);
        Assert.Contains("\nNothing changes for recommender.\n", await OutAsync("traffic", "-s", "prod", "--drain", "on-prem"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callers_in_one_cluster_are_told_theirs_alone()
    {
        var told = await OutAsync("traffic", "-s", "prod", "--service", "recommender", "--from", "on-prem");

        Assert.Contains("  on-prem      on-prem       prod-cloud\n", told, StringComparison.Ordinal);
        Assert.DoesNotContain("  prod-cloud   prod-cloud", told, StringComparison.Ordinal);
        Assert.Equal("on-prem", Assert.Single(Service(await JsonAsync("--from", "on-prem")).GetProperty("now").GetProperty("callers").EnumerateArray()).GetProperty("in").GetString());
    }

    [Fact]
    public async Task A_service_whose_callers_stay_at_home_is_told_as_not_covered()
    {
        _project.Edit("prod", "      account: recommender", "      account: recommender\n      exposure: ownCluster");

        Assert.Contains(
            """

              Not covered:
                callers in on-prem see recommender of their own cluster only, so nobody answers when that cannot
                callers in prod-cloud see recommender of their own cluster only, so nobody answers when that cannot

            """,
            await OutAsync("traffic", "-s", "prod"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stack 'prod' has no service 'recomender' in a mesh; did you mean 'recommender'?", "--service", "recomender")]
    [InlineData("stack 'prod' has no service 'x' in a mesh; there are: recommender", "--service", "x")]
    [InlineData("stack 'prod' has no cluster 'onprem' in a mesh; did you mean 'on-prem'?", "--from", "onprem")]
    [InlineData("stack 'prod' has no cluster 'prod-clod' in a mesh; did you mean 'prod-cloud'?", "--drain", "on-prem", "--drain", "prod-clod")]
    public async Task A_misspelt_name_is_told_with_the_one_that_was_meant(string expected, params string[] arguments)
    {
        var answer = await _project.RunAsync(["traffic", "-s", "prod", .. arguments]);

        Assert.Equal((ExitCodes.Error, $"error: {expected}\n"), (answer.ExitCode, answer.Messages));
    }

    [Fact]
    public async Task Nothing_is_told_in_words() =>
        Assert.Equal("Stack edge has no meshes. They are infra:meshes; docs/meshes.md tells how to write one.\n", await OutAsync("traffic", "-s", "edge"));

    [Fact]
    public async Task Every_line_about_the_repositorys_own_mesh_fits_a_terminal()
    {
        using var shipped = new Project();

        var answer = await shipped.RunAsync("traffic", "-s", "prod");

        Assert.Equal(("", ExitCodes.Success), (answer.Messages, answer.ExitCode));
        Assert.All(answer.Out.Split('\n'), line => Assert.True(line.Length <= 120, line));
    }

    private static JsonElement Service(JsonElement told) => told.GetProperty("meshes")[0].GetProperty("services")[0];

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        using var document = JsonDocument.Parse(await OutAsync(["traffic", "-s", "prod", "--json", .. arguments]));
        return document.RootElement.Clone();
    }

    private async Task<string> OutAsync(params string[] arguments)
    {
        var answer = await _project.RunAsync(arguments);
        Assert.True(answer.ExitCode == ExitCodes.Success, $"{answer.Messages}{(await _project.RunAsync("validate")).Out}");
        return answer.Out;
    }
}
